import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { findAll } from '../../../../src/findings/index.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { Vpc } from '../../support/generate-flows.ts';
import type { Variant } from '../../support/generate-flows.ts';
import { guess, honestLogins } from '../../support/guesses.ts';
import { flowContext } from '../../support/lake.ts';
import { everyday, innocents } from '../../support/scenarios.ts';

const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 whole VPC'];

const guesses = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ type }) => type === 'login_attack');

for (const variant of VARIANTS) {
  test(`who guesses passwords is found among all that logs in often, ${variant}`, async (t) => {
    const vpc = new Vpc(4, variant, 40);
    everyday(vpc);
    innocents(vpc);
    honestLogins(vpc, vpc.hosts.slice(8));
    const [ssh, rdp, telnet, sql] = vpc.hosts.slice(20);
    guess(vpc, { host: ssh!, remote: '45.0.0.1', port: 22, at: 100 }, 80, 4);
    guess(vpc, { host: rdp!, remote: '45.0.0.2', port: 3389, at: 100 }, 50, 9);
    guess(vpc, { host: telnet!, remote: '91.0.0.3', port: 23, at: 50, inbound: true }, 60, 3);
    guess(vpc, { host: sql!, remote: '91.0.0.4', port: 3306, at: 50, inbound: true }, 400, 2);
    guess(vpc, { host: ssh!, remote: '91.0.0.5', port: 22, at: 0, inbound: true }, 60, 5);
    const context = await flowContext(t, vpc.rows);
    const found = guesses(await findAll(context));
    assert.deepEqual(
      found.map(({ detector, subject, targets, direction }) => [
        detector,
        subject.address,
        targets.ports,
        direction,
      ]),
      [
        ['brute-force', ssh, [22], 'outbound'],
        ['brute-force', rdp, [3389], 'outbound'],
        ['inbound-brute-force', '91.0.0.4', [3306], 'inbound'],
        ['inbound-brute-force', '91.0.0.3', [23], 'inbound'],
        ['inbound-brute-force', '91.0.0.5', [22], 'inbound'],
      ].sort((a, b) =>
        a[0] === b[0] && a[0] === 'brute-force' ? (String(a[1]) < String(b[1]) ? -1 : 1) : 0,
      ),
    );
    for (const { sql: question, numbers, lines } of found) {
      const [row] = await context.engine.query(question);
      assert.deepEqual([numbers.packets, numbers.bytes], [Number(row?.['packets']), Number(row?.['bytes'])]);
      assert.equal(lines.length, 20);
    }
  });

  test(`builders, checks by the clock, mirrors, sites with a database and tools for a fleet guess nothing, ${variant}`, async (t) => {
    const vpc = new Vpc(9, variant, 40);
    everyday(vpc);
    innocents(vpc);
    honestLogins(vpc, vpc.hosts.slice(8));
    assert.deepEqual(guesses(await findAll(await flowContext(t, vpc.rows))), []);
  });
}

test('fewer than thirty connections, and those that nobody answered, are no guessing', async (t) => {
  const vpc = new Vpc(4, 'v5 whole VPC', 20);
  guess(vpc, { host: vpc.hosts[0]!, remote: '45.0.0.1', port: 22, at: 100 }, 29, 4);
  guess(vpc, { host: vpc.hosts[1]!, remote: '45.0.0.2', port: 22, at: 100 }, 90, 4);
  const unanswered = vpc.rows.filter(({ src, pkt_src: from }) => (from ?? src) !== '45.0.0.2');
  assert.deepEqual(guesses(await findAll(await flowContext(t, unanswered))), []);
});

test('of many that guess at ours ten are named and the others counted', async (t) => {
  const vpc = new Vpc(4, 'v5 whole VPC', 20);
  for (let i = 0; i < 13; i++)
    guess(vpc, { host: vpc.hosts[0]!, remote: `91.0.1.${i + 1}`, port: 22, at: i, inbound: true }, 60, 5);
  const found = guesses(await findAll(await flowContext(t, vpc.rows)));
  assert.deepEqual([found.length, found.at(-1)?.numbers.sources, found.at(-1)?.subject], [11, 3, {}]);
});

test('over IPv6, whose headers are longer, the same sizes count', async (t) => {
  const rows = Array.from({ length: 60 }, (_, i): Row[] => {
    const at = new Date(Date.UTC(2026, 10, 18, 11, 0, i * 7)).toISOString();
    const common = { ts_start: at, ts_end: at, protocol: 6 };
    const [client, server] = ['2a00:5::1', '2001:db8:1::22'];
    return [
      { ...common, src: client, dst: server, src_port: 40_000 + i, dst_port: 22, packets: 30, bytes: 5400 },
      { ...common, src: server, dst: client, src_port: 22, dst_port: 40_000 + i, packets: 20, bytes: 3500 },
    ];
  }).flat();
  const found = guesses(await findAll(await flowContext(t, rows, { ours: ['2001:db8:1::/64'] })));
  assert.deepEqual(
    found.map(({ detector, subject }) => [detector, subject.address]),
    [['inbound-brute-force', '2a00:5::1']],
  );
});

test('all at one moment, or without any time: nothing is lost, nothing is invented', async (t) => {
  const vpc = new Vpc(4, 'v5 whole VPC', 20);
  guess(vpc, { host: vpc.hosts[0]!, remote: '91.0.1.1', port: 22, at: 5, inbound: true }, 60, 0);
  assert.equal(guesses(await findAll(await flowContext(t, vpc.rows))).length, 1);
  const timeless = vpc.rows.map((row): Row => ({ ...row, ts_start: null, ts_end: null }));
  for (const rows of [timeless, vpc.rows.slice(0, 1)])
    assert.deepEqual(guesses(await findAll(await flowContext(t, rows))), []);
});
