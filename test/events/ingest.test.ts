import { worded } from '../../src/model/evidence-worded.ts';
import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { VPC_FLOW } from '../../src/formats/vpc-flow/vpc-flow.ts';
import type { EvidenceFile } from '../../src/evidence/evidence-file.ts';
import { survey } from '../../src/evidence/survey.ts';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import type { DuckEngine } from '../../src/events/engines/duckdb/engine.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import type { IngestOptions } from '../../src/events/ingest/ingest.ts';
import { openLake } from '../../src/events/engines/duckdb/lake.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { fixture, temporary } from '../support.ts';
import { fakeFound, generated } from './fake-found.ts';

const effects = nodeEffects(2);

const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n';

/** A record whose numbers follow from `i`. */
function record(i: number): string {
  const source = `10.0.${(i >> 8) & 255}.${i & 255}`;
  return `2 123456789012 eni-0a1b2c3d ${source} 198.51.100.${i % 250} ${i % 65_536} 22 6 ${i + 1} ${i * 40} ${1_543_370_658 + i} ${1_543_370_701 + i} ACCEPT OK\n`;
}

/** Records from number `first` on: two files that begin alike would be one log and a copy of its beginning. */
function flows(count: number, first = 0): Buffer {
  let text = HEADER;
  for (let i = first; i < first + count; i++) text += record(i);
  return Buffer.from(text);
}

async function read(
  t: TestContext,
  found: readonly EvidenceFile[],
  options: Partial<IngestOptions> = {},
): Promise<{ lake: string; evidence: Evidence[]; engine: DuckEngine }> {
  const lake = join(await temporary(t), 'lake');
  const evidence = await ingest(found, lake, { ...options }, effects);
  const engine = await openEngine(lake);
  t.after(() => engine.close());
  return { lake, evidence, engine };
}

function addsUp(evidence: readonly Evidence[]): void {
  for (const one of evidence) {
    assert.equal(one.read, one.parsed + one.rejected + one.skipped, one.path);
    assert.equal(
      one.skipped,
      one.skips.reduce((sum, { count }) => sum + count, 0),
    );
  }
}

test('planted records, rejects and skips are counted to the line, and each row leads back to its line', async (t) => {
  const lines: string[] = [HEADER];
  for (let i = 1; i < 5000; i++) {
    if (i % 100 === 50) lines.push('2 123456789012 eni-0a1b2c3d broken\n');
    else if (i % 100 === 75) {
      lines.push('2 123456789012 eni-0a1b2c3d - - - - - - - 1543370658 1543370718 - NODATA\n');
    } else lines.push(record(i));
  }
  const { evidence, engine } = await read(t, [fakeFound(0, 'a.log', Buffer.from(lines.join('')))], {
    limits: { blockBytes: 20_000, lineBytes: 2000 },
  });
  const [one] = evidence;
  assert.ok(one);
  assert.deepEqual([one.read, one.parsed, one.rejected, one.skipped], [5000, 4899, 50, 51]);
  assert.deepEqual(
    one.rejects.map(({ line }) => line),
    Array.from({ length: 20 }, (_, i) => i * 100 + 51),
  );
  const rows = await engine.query('SELECT line, src, bytes, ts_start FROM flows ORDER BY line');
  assert.equal(rows.length, 4899);
  for (const row of rows) {
    const words = (lines[Number(row['line']) - 1] ?? '').split(' ');
    const start = new Date(Number(words[10]) * 1000).toISOString().replace('.000', '');
    assert.deepEqual([row['src'], row['bytes'], row['ts_start']], [words[3], Number(words[9]), start]);
  }
});

