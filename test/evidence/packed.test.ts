import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { evidenceGaps } from '../../src/cases/gaps.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import { survey } from '../../src/evidence/survey.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { messageOf } from '../../src/model/reason.ts';
import { temporary } from '../support.ts';
import { effects, evidence, tar, zip } from './evidence-support.ts';

const LINE = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "curl"\n';
const RATIO = 20;
const SPARE_BYTES = 2 ** 20;
/** What each packed file may be beyond that: meter.ts. */
const OWN_SPARE_BYTES = 256 * 1024;

/** A log that packs about 250 times. */
function log(lines: number): Buffer {
  return Buffer.alloc(lines * LINE.length, LINE);
}

/** What became of the files, by their paths. */
async function readAll(
  t: TestContext,
  files: Record<string, Uint8Array>,
  limits = {},
): Promise<Map<string, Evidence>> {
  const { folder, scratch } = await evidence(t, files);
  const given = { maxRatio: RATIO, spareBytes: SPARE_BYTES, ...limits };
  const { found, unread } = await survey([folder], scratch, given, effects);
  const read = await ingest(found, `${await temporary(t)}/lake`, {}, effects);
  for (const one of read) assert.equal(one.read, one.parsed + one.rejected + one.skipped, one.path);
  return new Map([...read, ...unread].map((one) => [one.path, one]));
}

/** How many lines a packed log may have at most. */
function most(packed: number): number {
  return Math.floor((packed * RATIO + SPARE_BYTES + OWN_SPARE_BYTES) / LINE.length);
}

/** Logs on both sides of what may be read: the longest that is read whole, and one line more. */
function border(pack: (content: Buffer) => Buffer): [whole: Buffer, cut: Buffer, lines: number] {
  let lines = most(0);
  while (most(pack(log(lines + 1)).length) >= lines + 1) lines += 1;
  return [pack(log(lines)), pack(log(lines + 1)), lines];
}

/** Packed in many members, as servers do that append. */
function members(content: Buffer): Buffer {
  const half = Math.floor(content.length / 2);
  return Buffer.concat([gzipSync(content.subarray(0, half)), gzipSync(content.subarray(half))]);
}

for (const [name, pack] of [
  ['a.log.gz', (content: Buffer) => gzipSync(content)],
  ['members.log.gz', members],
  ['a.zip', (content: Buffer) => zip([{ name: 'a.log', content }])],
] as const) {
  test(`${name} is read whole up to the limit, and one line more is cut, counted and named`, async (t) => {
    const [whole, cut, lines] = border(pack);
    const path = name.endsWith('.zip') ? `${name}!/a.log` : name;
    const all = (await readAll(t, { [name]: whole })).get(path);
    assert.deepEqual([all?.parsed, all?.rejected, all?.partial], [lines, 0, undefined]);
    const part = (await readAll(t, { [name]: cut })).get(path);
    assert.ok(part !== undefined && part.parsed <= lines && part.parsed > lines - 4000, String(part?.parsed));
    // What was not read counts as one, and half a line is none.
    assert.equal(part.rejected, 1);
    assert.equal(part.rejects[0]?.line, part.parsed + 1);
    assert.equal(part.rejects[0]?.offset, part.parsed * LINE.length);
    assert.equal(part.rejects[0]?.reason, part.partial);
    const { key, params } = messageOf(part.partial ?? '');
    const figures = new Map<string, unknown>(Object.entries(params));
    assert.equal(key, name.endsWith('.zip') ? 'arcPartOf' : 'arcStopped');
    if (key === 'arcStopped') {
      assert.equal(figures.get('stored'), cut.length);
      const left = Number(figures.get('left'));
      assert.ok(left > 0 && left < cut.length / 4, JSON.stringify(params));
    } else assert.equal(figures.get('size'), (lines + 1) * LINE.length);
    // As a gap it stands once, and not as a broken line.
    const gaps = evidenceGaps([part]);
    assert.deepEqual(
      gaps.map((gap) => gap.key),
      ['gapPartial'],
    );
  });
}

test('with a higher ratio all of a cut log is read', async (t) => {
  const packed = gzipSync(log(60_000));
  assert.equal((await readAll(t, { 'a.log.gz': packed })).get('a.log.gz')?.rejected, 1);
  const all = (await readAll(t, { 'a.log.gz': packed }, { maxRatio: 1032 })).get('a.log.gz');
  assert.deepEqual([all?.parsed, all?.rejected, all?.partial], [60_000, 0, undefined]);
});

