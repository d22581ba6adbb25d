import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { openProxy } from '../../../../src/findings/detectors/proxies/open-proxy.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { Vpc } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import { altered, conversation, flagless, stranger, strangerV6 } from '../../support/records.ts';
import { everyday, innocents } from '../../support/scenarios.ts';

const HOST = '10.0.3.17';
const client = (i: number): string => `198.51.100.${i + 1}`;

/** What clients fetch through a host: as much comes from the targets as goes to the clients, apart from `share`. */
function relayed(clients: number, targets: number, share = 1, port = 3128): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < Math.max(clients, targets); i++) {
    const at = i * 20;
    const bytes = 20_000 + 700 * i;
    rows.push(
      ...conversation(HOST, client(i % clients), port, at, {
        inbound: true,
        client: 50_000 + i,
        back: [12, 1400, 3],
        out: [30, Math.round(bytes * share), 19],
      }),
      ...conversation(HOST, stranger(i % targets), i % 3 === 0 ? 80 : 443, at + 1, {
        client: 40_000 + i,
        out: [12, 1300, 3],
        back: [30, bytes, 19],
      }),
    );
  }
  return rows;
}

const paramOf = ({ message }: Finding, name: string): unknown =>
  new Map(Object.entries(message.params)).get(name);

async function found(t: TestContext, rows: readonly Row[]): Promise<Finding[]> {
  return openProxy.detect(await flowContext(t, rows));
}

test('a host that passes on what many strangers ask of many others is found, as a hint', async (t) => {
  const [finding, ...others] = await found(t, relayed(15, 60));
  assert.deepEqual(others, []);
  assert.equal(finding?.subject.address, HOST);
  assert.equal(finding.confidence, 0.6);
  assert.deepEqual([finding.numbers.addresses, finding.targets.hosts], [15, 60]);
  assert.deepEqual(paramOf(finding, 'ports'), [3128]);
});

test('hour after hour it is surer', async (t) => {
  const later = (hours: number): Row[] =>
    relayed(15, 60).map((row): Row => {
      const moved = (text: unknown): string =>
        new Date(Date.parse(String(text)) + hours * 3_600_000).toISOString();
      return Object.assign({}, row, { ts_start: moved(row['ts_start']), ts_end: moved(row['ts_end']) });
    });
  const [finding] = await found(t, [0, 1, 2].flatMap(later));
  assert.equal(finding?.confidence, 0.75);
  assert.ok(finding.numbers.seconds !== undefined && finding.numbers.seconds > 2 * 3600);
});

test('a log without flags, and IPv6, show it as well', async (t) => {
  assert.equal((await found(t, flagless(relayed(15, 60)))).length, 1);
  const v6 = relayed(15, 60).map((row): Row => {
    const six = (text: unknown): string => {
      const address = String(text);
      if (address === HOST) return '2001:db8::17';
      const [, , c, d] = address.split('.').map(Number);
      return address.startsWith('198.')
        ? `2001:db8:7::${(d ?? 0) + 1}`
        : strangerV6((c ?? 0) * 250 + (d ?? 0));
    };
    return Object.assign({}, row, { src: six(row['src']), dst: six(row['dst']) });
  });
  const context = await flowContext(t, v6, { ours: ['2001:db8::/64'] });
  assert.deepEqual(
    (await openProxy.detect(context)).map(({ subject }) => subject.address),
    ['2001:db8::17'],
  );
});

test('few clients, few others, or volumes that do not match are no proxy', async (t) => {
  assert.deepEqual(await found(t, relayed(9, 60)), [], 'an office');
  assert.deepEqual(await found(t, relayed(15, 20)), [], 'a service that asks a few others');
  assert.deepEqual(await found(t, relayed(15, 60, 0.3)), [], 'a site that gathers much and shows little');
  assert.deepEqual(await found(t, relayed(15, 60, 3)), [], 'a cache, or pictures of its own');
  assert.deepEqual(await found(t, relayed(15, 60, 1, 443)), [], 'a web server');
});

test('who is only knocked at, or sends to its own hosts, is no proxy', async (t) => {
  const knocked = relayed(15, 60).map((row): Row =>
    row['dst_port'] === 3128 ? Object.assign({}, row, { packets: 1, bytes: 44 }) : row,
  );
  assert.deepEqual(await found(t, knocked), []);
  const inside = relayed(15, 60).map((row): Row => {
    const own = (text: unknown): string => String(text).replace(/^203\.0\.(\d+)\./, '10.9.$1.');
    return Object.assign({}, row, { src: own(row['src']), dst: own(row['dst']) });
  });
  assert.deepEqual(await found(t, inside), []);
});

test('clients in one hour and others in the next have nothing to do with each other', async (t) => {
  const apart = relayed(15, 60).map((row): Row =>
    row['src_port'] === 3128 || row['dst_port'] === 3128
      ? row
      : Object.assign({}, row, { ts_start: '2026-03-02T05:00:00Z', ts_end: '2026-03-02T05:00:02Z' }),
  );
  assert.deepEqual(await found(t, apart), []);
});

test('nobody of everyday traffic and of the innocents is called a proxy', async (t) => {
  for (const variant of ['v5 whole VPC', 'v2 whole VPC'] as const) {
    const vpc = new Vpc(7, variant);
    everyday(vpc);
    innocents(vpc);
    assert.deepEqual(await found(t, vpc.rows), [], variant);
  }
});

test('one moment, and records without an end, give times that are in order', async (t) => {
  const [finding] = await found(
    t,
    altered(relayed(15, 60), { ts_start: '2026-03-02T00:00:00Z', ts_end: null }),
  );
  assert.equal(finding?.numbers.seconds, 0);
});

test('two ports of one proxy are one finding, and its SQL gives the figures of the host again', async (t) => {
  const context = await flowContext(t, [...relayed(15, 60), ...relayed(15, 60, 1, 8080)]);
  const findings = await openProxy.detect(context);
  assert.deepEqual(
    findings.map((finding) => paramOf(finding, 'ports')),
    [[3128, 8080]],
  );
  for (const { sql, numbers, lines } of findings) {
    const rows = await context.engine.query(sql);
    assert.deepEqual(
      rows.map((row) => [row['clients'], row['targets']]),
      [[numbers.addresses, numbers.hosts]],
    );
    assert.equal(lines.length, 20);
  }
});