test('however the content comes in and whatever the block size, the lake holds the same', async (t) => {
  const content = Buffer.concat([
    Buffer.from(flows(300).toString().replaceAll('\n', '\r\n')),
    Buffer.from(`${'x'.repeat(700)}\n\n`),
    Buffer.from(
      'version srcaddr dstaddr srcport dstport start end\n3 10.0.0.1 2001:db8::1 1 2 1543370658 1543370701\n',
    ),
    Buffer.from('3 10.0.0.1 2001:db8::1 1 2 1543370658 1543370701'),
  ]);
  const all = 'SELECT * FROM flows ORDER BY line';
  const whole = await read(t, [fakeFound(0, 'a.log', content)], {
    limits: { blockBytes: 1 << 20, lineBytes: 600 },
  });
  const expected = await whole.engine.query(all);
  assert.equal(expected.length, 302);
  assert.deepEqual(whole.evidence[0]?.rejects, [
    { line: 302, offset: content.indexOf('xxx'), reason: worded('evLongLine', { length: 700, most: 600 }) },
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 601, max: 9000 }),
      fc.integer({ min: 1, max: 5000 }),
      async (blockBytes, piece) => {
        function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
          for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
        }
        const lake = join(await temporary(t), 'lake');
        const limits = { blockBytes, lineBytes: 600 };
        const found = fakeFound(0, 'a.log', content, pieces);
        const evidence = await ingest([found], lake, { limits }, effects);
        assert.deepEqual(evidence, whole.evidence);
        const engine = await openEngine(lake);
        assert.deepEqual(await engine.query(all), expected);
        await engine.close();
      },
    ),
    { numRuns: 8 },
  );
});

test('a folder with plain, compressed, unknown and attached files is listed whole, in order', async (t) => {
  const folder = await temporary(t);
  await writeFile(join(folder, 'a.log'), flows(10, 5000));
  await writeFile(join(folder, 'b.log.gz'), gzipSync(flows(20, 6000)));
  await writeFile(join(folder, 'c.log.gz'), gzipSync(flows(4000)).subarray(0, 30_000));
  await writeFile(join(folder, 'd.bin'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]));
  const { found } = await survey([folder], await temporary(t), {}, effects);
  const { evidence, engine } = await read(t, found);
  addsUp(evidence);
  assert.deepEqual(
    evidence.map(({ path, format }) => [path, format]),
    [
      ['a.log', 'vpc-flow'],
      ['b.log.gz', 'vpc-flow'],
      ['c.log.gz', 'vpc-flow'],
      ['d.bin', 'unknown'],
    ],
  );
  for (const one of evidence) assert.match(one.sha256 ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual([evidence[0]?.parsed, evidence[1]?.parsed], [10, 20]);
  const cut = evidence[2];
  assert.ok(cut && cut.parsed > 100 && cut.parsed < 4000 && cut.notes.length === 1, JSON.stringify(cut));
  const rows = await engine.query(
    'SELECT evidence, count(*) AS n FROM flows GROUP BY evidence ORDER BY evidence',
  );
  assert.deepEqual(
    rows.map((row) => row['n']),
    [10, 20, cut.parsed],
  );
});

test('evidence that is given twice is counted once', async (t) => {
  const same = flows(50);
  const other = Buffer.from(same.toString().replace('198.51.100.49', '198.51.100.99'));
  const { evidence, engine } = await read(t, [
    fakeFound(0, 'a.log', same),
    fakeFound(1, 'copy of a.log', same),
    fakeFound(2, 'as long as a.log.log', other),
    fakeFound(3, 'again/a.log', same),
  ]);
  assert.deepEqual(
    evidence.map(({ duplicateOf, parsed }) => [duplicateOf, parsed]),
    [
      [undefined, 50],
      ['a.log', 0],
      [undefined, 50],
      ['a.log', 0],
    ],
  );
  assert.deepEqual(await engine.query('SELECT count(*) AS n FROM flows'), [{ n: 100 }]);
  assert.equal(evidence[1]?.sha256, evidence[0]?.sha256);
});

