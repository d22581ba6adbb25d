import { worded as said } from '../../src/model/evidence-worded.ts';
import { worded } from '../../src/formats/packets/worded.ts';
import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { generatePcap } from '../../bench/generate/pcap.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { EvidenceFile } from '../../src/evidence/evidence-file.ts';
import { survey } from '../../src/evidence/survey.ts';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import type { DuckEngine } from '../../src/events/engines/duckdb/engine.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import { block, pcap, section, SYN, tcpPacket } from '../formats/pcap/capture-builder.ts';
import { fixture, temporary } from '../support.ts';
import { fakeFound } from './fake-found.ts';

const effects = nodeEffects(3);

const PACKET = tcpPacket('10.10.3.17:40001', '198.51.100.7:443', SYN);
const TWO = pcap([
  { at: 0, bytes: PACKET },
  { at: 1, bytes: PACKET },
]);

async function read(
  t: TestContext,
  found: readonly EvidenceFile[],
): Promise<{ evidence: Evidence[]; engine: DuckEngine }> {
  const lake = join(await temporary(t), 'lake');
  const evidence = await ingest(found, lake, {}, effects);
  const engine = await openEngine(lake);
  t.after(() => engine.close());
  for (const one of evidence) assert.equal(one.read, one.parsed + one.rejected + one.skipped, one.path);
  return { evidence, engine };
}

async function only(t: TestContext, name: string, content: Uint8Array): Promise<Evidence> {
  const { evidence } = await read(t, [fakeFound(0, name, content)]);
  const [one] = evidence;
  assert.ok(one !== undefined);
  return one;
}

test('a capture becomes flows, whatever it is packed in, and pcap and pcapng give the same', async (t) => {
  const folders = [fixture('formats', 'pcap'), fixture('formats', 'pcapng')];
  for (const folder of folders) {
    const surveyed = await survey([folder], await temporary(t), {}, effects);
    const found = surveyed.found.filter(({ path }) => path.includes('scan'));
    assert.ok(found.length > 0);
    for (const file of found) {
      const { evidence, engine } = await read(t, [file]);
      assert.deepEqual(
        evidence.map(({ read: all, parsed, skips }) => ({ all, parsed, skips })),
        [{ all: 22, parsed: 21, skips: [{ reason: worded('packetNoIp', { what: 'ARP' }), count: 1 }] }],
      );
      const rows = await engine.query(
        `SELECT line, src, dst, dst_port, packets, state, initiator, coalesce(dns_query, http_host || http_path) AS named
         FROM flows ORDER BY line`,
      );
      assert.deepEqual(
        rows.map((row) => Object.values(row)),
        [
          [2, '10.10.3.17', '10.10.0.2', 53, 1, 'answered', 'src', 'pool.example.org'],
          [3, '10.10.0.2', '10.10.3.17', 51000, 1, 'answered', 'dst', null],
          [4, '10.10.3.17', '203.0.113.1', 22, 1, 'unanswered', 'src', null],
          [5, '10.10.3.17', '203.0.113.2', 22, 1, 'unanswered', 'src', null],
          [6, '10.10.3.17', '203.0.113.3', 22, 1, 'reset', 'src', null],
          [7, '10.10.3.17', '203.0.113.4', 22, 1, 'unanswered', 'src', null],
          [8, '10.10.3.17', '203.0.113.5', 22, 3, 'established', 'src', null],
          [9, '10.10.3.17', '203.0.113.6', 22, 1, 'unanswered', 'src', null],
          [10, '203.0.113.3', '10.10.3.17', 40003, 1, 'reset', 'dst', null],
          [11, '203.0.113.5', '10.10.3.17', 40005, 3, 'established', 'dst', null],
          [16, '198.51.100.20', '10.10.3.17', 33333, 1, 'unanswered', null, null],
          [17, '198.51.100.66', '10.10.3.17', 80, 3, 'established', 'src', '192.0.2.80/cgi-bin/luci?x=$(id)'],
          [18, '10.10.3.17', '198.51.100.66', 50123, 1, 'established', 'dst', null],
          [21, '10.10.3.17', '203.0.113.9', null, 1, 'unanswered', 'src', null],
          [22, '2001:db8::17', '2001:db8:5::1', 22, 1, 'unanswered', 'src', null],
        ],
        file.path,
      );
    }
  }
});

test('a large capture is counted by all threads, each packet once', async (t) => {
  const path = join(await temporary(t), 'small.pcap');
  const truth = await generatePcap('small', path, 18e6);
  const { found } = await survey([path], await temporary(t), {}, effects);
  const { evidence, engine } = await read(t, found);
  assert.equal(evidence[0]?.parsed, truth.packets);
  assert.deepEqual(evidence[0]?.notes, []);
  const rows = await engine.query(
    `SELECT count(*) AS n, sum(packets) AS packets, sum(bytes) AS octets,
       sum(CASE WHEN state = 'unanswered' THEN 1 ELSE 0 END) AS unanswered,
       sum(CASE WHEN initiator = 'src' THEN 1 ELSE 0 END) AS began FROM flows`,
  );
  assert.deepEqual(rows, [
    {
      n: truth.rows,
      packets: truth.packets,
      octets: truth.octets,
      unanswered: truth.unanswered,
      began: truth.conversations,
    },
  ]);
});

