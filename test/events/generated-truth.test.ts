import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { generateFlows } from '../../bench/generate/flows.ts';
import { generatePcap } from '../../bench/generate/pcap.ts';
import type { CaptureTruth } from '../../bench/generate/pcap.ts';
import { generateWeb } from '../../bench/generate/web.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { survey } from '../../src/evidence/survey.ts';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import { temporary } from '../support.ts';

const effects = nodeEffects(2);
const SEEDS = [1, 2];
/** Every twentieth line is damaged or no record. */
const DAMAGED_EVERY = 20;

interface Counts {
  lines: number;
  parsed: number;
  rejected: number;
  skipped: number;
}

/** A file that was read, and the question that counts its rows. */
interface Read {
  counts: Counts;
  /** Two columns as a map, a value that is null as an empty text. */
  grouped(columns: string): Promise<Map<unknown, number>>;
  totals(columns: string): Promise<Record<string, number>>;
}

/** Makes a file of each seed, and reads them at once. */
async function readAll<T>(
  t: TestContext,
  table: string,
  make: (path: string, seed: number) => Promise<T> | T,
): Promise<{ truth: T; read: Read }[]> {
  const folder = await temporary(t);
  await mkdir(join(folder, 'logs'));
  const truths: T[] = [];
  for (const seed of SEEDS) truths.push(await make(join(folder, 'logs', `${seed}.log`), seed));
  const { found } = await survey([join(folder, 'logs')], join(folder, 'scratch'), {}, effects);
  const evidence = await ingest(found, join(folder, 'lake'), {}, effects);
  const engine = await openEngine(join(folder, 'lake'));
  t.after(() => engine.close());
  return truths.map((truth, i) => {
    const one = evidence.find(({ path }) => path.endsWith(`${SEEDS[i]}.log`));
    assert.ok(one !== undefined);
    const { id, read: lines, parsed, rejected, skipped } = one;
    const ask = (columns: string, end = ''): ReturnType<typeof engine.query> =>
      engine.query(`SELECT ${columns} FROM ${table} WHERE evidence = ${id} ${end}`);
    const read: Read = {
      counts: { lines, parsed, rejected, skipped },
      async grouped(columns) {
        const rows = await ask(columns, 'GROUP BY 1');
        return new Map(rows.map((row) => [Object.values(row)[0] ?? '', Number(Object.values(row)[1])]));
      },
      async totals(columns) {
        const [row = {}] = await ask(columns);
        return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
      },
    };
    return { truth, read };
  });
}

function wanted({ lines, parsed, rejected, skipped }: Counts): Counts {
  assert.ok(rejected > 30 && skipped > 30, `${rejected} rejects and ${skipped} skips were planted`);
  return { lines, parsed, rejected, skipped };
}

for (const version of ['v2', 'v5'] as const) {
  test(`every line of a damaged ${version} flow log is counted as what it is, and the sums are those that were written`, async (t) => {
    const files = await readAll(t, 'flows', (path, seed) =>
      generateFlows(path, 2.5, version, { seed, damagedEvery: DAMAGED_EVERY }),
    );
    for (const { truth, read } of files) {
      assert.deepEqual(read.counts, wanted(truth));
      assert.deepEqual(await read.totals('sum(line) AS lines'), { lines: truth.lineSum });
      assert.deepEqual(await read.grouped('interface, sum(bytes)'), truth.octetsByInterface);
      assert.deepEqual(await read.grouped('dst_port, count(*)'), truth.byTargetPort);
    }
  });
}

for (const kind of ['iis', 'combined', 'vhost'] as const) {
  test(`every line of a damaged ${kind} log is counted as what it is, and no record says what it did not`, async (t) => {
    const files = await readAll(t, 'requests', (path, seed) =>
      generateWeb(kind, path, 4e6, { seed, damagedEvery: DAMAGED_EVERY }),
    );
    for (const { truth, read } of files) {
      assert.deepEqual(read.counts, wanted(truth));
      assert.deepEqual(await read.grouped('sc_status, count(*)'), truth.byStatus);
      assert.deepEqual(await read.grouped('c_ip, count(*)'), truth.byClient);
      assert.deepEqual(await read.grouped('cs_host, count(*)'), truth.bySite);
      assert.deepEqual(await read.grouped('cs_username, count(*)'), truth.byUser);
      assert.deepEqual(await read.grouped('cs_method, count(*)'), truth.byMethod);
      assert.deepEqual(await read.grouped('user_agent, count(*)'), truth.byAgent);
      assert.deepEqual(await read.grouped('CAST(CAST(ts AS DATE) AS VARCHAR), count(*)'), truth.byDay);
      assert.deepEqual(await read.totals('sum(line) AS lines, sum(sc_bytes) AS sent'), {
        lines: truth.lineSum,
        sent: truth.sent,
      });
    }
  });
}

test('every packet of a capture with broken packets in it is counted as what it is', async (t) => {
  // The second is large enough to be counted by all threads.
  const make = (path: string, seed: number): Promise<CaptureTruth> =>
    seed === 1
      ? generatePcap('mixed', path, 3e6, { seed, damagedEvery: 2 })
      : generatePcap('small', path, 17e6, { seed, damagedEvery: DAMAGED_EVERY });
  for (const { truth, read } of await readAll(t, 'flows', make)) {
    assert.deepEqual(read.counts, wanted({ ...truth, lines: truth.written, parsed: truth.packets }));
    const { rows, packets, octets, scanned, unanswered } = truth;
    assert.deepEqual(
      await read.totals(
        `count(*) AS rows, sum(packets) AS packets, sum(bytes) AS octets,
         sum(CASE WHEN src = '10.0.1.37' THEN packets END) AS scanned,
         sum(CASE WHEN state = 'unanswered' THEN 1 ELSE 0 END) AS unanswered`,
      ),
      { rows, packets, octets, scanned, unanswered },
    );
  }
});