test('a line of 1 GB is one reject and does not fill memory', async (t) => {
  const zeros = Buffer.alloc(2 ** 22, 'x');
  function* content(): Generator<Uint8Array> {
    yield Buffer.from(HEADER + record(1));
    for (let i = 0; i < 256; i++) yield zeros;
    yield Buffer.from(`\n${record(2)}`);
  }
  const before = process.memoryUsage().rss;
  const found = generated(0, 'one line.log', 2 ** 30, VPC_FLOW, content, Buffer.from(HEADER));
  const { evidence } = await read(t, [found]);
  assert.deepEqual([evidence[0]?.read, evidence[0]?.parsed, evidence[0]?.rejected], [4, 2, 1]);
  assert.match(
    inEnglish(evidence[0]?.rejects[0]?.reason ?? ''),
    /^line of 1,073,741,824 bytes, longer than 1 MiB$/,
  );
  assert.ok(process.memoryUsage().rss - before < 400 * 2 ** 20);
});

test('an aborted reading leaves no lake, and says so', async (t) => {
  const folder = await temporary(t);
  const lake = join(folder, 'lake');
  const controller = new AbortController();
  const block = flows(2000).subarray(HEADER.length);
  function* content(): Generator<Uint8Array> {
    yield Buffer.from(HEADER);
    for (let i = 0; i < 200; i++) {
      if (i === 100) controller.abort(new Error('the user pressed Ctrl-C'));
      yield block;
    }
  }
  const found = generated(0, 'a.log', 1e8, VPC_FLOW, content, Buffer.from(HEADER));
  await assert.rejects(
    ingest([found], lake, { signal: controller.signal }, effects),
    /the user pressed Ctrl-C/,
  );
  assert.deepEqual(await readdir(folder), []);
  await assert.rejects(ingest([found], lake, { signal: controller.signal }, effects), /Ctrl-C/);
  assert.equal(existsSync(lake), false);
});

test('a lake that cannot be written is an error, not a smaller lake', async (t) => {
  const folder = await temporary(t);
  const refusing = {
    ...effects,
    fs: {
      ...effects.fs,
      rename: () => Promise.reject(new Error('ENOSPC: no space left on device')),
    },
  };
  const found = [fakeFound(0, 'a.log', flows(5))];
  await assert.rejects(ingest(found, join(folder, 'lake'), {}, refusing), {
    name: 'UserError',
    message: /disk is full/,
  });
  assert.deepEqual(await readdir(folder), []);
});

test('progress ends at all bytes and all rows', async (t) => {
  const found = [fakeFound(0, 'a.log', flows(100)), fakeFound(1, 'b.log', flows(200, 1000))];
  const last = { bytes: 0, totalBytes: -1, rows: 0 };
  await read(t, found, {
    onProgress: ({ bytes, totalBytes, rows }) => void Object.assign(last, { bytes, totalBytes, rows }),
  });
  assert.deepEqual(last, {
    bytes: last.totalBytes,
    totalBytes: found[0]!.bytes + found[1]!.bytes,
    rows: 300,
  });
});

test('formats of all kinds end in one lake: lines, documents, Parquet', async (t) => {
  const folders = ['vpc-flow', 'iis-w3c', 'access-log', 'vpc-flow-csv', 'vpc-flow-json', 'vpc-flow-parquet'];
  const paths = folders.map((name) => fixture('formats', name));
  const { found } = await survey(paths, await temporary(t), {}, effects);
  const { evidence, engine } = await read(t, found);
  addsUp(evidence);
  for (const name of folders) {
    assert.ok(
      evidence.some((one) => one.format === name && one.parsed > 0),
      `no row of ${name}`,
    );
  }
  // The answers of queries among the exports of flow logs are rows of their own table.
  for (const [table, rows] of [
    ['flows', 'SELECT line FROM flows UNION ALL SELECT line FROM counts'],
    ['requests', 'SELECT line FROM requests'],
  ] as const) {
    const parsed = evidence.filter((one) => one.table === table).reduce((sum, one) => sum + one.parsed, 0);
    assert.deepEqual(await engine.query(`SELECT count(*) AS n FROM (${rows}) AS each_row`), [{ n: parsed }]);
  }
  assert.deepEqual(await engine.query('SELECT count(*) AS n FROM counts'), [{ n: 4 }]);
});

