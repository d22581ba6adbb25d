import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Verdict } from '../../../src/model/finding.ts';
import { findAll } from '../../../src/findings/index.ts';
import { reconcile } from '../../../src/findings/claims/reconcile.ts';
import type { Claim, ClaimedFlow } from '../../../src/model/claim.ts';
import { claimOf } from '../support/claims.ts';
import { NAT, START, Vpc } from '../support/generate-flows.ts';
import { inventoryOf } from '../support/inventory.ts';
import { flowContext } from '../support/lake.ts';
import type { Setting } from '../support/lake.ts';
import { everyday, sweep } from '../support/scenarios.ts';
import { english } from '../../english.ts';

const VICTIM = '198.51.100.7';

function at(seconds: number): string {
  return new Date((START + seconds) * 1000).toISOString();
}

async function verdictOf(t: TestContext, vpc: Vpc, claim: Claim, setting?: Setting): Promise<Verdict> {
  const context = await flowContext(t, vpc.rows, setting);
  const [verdict] = await reconcile([claim], await findAll(context), context);
  assert.ok(verdict);
  return verdict;
}

function claim(flow: Partial<ClaimedFlow> = {}, fields: Partial<Claim> = {}): Claim {
  const base = { from: at(1200), to: at(1260), protocol: 17, remote: VICTIM, remote_ports: [80] };
  return claimOf({ type: 'ddos', addresses: [NAT.public], flows: [{ ...base, ...flow }], ...fields });
}

/** An hour of a VPC, with an attack on the victim from 20 minutes on. */
function attacked(seed: number, packets: number, seconds = 60): { vpc: Vpc; host: string } {
  const vpc = new Vpc(seed, 'v2 whole VPC', 40);
  everyday(vpc, 10);
  const host = vpc.hosts[11] ?? '';
  const out = { packets, bytes: packets * 1010 };
  vpc.talk({
    host,
    remote: VICTIM,
    port: 80,
    protocol: 17,
    at: 1200,
    seconds: seconds - 1,
    out,
    back: undefined,
  });
  return { vpc, host };
}

test('a claim whose packets and bytes are in the log is confirmed, with the figures side by side', async (t) => {
  const { vpc, host } = attacked(1, 291_255);
  const verdict = await verdictOf(t, vpc, claim({ packets_sent: 291_255, bytes_sent: 294_167_550 }), {
    inventory: inventoryOf(vpc),
  });
  assert.equal(verdict.verdict, 'confirmed');
  assert.match(
    english(verdict.message),
    new RegExp(`^${host.replaceAll('.', '\\.')} \\(web-11, .*\\) sent 291,255 packets`),
  );
  assert.deepEqual(verdict.compared, [
    { what: 'packets_sent', claimed: 291_255, seen: 291_255, agrees: true },
    { what: 'bytes_sent', claimed: 294_167_550, seen: 294_167_550, agrees: true },
    { what: 'targets', claimed: 1, seen: 1, agrees: true },
  ]);
  assert.equal(verdict.lines.length, 1);
  assert.equal(vpc.rows[(verdict.lines[0]?.line ?? 0) - 1]?.['src'], host);
});

test('a record of ten minutes counts in proportion to the minute that the notice states', async (t) => {
  const { vpc } = attacked(2, 3_000_000, 600);
  const verdict = await verdictOf(t, vpc, claim({ packets_sent: 305_000 }));
  assert.equal(verdict.verdict, 'confirmed');
  assert.deepEqual(verdict.compared?.[0], {
    what: 'packets_sent',
    claimed: 305_000,
    seen: 305_000,
    agrees: true,
  });
});

test('a claim of far more than the complete log holds is contradicted', async (t) => {
  const { vpc } = attacked(3, 1000);
  const verdict = await verdictOf(t, vpc, claim({ packets_sent: 291_255 }), { inventory: inventoryOf(vpc) });
  assert.equal(verdict.verdict, 'ruled_out');
  assert.equal(verdict.compared?.[0]?.agrees, false);
});