test('a log that packs as the log of a flood does is read whole, whatever its size', async (t) => {
  // Some things vary: the second, a number in the address, the status.
  const lines = Array.from({ length: 200_000 }, (_, i) => {
    const [minute, second] = [Math.floor(i / 30_000), Math.floor(i / 500) % 60];
    const at = `10/Oct/2025:13:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')} +0000`;
    return `203.0.113.9 - - [${at}] "GET /?q=${(i * 7919) % 97} HTTP/1.1" ${i % 3 === 0 ? 200 : 503} 612 "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"\n`;
  }).join('');
  const packed = gzipSync(lines, { level: 9 });
  const times = lines.length / packed.length;
  assert.ok(times > 30 && times < 80, String(times));
  const all = (await readAll(t, { 'flood.log.gz': packed }, { maxRatio: 80, spareBytes: 0 })).get(
    'flood.log.gz',
  );
  assert.deepEqual([all?.parsed, all?.rejected, all?.partial], [200_000, 0, undefined]);
});

test('what is spare is spare once: a folder of small bombs is no more than one', async (t) => {
  const packed = gzipSync(log(10_000));
  const files = Object.fromEntries(
    // Each another log: copies are not read twice.
    Array.from({ length: 12 }, (_, i) => [
      `${i}.log.gz`,
      gzipSync(Buffer.concat([Buffer.from(`${i}\n`), log(10_000)])),
    ]),
  );
  const read = [...(await readAll(t, files)).values()];
  const bytes = read.reduce((sum, { parsed }) => sum + parsed * LINE.length, 0);
  const may = 12 * (packed.length + 20) * RATIO + 12 * OWN_SPARE_BYTES + SPARE_BYTES;
  assert.ok(bytes <= may, `${bytes} of ${may}`);
  assert.ok(read.some(({ partial }) => partial === undefined));
  assert.ok(read.filter(({ partial }) => partial !== undefined).length >= 9);
});

test('compressed files in an archive, and archives in it, have one budget with it', async (t) => {
  const gz = (i: number): Buffer => gzipSync(Buffer.concat([Buffer.from(`${i}\n`), log(10_000)]));
  const names = Array.from({ length: 8 }, (_, i) => i);
  const archives = {
    'tar.tar': tar(names.map((i) => ({ name: `${i}.log.gz`, content: gz(i) }))),
    'tar.tar.gz': gzipSync(tar(names.map((i) => ({ name: `${i}.log.gz`, content: gz(i + 10) })))),
    'zip.zip': zip([
      {
        name: 'in.zip',
        content: zip(names.map((i) => ({ name: `${i}.log.gz`, content: gz(i + 20), method: 0 }))),
      },
    ]),
  };
  for (const [name, content] of Object.entries(archives)) {
    const all = await readAll(t, { [name]: content });
    const logs = [...all.values()].filter(({ path }) => path.endsWith('.log.gz'));
    assert.equal(logs.length, 8, name);
    const bytes = logs.reduce((sum, { parsed }) => sum + parsed * LINE.length, 0);
    assert.ok(bytes <= content.length * RATIO + SPARE_BYTES + OWN_SPARE_BYTES, `${name}: ${bytes}`);
    assert.ok(logs.filter(({ partial }) => partial !== undefined).length >= 5, name);
  }
});

test('of a tar that packs too well the members behind the cut are said to be missing', async (t) => {
  const packed = gzipSync(
    tar([
      { name: 'first.log', content: log(1000) },
      { name: 'second.log', content: log(60_000) },
      { name: 'third.log', content: log(1) },
    ]),
  );
  const all = await readAll(t, { 'a.tgz': packed });
  assert.equal(all.get('a.tgz!/first.log')?.parsed, 1000);
  const second = all.get('a.tgz!/second.log');
  assert.equal(messageOf(second?.partial ?? '').key, 'arcPartOf');
  assert.equal(second?.rejected, 1);
  assert.equal(all.has('a.tgz!/third.log'), false);
  assert.equal(messageOf(all.get('a.tgz')?.partial ?? '').key, 'arcStopped');
  const keys = evidenceGaps([...all.values()]).map(({ key }) => key);
  assert.equal(keys.filter((key) => key === 'gapPartial').length, 2);
});

test('a log that ends early has no half line, and what is missing counts once', async (t) => {
  const lines = Array.from(
    { length: 3000 },
    (_, i) =>
      `198.51.100.${i % 250} - - [10/Oct/2025:13:55:36 +0000] "GET /${(i * 2654435761) % 4294967296} HTTP/1.1" 200 12 "-" "curl"\n`,
  ).join('');
  const whole = gzipSync(lines);
  const one = (await readAll(t, { 'a.log.gz': whole.subarray(0, whole.length / 2) })).get('a.log.gz');
  assert.ok(one !== undefined && one.parsed > 500 && one.parsed < 3000);
  assert.equal(one.rejected, 1);
  assert.equal(messageOf(one.rejects[0]?.reason ?? '').key, 'gzipShort');
});
