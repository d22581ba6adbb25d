import { messageOf } from '../../src/model/reason.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { survey } from '../../src/evidence/survey.ts';
import { openLake } from '../../src/events/engines/duckdb/lake.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import type { Overlap } from '../../src/events/overlap.ts';
import { evidence } from '../evidence/evidence-support.ts';
import { temporary } from '../support.ts';

const effects = nodeEffects(2);

/** Lines of an access log, from one number to before another. */
function log(from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) {
    const second = String(i % 60).padStart(2, '0');
    const minute = String(Math.floor(i / 60) % 60).padStart(2, '0');
    text += `198.51.100.${i % 250} - - [10/Oct/2025:13:${minute}:${second} +0000] "GET /page/${i} HTTP/1.1" 200 ${i}\n`;
  }
  return text;
}

async function counted(
  t: TestContext,
  files: Record<string, string | Uint8Array>,
): Promise<{
  rows: number;
  copies: Record<string, string | undefined>;
  entries: Evidence[];
  overlaps: Overlap[];
}> {
  const { folder, scratch } = await evidence(t, files);
  const { found } = await survey([folder], scratch, {}, effects);
  const lake = join(await temporary(t), 'lake');
  const entries = await ingest(found, lake, {}, effects);
  const opened = await openLake(lake);
  t.after(() => opened.close());
  const [row] = await opened.engine.query('SELECT count(*) AS n FROM requests');
  return {
    rows: Number(row?.['n']),
    copies: Object.fromEntries(entries.map(({ path, duplicateOf }) => [path, duplicateOf])),
    entries,
    overlaps: await opened.overlaps(),
  };
}

test('a log and its compressed copy are counted once', async (t) => {
  const { rows, copies, entries } = await counted(t, {
    'access.log': log(0, 500),
    'access.log.1.gz': gzipSync(log(0, 500)),
  });
  assert.equal(rows, 500);
  assert.deepEqual(copies, { 'access.log': undefined, 'access.log.1.gz': 'access.log' });
  assert.match(entries[1]?.sha256 ?? '', /^[0-9a-f]{64}$/);
});

test('a copy taken while the log still grew is counted with the log', async (t) => {
  const { rows, copies, entries } = await counted(t, {
    'early.log': log(0, 200).slice(0, -10),
    'earlier.log.gz': gzipSync(log(0, 20)),
    'late.log': log(0, 500),
  });
  assert.equal(rows, 500);
  assert.deepEqual(copies, {
    'early.log': 'late.log',
    'earlier.log.gz': 'late.log',
    'late.log': undefined,
  });
  assert.deepEqual(entries[0]?.notes.map(messageOf), [{ key: 'evCopyBegin', params: { path: 'late.log' } }]);
});

test('the end of a log, saved beside it, is counted with the log', async (t) => {
  const { rows, copies } = await counted(t, { 'access.log': log(0, 900), 'recent.log': log(700, 900) });
  assert.equal(rows, 900);
  assert.deepEqual(copies, { 'access.log': undefined, 'recent.log': 'access.log' });
});

test('every copy of a log that was saved day by day is counted with the last', async (t) => {
  const days = Array.from({ length: 20 }, (_, day) => [`day${day}.log`, log(0, 40 * (day + 1))] as const);
  const { rows, copies } = await counted(t, Object.fromEntries(days));
  assert.equal(rows, 800);
  assert.equal(copies['day0.log'], 'day19.log');
  assert.equal(Object.values(copies).filter((path) => path === undefined).length, 1);
});

test('logs that begin alike and go on differently are all counted', async (t) => {
  const { rows, copies } = await counted(t, {
    'a.log': log(0, 300) + log(1000, 1100),
    'b.log': log(0, 300) + log(2000, 2300),
  });
  assert.equal(rows, 1000);
  assert.deepEqual(copies, { 'a.log': undefined, 'b.log': undefined });
});

test('logs that were exported twice with a range in common are counted, and the common rows are said', async (t) => {
  const { rows, overlaps } = await counted(t, {
    'monday.log': log(0, 3000),
    'tuesday.log': log(2000, 5000),
    'other.log': log(5000, 5500),
  });
  assert.equal(rows, 6500);
  assert.deepEqual(overlaps, [{ table: 'requests', first: 0, second: 2, rows: 1000 }]);
});

test('two servers whose clients ask for the same now and then do not overlap', async (t) => {
  const own = (server: number): string => log(0, 3000).replaceAll('/page/', `/server${server}/`);
  const { overlaps } = await counted(t, { 'a.log': own(1) + log(0, 40), 'b.log': own(2) + log(0, 40) });
  assert.deepEqual(overlaps, []);
});

test('a few lines that two servers have in common are no copy', async (t) => {
  const { rows } = await counted(t, { 'a.log': log(0, 3), 'b.log': log(0, 3) + log(100, 110) });
  assert.equal(rows, 16);
});

test('lines that repeat within one log stay', async (t) => {
  const { rows } = await counted(t, { 'a.log': log(0, 10).repeat(30) });
  assert.equal(rows, 300);
});

test('a copy that is cut in the middle of its compressed data is still a copy', async (t) => {
  const whole = gzipSync(log(0, 5000));
  const { rows, copies, entries } = await counted(t, {
    'a.log': log(0, 5000),
    'b.log.gz': whole.subarray(0, whole.length - 500),
  });
  assert.equal(rows, 5000);
  assert.equal(copies['b.log.gz'], 'a.log');
  assert.ok(entries[1]?.notes.some((note) => note.includes('gzip')));
});