test('each distinct address stands once in the lake, with a key that sorts, and with whether it is local', async (t) => {
  const content = `version srcaddr dstaddr start end
3 10.0.0.9 2001:db8::1 1543370658 1543370701
3 9.255.0.1 2001:db8:0:1::1 1543370658 1543370701
3 255.255.255.255 10.0.0.9 1543370658 1543370701
3 ::1 0.0.0.0 1543370658 1543370701
3 10.1.0.0 11.0.0.0 1543370658 1543370701
`;
  const { lake } = await read(t, [fakeFound(0, 'a.log', Buffer.from(content))]);
  const opened = await openLake(lake);
  t.after(() => opened.close());
  const blocks = ['10.0.0.0/16', '11.0.0.0/32', '2001:db8::/64'].flatMap((text) => parsePrefix(text) ?? []);
  await opened.deriveAddresses([], effects);
  await opened.deriveAddresses(blocks, effects);
  assert.deepEqual(
    await opened.engine.query(
      'SELECT address, family, lower(hex(key)) AS key, is_local FROM addresses ORDER BY addresses.key',
    ),
    [
      { address: '::1', family: 6, key: '00000000000000000000000000000001', is_local: 0 },
      { address: '0.0.0.0', family: 4, key: '00000000000000000000ffff00000000', is_local: 0 },
      { address: '9.255.0.1', family: 4, key: '00000000000000000000ffff09ff0001', is_local: 0 },
      { address: '10.0.0.9', family: 4, key: '00000000000000000000ffff0a000009', is_local: 1 },
      { address: '10.1.0.0', family: 4, key: '00000000000000000000ffff0a010000', is_local: 0 },
      { address: '11.0.0.0', family: 4, key: '00000000000000000000ffff0b000000', is_local: 1 },
      { address: '255.255.255.255', family: 4, key: '00000000000000000000ffffffffffff', is_local: 0 },
      { address: '2001:db8::1', family: 6, key: '20010db8000000000000000000000001', is_local: 1 },
      { address: '2001:db8:0:1::1', family: 6, key: '20010db8000000010000000000000001', is_local: 0 },
    ],
  );
});

test('nothing to read is an empty lake', async (t) => {
  const { evidence, engine } = await read(t, []);
  assert.deepEqual(evidence, []);
  assert.deepEqual(await engine.query('SELECT count(*) AS n FROM flows'), [{ n: 0 }]);
});

test('a value that was read quickly here and with care there is one value to every question', async (t) => {
  const line = (size: number, agent: string): string =>
    `198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "GET /a HTTP/1.1" 200 ${size} "-" "${agent}"\n`;
  // Behind an agent that quotes, the rest of a line is looked at with care: its client and URL are met again there.
  const rounds = Array.from(
    { length: 2000 },
    (_, i) => line(i, 'curl/8.1') + line(i, 'a \\"quoted\\" agent'),
  );
  const { evidence, engine } = await read(t, [fakeFound(0, 'access.log', Buffer.from(rounds.join('')))]);
  assert.equal(evidence[0]?.parsed, 4000);
  assert.deepEqual(
    await engine.query(
      `SELECT count(DISTINCT c_ip) AS clients, count(DISTINCT cs_uri_stem) AS urls,
              count(DISTINCT user_agent) AS agents FROM requests`,
    ),
    [{ clients: 1, urls: 1, agents: 2 }],
  );
  assert.deepEqual(await engine.query('SELECT c_ip, cs_uri_stem, count(*) AS n FROM requests GROUP BY ALL'), [
    { c_ip: '198.51.100.7', cs_uri_stem: '/a', n: 4000 },
  ]);
  assert.deepEqual(
    await engine.query(
      "SELECT count(*) AS n FROM requests WHERE c_ip = '198.51.100.7' AND user_agent = 'curl/8.1'",
    ),
    [{ n: 2000 }],
  );
});
