import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import * as fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import type { ParquetParsers } from 'hyparquet';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import type { Row } from '../../src/events/engines/engine.ts';
import { PartWriter } from '../../src/events/lake/parts.ts';
import { Sinks } from '../../src/events/lake/sinks.ts';
import { formatV4 } from '../../src/net/address.ts';
import { temporary } from '../support.ts';

/** What one row of `flows` is made of; a missing key is null. */
interface Made {
  ts_start?: { seconds: number; micros: number };
  src?: number | string;
  dst_port?: number;
  bytes?: number;
  action?: string;
}

/** Times as microseconds since 1970. */
const MICROSECONDS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis: bigint) => millis * 1000n,
  timestampFromMicroseconds: (micros: bigint) => micros,
};
const COLUMNS = ['evidence', 'line', 'ts_start', 'src', 'dst_port', 'bytes', 'action'];

/** The rows of all parts as another reader of Parquet gives them. */
async function readElsewhere(lake: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (const name of await readdir(join(lake, 'flows'))) {
    const file = await asyncBufferFromFile(join(lake, 'flows', name));
    rows.push(...(await parquetReadObjects({ file, parsers: MICROSECONDS })));
  }
  const number = (value: unknown) => (typeof value === 'bigint' ? Number(value) : (value ?? null));
  return rows
    .map((row) => Object.fromEntries(COLUMNS.map((name) => [name, number(row[name])])))
    .sort((a, b) => Number(a['line']) - Number(b['line']));
}

/** Writes the rows, so many in a row group, and reads them with DuckDB; another reader must see the same. */
async function throughParquet(
  t: TestContext,
  rows: readonly Made[],
  inGroup = rows.length,
): Promise<readonly Row[]> {
  const lake = join(await temporary(t), 'lake');
  const writer = new PartWriter(lake, 'a');
  const sinks = new Sinks();
  let sink = sinks.begin(['flows']);
  for (const [i, row] of rows.entries()) {
    if (row.ts_start !== undefined) sink.time('ts_start').set(row.ts_start.seconds, row.ts_start.micros);
    if (typeof row.src === 'number') sink.address('src').setV4(row.src);
    if (typeof row.src === 'string') {
      const text = Buffer.from(row.src);
      assert.ok(sink.address('src').setBytes(text, 0, text.length));
    }
    if (row.dst_port !== undefined) sink.int('dst_port').set(row.dst_port);
    if (row.bytes !== undefined) sink.long('bytes').set(row.bytes);
    if (row.action !== undefined) sink.text('action').setText(row.action);
    sink.next(i + 1);
    if ((i + 1) % inGroup !== 0) continue;
    sinks.end(7);
    await writer.write(sink);
    sink = sinks.begin(['flows']);
  }
  sinks.end(7);
  await writer.write(sink);
  writer.finish();
  const engine = await openEngine(lake);
  const read = await engine.query(
    'SELECT evidence, line, epoch_us(ts_start) AS ts_start, src, dst_port, bytes, action FROM flows ORDER BY line',
  );
  await engine.close();
  assert.deepEqual(await readElsewhere(lake), read);
  return read;
}

function expected(rows: readonly Made[]): Row[] {
  return rows.map((row, i) => ({
    evidence: 7,
    line: i + 1,
    ts_start: row.ts_start === undefined ? null : row.ts_start.seconds * 1e6 + row.ts_start.micros,
    src: typeof row.src === 'number' ? formatV4(row.src) : (row.src ?? null),
    dst_port: row.dst_port ?? null,
    bytes: row.bytes ?? null,
    action: row.action ?? null,
  }));
}

function often<T>(common: readonly T[], rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: fc.constantFrom(...common), weight: 4 }, { arbitrary: rare, weight: 1 });
}

const row: fc.Arbitrary<Made> = fc.record(
  {
    ts_start: fc.record({
      seconds: often([1_700_000_000, 1_700_000_001], fc.integer({ min: 946_684_800, max: 4_102_444_800 })),
      micros: often([0], fc.constantFrom(0, 1000, 999_999)),
    }),
    src: fc.oneof(
      fc.integer({ min: 0, max: 0xffff_ffff }),
      fc.constantFrom('2001:db8::1', '2001:db8::abcd:1', '::1'),
    ),
    dst_port: often([443, 22], fc.integer({ min: 0, max: 2 ** 31 - 1 })),
    bytes: often([0, 40], fc.maxSafeInteger()),
    action: often(['ACCEPT', 'REJECT'], fc.string({ unit: 'grapheme' })),
  },
  { requiredKeys: [] },
);

test('what is written into a part is what a query reads, nulls, runs, row groups and all', async (t) => {
  const made = fc.array(row, { minLength: 1, maxLength: 400, size: 'max' });
  await fc.assert(
    fc.asyncProperty(made, fc.integer({ min: 1, max: 400 }), async (rows, inGroup) => {
      const clean = rows.map((made) =>
        made.action === undefined ? made : { ...made, action: made.action.replaceAll('\0', '\uFFFD') },
      );
      assert.deepEqual(await throughParquet(t, clean, inGroup), expected(clean));
    }),
    { numRuns: 25 },
  );
});

test('a column of many numbers keeps each of them: close together, far apart, and beyond all differences', async (t) => {
  const ranges: readonly ((i: number) => number)[] = [
    (i) => i * 3,
    (i) => (i * 2_654_435_761) % 2 ** 32,
    (i) => (i % 2 === 0 ? i : 2 ** 40 + i),
    (i) => (i % 2 === 0 ? i : Number.MAX_SAFE_INTEGER - i),
  ];
  for (const value of ranges) {
    const rows = Array.from({ length: 5003 }, (_, i): Made => ({ bytes: value(i) }));
    assert.deepEqual(await throughParquet(t, rows), expected(rows));
  }
});

test('times keep their microseconds where a log has them', async (t) => {
  for (const micros of [0, 1000, 1]) {
    const rows = Array.from({ length: 3000 }, (_, i): Made => ({
      ts_start: { seconds: 1_700_000_000 + i * 2, micros: micros * (i % 900) },
    }));
    assert.deepEqual(await throughParquet(t, rows), expected(rows));
  }
});

test('a part has as many distinct values as its rows', async (t) => {
  const rows = Array.from({ length: 70_000 }, (_, i): Made => ({
    src: (i * 2_654_435_761) % 2 ** 32,
    action: `value ${i}`,
    dst_port: i % 65_536,
  }));
  assert.deepEqual(await throughParquet(t, rows), expected(rows));
});

test('a part ends where its columns change, and where it has enough row groups', async (t) => {
  const rows = Array.from({ length: 700 }, (_, i): Made => ({
    src: i,
    // Of three row groups that follow one another the first has no port, the second no bytes, and the third times
    // finer than the others.
    ...(i % 3 !== 0 && { dst_port: i }),
    ...(i % 3 !== 1 && { bytes: i }),
    ts_start: { seconds: 1_700_000_000, micros: i % 3 === 2 ? 1 : 0 },
  }));
  assert.deepEqual(await throughParquet(t, rows, 1), expected(rows));
  const alike = rows.map(({ src }): Made => (src === undefined ? {} : { src }));
  assert.deepEqual(await throughParquet(t, alike, 2), expected(alike));
});