test('several large captures at a time do not wait for each other for ever', async (t) => {
  const folder = await temporary(t);
  for (const name of ['a', 'b', 'c']) await generatePcap('mixed', join(folder, `${name}.pcap`), 17e6);
  await generatePcap('mixed', join(folder, 'alone.pcap'), 1e6);
  // The same content three times would be a duplicate.
  const { found } = await survey([folder], await temporary(t), {}, effects);
  const { evidence } = await read(t, found);
  assert.equal(evidence.filter((one) => one.duplicateOf === undefined && one.parsed > 0).length, 2);
});

test('a capture that was cut short is read to there, and says so', async (t) => {
  const one = await only(t, 'cut.pcap', TWO.subarray(0, TWO.length - 10));
  assert.deepEqual(one.rejects, [
    {
      line: 2,
      offset: 24 + 16 + PACKET.length,
      reason: said('evCaptureEnds', { bytes: 16 + PACKET.length - 10 }),
    },
  ]);
  assert.deepEqual([one.read, one.parsed], [2, 1]);
  assert.deepEqual(one.notes, [said('evCaptureCut')]);
});

test('a gzip that ends early gives the packets before its end', async (t) => {
  const noise = Array.from({ length: 400 }, (_, i) => ({
    at: i,
    bytes: tcpPacket(`10.0.${i % 7}.${(i * 37) % 251}:${1000 + i}`, '198.51.100.7:443', SYN, `${i * 7919}`),
  }));
  const packed = gzipSync(pcap(noise));
  const folder = await temporary(t);
  const path = join(folder, 'cut.pcap.gz');
  await writeFile(path, packed.subarray(0, packed.length - 100));
  const { found } = await survey([path], join(folder, 'scratch'), {}, effects);
  const { evidence } = await read(t, found);
  const [one] = evidence;
  assert.ok(one !== undefined && one.parsed > 300 && one.parsed < 400, `${one?.parsed}`);
  assert.match(one.notes.map((note) => inEnglish(note)).join('\n'), /gzip ends early/);
});

test('behind a damaged record nothing is read, and the hash is still that of the whole file', async (t) => {
  const damaged = Buffer.concat([TWO, Buffer.alloc(100, 0xee)]);
  const one = await only(t, 'damaged.pcap', damaged);
  assert.equal(one.parsed, 2);
  assert.match(inEnglish(one.rejects[0]?.reason ?? ''), /packet 3 says that it has 4,008,636,142 bytes/);
  assert.match(one.sha256 ?? '', /^[0-9a-f]{64}$/);
});

test('a modified pcap is refused with what to do', async (t) => {
  const one = await only(t, 'modified.pcap', pcap([{ at: 0, bytes: PACKET }], { magic: 0xa1b2cd34 }));
  assert.equal(one.format, 'pcap');
  assert.deepEqual([one.read, one.rejected], [1, 1]);
  assert.match(inEnglish(one.rejects[0]?.reason ?? ''), /modified kind/);
});

test('a capture without packets, and one that ends within a block without any, are no error', async (t) => {
  assert.equal((await only(t, 'empty.pcap', pcap([]))).read, 0);
  const ends = Buffer.concat([section(), block(4, Buffer.alloc(40)).subarray(0, 20)]);
  const one = await only(t, 'ends.pcapng', ends);
  assert.equal(one.read, 0);
  assert.match(
    one.notes.map((note) => inEnglish(note)).join(),
    /the last 20 bytes are the beginning of something that is no packet/,
  );
});

test('the same capture twice is counted once', async (t) => {
  const content = await readFile(fixture('formats', 'pcap', 'scan.pcap'));
  const { evidence } = await read(t, [fakeFound(0, 'a.pcap', content), fakeFound(1, 'b.pcap', content)]);
  assert.deepEqual(
    evidence.map(({ parsed, duplicateOf }) => [parsed, duplicateOf]),
    [
      [21, undefined],
      [0, 'a.pcap'],
    ],
  );
});

test('giving up in the middle of a capture ends all threads and leaves no lake', async (t) => {
  const folder = await temporary(t);
  const path = join(folder, 'small.pcap');
  await generatePcap('small', path, 40e6);
  const { found } = await survey([path], join(folder, 'scratch'), {}, effects);
  const stop = new AbortController();
  const lake = join(folder, 'lake');
  const reading = ingest(
    found,
    lake,
    {
      signal: stop.signal,
      onProgress: ({ bytes }) => void (bytes > 8e6 && stop.abort(new Error('enough'))),
    },
    effects,
  );
  await assert.rejects(reading, /enough/);
  assert.equal(existsSync(lake), false);
});
