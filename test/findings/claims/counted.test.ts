import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { certaintyOfCulprit } from '../../../src/cases/certainty.ts';
import { findCulprits } from '../../../src/findings/claims/culprit.ts';
import { reconcile } from '../../../src/findings/claims/reconcile.ts';
import { claimOf } from '../support/claims.ts';
import { NAT, START, Vpc } from '../support/generate-flows.ts';
import { inventoryOf } from '../support/inventory.ts';
import { eventContext, flowContext } from '../support/lake.ts';
import { everyday, sweep } from '../support/scenarios.ts';

/** What Logs Insights answered: `stats count(dstPort) as portsScanned by srcAddr, dstAddr, dstPort`. */
const ANSWER: readonly [src: string, port: number, records: number][] = [
  ['10.10.1.17', 22, 812],
  ['10.10.1.17', 23, 790],
  ['10.10.1.17', 445, 603],
  ['10.10.1.17', 3389, 598],
  ['10.10.1.17', 6379, 211],
  ['10.10.1.22', 443, 64],
  ['10.10.1.9', 443, 51],
];

function countsContext(t: TestContext, answer: typeof ANSWER, thresholds?: unknown) {
  const rows = answer.map(([src, dst_port, records]) => ({ src, dst: NAT.address, dst_port, records }));
  return eventContext(t, 'counts', rows, { thresholds });
}

const CLAIM = claimOf({ type: 'port_scan', addresses: [NAT.public] });

test('counts without times make the host that stands out likely, with its count, and never certain', async (t) => {
  const context = await countsContext(t, ANSWER);
  const { culprits } = await findCulprits([CLAIM], [], context);
  const [verdict] = await reconcile([CLAIM], [], context);
  assert.deepEqual(
    culprits.map((culprit) => [culprit.address, certaintyOfCulprit(culprit), culprit.ties]),
    [['10.10.1.17', 'likely', []]],
  );
  assert.equal(verdict?.verdict, 'likely');
  assert.deepEqual(verdict.message, {
    key: 'countedByQuery',
    params: { host: '10.10.1.17', records: 3014, ports: [22, 23, 445, 3389, 6379], alike: 0 },
  });
  assert.equal(verdict.lines.length, 5);
  assert.equal(verdict.missing?.[0]?.key, 'lackHow');
});

test('clients of a web service, few records and other kinds of abuse accuse nobody', async (t) => {
  const quiet = await countsContext(t, [
    ['10.10.1.22', 443, 64_000],
    ['10.10.1.9', 443, 51],
    ['10.10.1.8', 22, 3],
    ['10.10.1.8', 23, 3],
    ['10.10.1.8', 25, 3],
  ]);
  assert.deepEqual((await findCulprits([CLAIM], [], quiet)).culprits, []);
  assert.equal((await reconcile([CLAIM], [], quiet))[0]?.verdict, 'cannot_tell');
  const other = claimOf({ type: 'copyright', addresses: [NAT.public] });
  assert.deepEqual((await findCulprits([other], [], await countsContext(t, ANSWER))).culprits, []);
  assert.deepEqual((await findCulprits([], [], await countsContext(t, ANSWER))).culprits, []);
});

test('two hosts with as many records are a tie that a count cannot break', async (t) => {
  const twice = ANSWER.flatMap(([src, port, records]): [string, number, number][] => [
    [src, port, records],
    [src.replace('10.10.1.', '10.10.2.'), port, records],
  ]);
  const context = await countsContext(t, twice);
  const { culprits } = await findCulprits([CLAIM], [], context);
  assert.deepEqual(
    culprits[0]?.ties.map(({ address }) => address),
    ['10.10.2.17'],
  );
  assert.equal((await reconcile([CLAIM], [], context))[0]?.verdict, 'cannot_tell');
});

test('the inner side of a NAT gateway alone makes the scanner behind it likely, in the claimed time', async (t) => {
  const vpc = new Vpc(31, 'v2 NAT only', 40);
  everyday(vpc);
  const host = vpc.hosts[7] ?? '';
  sweep(vpc, host, { port: 22, targets: 300, at: 1200, seconds: 600 });
  const at = (seconds: number): string => new Date((START + seconds) * 1000).toISOString();
  const flow = { remote_ports: [22], protocol: 6 };
  const claim = { ...CLAIM, window: { from: at(1200) }, flows: [flow] };
  const context = await flowContext(t, vpc.rows, { inventory: inventoryOf(vpc) });
  const { culprits } = await findCulprits([claim], [], context);
  assert.deepEqual(
    culprits.map((culprit) => [culprit.address, certaintyOfCulprit(culprit)]),
    [[host, 'likely']],
  );
  const [verdict] = await reconcile([claim], [], context);
  assert.equal(verdict?.verdict, 'likely');
  assert.equal(verdict.message.key, 'countedByGateway');
  const later = { ...claim, window: { from: at(1200 + 7200) } };
  assert.deepEqual((await findCulprits([later], [], context)).culprits, []);
});

test('whoever sets higher thresholds for counts gets nobody who stays below them', async (t) => {
  const named = async (counts: Record<string, number>): Promise<string[]> => {
    const { culprits } = await findCulprits([CLAIM], [], await countsContext(t, ANSWER, { counts }));
    return culprits.map(({ address }) => address);
  };
  assert.deepEqual(await named({ records: 3000 }), ['10.10.1.17']);
  assert.deepEqual(await named({ records: 4000 }), []);
  assert.deepEqual(await named({ ports: 6 }), []);
});
