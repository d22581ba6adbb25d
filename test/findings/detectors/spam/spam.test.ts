import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { spam, unseenMail } from '../../../../src/findings/detectors/spam/spam.ts';
import { findCulprits } from '../../../../src/findings/claims/culprit.ts';
import { findAll } from '../../../../src/findings/index.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { claimOf } from '../../support/claims.ts';
import { Vpc } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import { altered, conversation, flagless, stranger, strangerV6 } from '../../support/records.ts';
import { everyday, innocents } from '../../support/scenarios.ts';

const HOST = '10.0.3.17';
const DAY = 86_400;

function mails(host: string, servers: number, start: number, port = 25): Row[] {
  return Array.from({ length: servers }, (_, i) =>
    conversation(host, stranger(i), port, start + i * 20, { client: 40_000 + i, out: [12, 5200, 3] }),
  ).flat();
}

async function found(t: TestContext, rows: readonly Row[]): Promise<Finding[]> {
  return spam.detect(await flowContext(t, rows));
}

test('a host that begins to mail to 40 servers after a day without mail is found with that history', async (t) => {
  const rows = [...conversation(HOST, '198.51.100.1', 443, 0), ...mails(HOST, 40, DAY + 60)];
  const [finding, ...others] = await found(t, rows);
  assert.deepEqual(others, []);
  assert.deepEqual(finding?.subject.address, HOST);
  assert.equal(finding.targets.hosts, 40);
  assert.deepEqual(finding.numbers, {
    protocol: 6,
    hosts: 40,
    ports: 1,
    flows: 40,
    packets: 480,
    bytes: 208_000,
    seconds: 783,
    mail_connections: 40,
    mail_servers_in_busiest_window: 40,
    seconds_without_mail: DAY + 60,
  });
  assert.equal(finding.confidence, 0.85);
});

test('the same without a history, and in a log without flags, is found and less sure', async (t) => {
  for (const rows of [mails(HOST, 40, 0), flagless(mails(HOST, 40, 0)), mails(HOST, 40, 0, 465)]) {
    const [finding] = await found(t, rows);
    assert.equal(finding?.confidence, 0.6);
    assert.ok(!('seconds_without_mail' in finding.numbers));
  }
});

test('IPv6 is mailed over as IPv4 is', async (t) => {
  const rows = Array.from({ length: 30 }, (_, i) =>
    conversation('2001:db8::17', strangerV6(i), 25, i * 10, { client: 40_000 + i }),
  ).flat();
  const context = await flowContext(t, rows, { ours: ['2001:db8::/64'] });
  assert.deepEqual(
    (await spam.detect(context)).map(({ subject, targets }) => [subject.address, targets.hosts]),
    [['2001:db8::17', 30]],
  );
});

test('who takes mail in is a mail server, whoever it comes from', async (t) => {
  for (const sender of ['192.0.2.7', '10.0.9.9']) {
    const taken = conversation(HOST, sender, 25, 50, {
      inbound: true,
      out: [11, 1500, 19],
      back: [12, 5000, 3],
    });
    assert.deepEqual(await found(t, [...mails(HOST, 60, 0), ...taken]), []);
  }
  // A scanner that knocks is answered by nobody: the host is none.
  const knocked = conversation(HOST, '192.0.2.7', 25, 50, {
    inbound: true,
    out: [1, 40, 4],
    back: [1, 44, 2],
  });
  assert.equal((await found(t, [...mails(HOST, 60, 0), ...knocked])).length, 1);
});

test('a few servers, servers over a day, and servers that do not answer are no spam', async (t) => {
  const slow = Array.from({ length: 48 }, (_, i) => conversation(HOST, stranger(i), 25, i * 1800)).flat();
  const silent = mails(HOST, 60, 0).filter(({ src }) => src === HOST);
  for (const rows of [mails(HOST, 24, 0), slow, silent]) assert.deepEqual(await found(t, rows), []);
});

test('a mail server behind a gateway, of which only the gateway is logged, is not accused; the log is said to be too little', async (t) => {
  const vpc = new Vpc(5, 'v5 NAT only');
  everyday(vpc);
  innocents(vpc);
  const context = await flowContext(t, vpc.rows);
  assert.deepEqual(await spam.detect(context), []);
  assert.deepEqual(
    (await unseenMail(context)).map(({ key }) => key),
    ['gapMailUnseen'],
  );
  assert.deepEqual(await unseenMail(await flowContext(t, mails(HOST, 40, 0))), []);
});

test('tables of one row, of one moment, and with clocks that go back give no finding that is not there', async (t) => {
  assert.deepEqual(await found(t, mails(HOST, 1, 0)), []);
  const still = altered(mails(HOST, 40, 0), { ts_end: '2026-03-01T00:00:00Z' });
  const [finding] = await found(t, still);
  assert.ok(finding !== undefined && finding.from <= finding.to);
  const moment = altered(mails(HOST, 40, 0), { ts_start: '2026-03-02T00:00:00Z', ts_end: null });
  assert.deepEqual(
    (await found(t, moment)).map(({ numbers }) => numbers.seconds),
    [0],
  );
});

test('a notice about spam names the host that sent it, and not the scanner beside it', async (t) => {
  const scan = Array.from({ length: 200 }, (_, i) =>
    conversation('10.0.3.99', stranger(i), 22, i, { out: [1, 60, 2] }).slice(0, 1),
  ).flat();
  const context = await flowContext(t, [...mails(HOST, 40, 0), ...scan]);
  const findings = await findAll(context);
  const { culprits } = await findCulprits([claimOf({ type: 'spam' })], findings, context);
  assert.deepEqual(
    culprits.map(({ address }) => address),
    [HOST],
  );
});