test('a target that no record of the complete log names contradicts the claim', async (t) => {
  const { vpc } = attacked(4, 1000);
  const verdict = await verdictOf(t, vpc, claim({ remote: '198.51.100.99' }), {
    inventory: inventoryOf(vpc),
  });
  assert.equal(verdict.verdict, 'ruled_out');
  assert.match(english(verdict.message), /without a gap/);
  assert.ok(verdict.sql?.includes('198.51.100.99'));
  // What was sent through the accused gateway at that time instead.
  assert.ok(verdict.lines.length > 0);
  for (const { line } of verdict.lines) {
    const row = vpc.rows[line - 1];
    assert.notEqual(row?.['dst'], '198.51.100.99');
    assert.ok(String(row?.['ts_start']) <= at(1260) && String(row?.['ts_end']) >= at(1200));
  }
});

test('a time that the log does not reach is no data, and says what to collect', async (t) => {
  const { vpc } = attacked(5, 1000);
  const verdict = await verdictOf(t, vpc, claim({ from: at(86_400), to: at(86_460) }));
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(
    english(verdict.missing?.[0] ?? ''),
    /flow records of 2024-07-03 00:00 to 00:01 UTC \(the log has 2024-07-02/,
  );
  assert.match(english(verdict.missing?.[0] ?? ''), /docs\/how-to\/get-flow-logs\.md$/);
});

test('a silent interval within the claimed time is no data', async (t) => {
  const { vpc } = attacked(6, 1000);
  const kept = vpc.rows.filter(
    ({ ts_start: start }) => String(start) < at(1800) || String(start) >= at(3000),
  );
  vpc.rows.splice(0, vpc.rows.length, ...kept);
  const verdict = await verdictOf(t, vpc, claim({ from: at(2400), to: at(2460), remote: '198.51.100.99' }));
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(verdict.missing?.map(english).join() ?? '', /no interface has any/);
});

test('records that AWS lost are no proof of innocence', async (t) => {
  const { vpc } = attacked(7, 1000);
  const verdict = await verdictOf(t, vpc, claim({ remote: '198.51.100.99' }), { lostRecords: 3 });
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(verdict.missing?.map(english).join() ?? '', /3 SKIPDATA entries/);
});

test('a flow log of which only a part was read is no proof of innocence', async (t) => {
  const { vpc } = attacked(7, 1000);
  const innocent = claim({ remote: '198.51.100.99' });
  assert.equal((await verdictOf(t, vpc, innocent)).verdict, 'ruled_out');
  const partly = ['a.log.gz', 'b.log.gz', 'c.log.gz', 'd.log.gz'];
  const verdict = await verdictOf(t, vpc, innocent, { partly });
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.deepEqual(
    verdict.missing?.filter(({ key }) => key === 'lackPartial'),
    [{ key: 'lackPartial', params: { names: partly.slice(0, 3), more: 1 } }],
  );
});

test('an instance that the log never saw is no data, though another one did the like', async (t) => {
  const { vpc } = attacked(8, 1000);
  const elsewhere = claim({}, { instances: ['i-elsewhere'], addresses: [] });
  const verdict = await verdictOf(t, vpc, elsewhere, { inventory: inventoryOf(vpc) });
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(verdict.missing?.map(english).join() ?? '', /i-elsewhere/);
});

test('a scan notice is confirmed by the finding at that time and contradicted by a quiet hour', async (t) => {
  const vpc = new Vpc(9, 'v2 whole VPC', 40);
  everyday(vpc, 10);
  const scan = (from: number): Claim =>
    claimOf({ type: 'port_scan', addresses: [NAT.public], window: { from: at(from), to: at(from + 60) } });
  assert.equal((await verdictOf(t, vpc, scan(1500), { inventory: inventoryOf(vpc) })).verdict, 'ruled_out');
  sweep(vpc, vpc.hosts[9] ?? '', { port: 22, targets: 200, at: 1200, seconds: 600 });
  const verdict = await verdictOf(t, vpc, scan(1500), { inventory: inventoryOf(vpc) });
  assert.equal(verdict.verdict, 'confirmed');
  assert.match(english(verdict.message), /sent connection attempts \(TCP port 22\) to/);
  assert.equal(verdict.lines.length, 20);
});

test('a spam notice is contradicted, with rows, by a host that opened no connection to a mail port, and not by one that did', async (t) => {
  const vpc = new Vpc(21, 'v2 whole VPC', 40);
  everyday(vpc, 10);
  const host = vpc.hosts[11] ?? '';
  vpc.talk({
    host,
    remote: VICTIM,
    port: 443,
    protocol: 6,
    at: 1230,
    seconds: 5,
    out: { packets: 9, bytes: 900 },
    back: { packets: 9, bytes: 900 },
  });
  const window = { from: at(1200), to: at(1260) };
  const spam = claimOf({ type: 'spam', addresses: [host], window });
  const cleared = await verdictOf(t, vpc, spam, { inventory: inventoryOf(vpc) });
  assert.equal(cleared.verdict, 'ruled_out');
  assert.match(
    english(cleared.message),
    /no connection was opened to others at TCP ports 25, 465, 587, 2525/,
  );
  assert.ok(cleared.lines.length > 0);
  vpc.talk({
    host,
    remote: VICTIM,
    port: 25,
    protocol: 6,
    at: 1220,
    seconds: 5,
    out: { packets: 9, bytes: 900 },
    back: { packets: 9, bytes: 900 },
  });
  const open = await verdictOf(t, vpc, spam, { inventory: inventoryOf(vpc) });
  assert.equal(open.verdict, 'cannot_tell');
});

test('a notice of attempts to log in without a target is contradicted only where nothing was opened to others at all', async (t) => {
  const vpc = new Vpc(22, 'v2 whole VPC', 40);
  everyday(vpc, 10);
  const host = vpc.hosts[11] ?? '';
  const window = { from: at(1200), to: at(1260) };
  vpc.talk({
    host,
    remote: VICTIM,
    port: 443,
    protocol: 6,
    at: 1230,
    seconds: 5,
    out: { packets: 9, bytes: 900 },
    back: { packets: 9, bytes: 900 },
  });
  const verdict = await verdictOf(t, vpc, claimOf({ type: 'login_attack', addresses: [host], window }), {
    inventory: inventoryOf(vpc),
  });
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(english(verdict.message), /connections? (?:was|were) opened to others/);
});

test('a kind of abuse that flows do not show is neither confirmed nor contradicted without a target', async (t) => {
  const { vpc } = attacked(10, 1000);
  const phishing = claimOf({
    type: 'phishing',
    addresses: [NAT.public],
    window: { from: at(1200), to: at(1260) },
  });
  const verdict = await verdictOf(t, vpc, phishing, { inventory: inventoryOf(vpc) });
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(english(verdict.message), /cannot tell/);
});

test('without flow records every claim is no data, and the missing log is named', async (t) => {
  const vpc = new Vpc(11, 'v2 whole VPC', 2);
  const verdict = await verdictOf(t, vpc, claim());
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(english(verdict.missing?.[0] ?? ''), /^VPC flow logs of 203\.0\.113\.10\b/);
});

test('a NAT-only log without pkt-dstaddr is no data', async (t) => {
  const vpc = new Vpc(12, 'v2 NAT only', 40);
  everyday(vpc, 10);
  const verdict = await verdictOf(t, vpc, claim());
  assert.equal(verdict.verdict, 'cannot_tell');
  assert.match(english(verdict.missing?.[0] ?? ''), /pkt-dstaddr/);
});

test('a target of which the notice masks parts is held against the log as a pattern', async (t) => {
  const { vpc } = attacked(7, 291_255);
  const masked = claim({ remote: '198.xx.xx.7', packets_sent: 291_255 }, { addresses: ['203.xx.xx.10'] });
  const verdict = await verdictOf(t, vpc, masked, { inventory: inventoryOf(vpc) });
  assert.equal(verdict.verdict, 'confirmed');
  assert.deepEqual(
    verdict.compared?.map(({ what }) => what),
    ['packets_sent'],
  );
});

test('whoever only fits a mask is not cleared by a log without the traffic', async (t) => {
  const { vpc } = attacked(8, 1000);
  const masked = claim({ remote: '198.xx.xx.99' }, { addresses: ['203.xx.xx.10'] });
  const verdict = await verdictOf(t, vpc, masked, { inventory: inventoryOf(vpc) });
  assert.equal(verdict.verdict, 'cannot_tell');
});

test('traffic that only fits a mask, with no amount that agrees, makes a claim likely and no more', async (t) => {
  const { vpc } = attacked(9, 1000);
  const masked = claim({ remote: '198.xx.xx.7' }, { addresses: ['203.xx.xx.10'] });
  const verdict = await verdictOf(t, vpc, masked, { inventory: inventoryOf(vpc) });
  assert.equal(verdict.verdict, 'likely');
});
