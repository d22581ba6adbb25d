import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { zip } from '../../test/examples/generate/zip.ts';
import { temporary } from '../../test/support.ts';
import { costOf, MAX_RESIDENT, MB, MIB } from './costs.ts';
import { recorder } from './figures.ts';
import { SIZE, sized } from './size.ts';

const note = recorder('bombs');
const caseSchema = z.object({
  evidence: z.array(
    z.object({
      read: z.number(),
      parsed: z.number(),
      rejected: z.number(),
      skipped: z.number(),
      partial: z.string().optional(),
    }),
  ),
});
/** What no input may take: computing beside ordinary input of as many bytes. */
const MAX_TIMES = 10;
const SPARE_MS = 2000;
const LINE = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "curl"\n';

/** One tar member with its header (POSIX.1-1988 ustar), and the end of the archive. */
function tar(files: readonly (readonly [string, Buffer])[]): Buffer {
  const parts = files.flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write('0000644\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0        0', 136);
    header.write('ustar\u000000', 257);
    let sum = 0;
    for (const byte of header) sum += byte;
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function many(count: number, content: (i: number) => Buffer): Map<string, Buffer> {
  return new Map(Array.from({ length: count }, (_, i) => [`f${i}.log`, content(i)]));
}

const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);
const log = (bytes: number): Buffer => Buffer.alloc(bytes, LINE);

/** An archive in an archive, and so on. */
function nested(depth: number, inner: Buffer, wrap: (content: Buffer) => Buffer): Buffer {
  let content = inner;
  for (let level = 0; level < depth; level += 1) content = wrap(content);
  return content;
}

/** Sizes of the archives: megabytes of one file, and how many members. */
const BIG = sized(96, 1024) * MIB;
const MEMBERS = sized(300, 10_000);
const MEMBER_BYTES = 64 * 1024;

/** Ordinary logs that are packed have so many times as much content, at the least. */
const ORDINARY_RATIO = 7;

/** The log of a web server with some visitors, each line another one: it packs about eight times. */
function ordinaryLog(bytes: number): Buffer {
  const lines: string[] = [];
  // Marsaglia's xorshift: the same log each time.
  let state = 2463534242;
  const next = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  for (let length = 0, i = 0; length < bytes; i += 1) {
    const [minute, second] = [Math.floor(i / 6000) % 60, Math.floor(i / 100) % 60];
    const at = `10/Oct/2025:13:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')} +0000`;
    const path = ['/', '/index.html', `/item?id=${next(9999)}`, `/img/${next(9999)}.png`, '/login'][next(5)];
    const agent = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/12${next(8)}.0.0.0 Safari/537.36`;
    const line = `198.51.${next(20)}.${next(250)} - - [${at}] "GET ${path} HTTP/1.1" ${[200, 200, 304, 404][next(4)]} ${next(90_000)} "-" "${agent}"\n`;
    lines.push(line);
    length += line.length;
  }
  return Buffer.from(lines.join(''));
}

/** What unfolds to very much more than it is. None of it lies in this project: it is made here, in memory. */
function archives(): [name: string, content: Buffer][] {
  const big = BIG;
  const gz = gzipSync(zeros(big), { level: 9 });
  return [
    ['zeros.log.gz', gz],
    ['lines.log.gz', gzipSync(log(big), { level: 9 })],
    ['twice.log.gz.gz', gzipSync(gz, { level: 9 })],
    ['members.log.gz', Buffer.concat(Array.from({ length: 50 }, () => gzipSync(zeros(MIB), { level: 9 })))],
    ['zeros.zip', zip(new Map([['zeros.log', zeros(big)]]))],
    ['many.zip', zip(many(MEMBERS, () => log(MEMBER_BYTES)))],
    ['small.zip', zip(many(MEMBERS * 3, (i) => Buffer.from(`${i}\n`)))],
    ['nested.zip', nested(8, log(MIB), (content) => zip(new Map([['in.zip', content]])))],
    ['tree.zip', nested(3, log(MIB), (content) => zip(many(8, () => content)))],
    ['nested.tar', nested(8, log(MIB), (content) => tar([['in.tar', content]]))],
    [
      'tree.tar.gz',
      nested(3, log(MIB), (content) => gzipSync(tar([...many(8, () => content)]), { level: 9 })),
    ],
    ['zeros.tgz', gzipSync(tar([['zeros.log', zeros(big)]]), { level: 9 })],
    ['line.log.gz', gzipSync(Buffer.alloc(big, 'A'), { level: 9 })],
    ['array.json.gz', gzipSync(Buffer.alloc(big / 2, '['), { level: 9 })],
    ['cells.csv.gz', gzipSync(Buffer.alloc(big / 2, '"",'), { level: 9 })],
  ];
}

const HEAD =
  'From: trustandsafety@support.aws.com\r\nTo: me@example.com\r\nSubject: Your AWS Abuse Report [27579687149]\r\nMIME-Version: 1.0\r\n';

function mail(headers: string, body: string): Buffer {
  return Buffer.from(`${HEAD}${headers}\r\n${body}`, 'latin1');
}

function multiparts(depth: number): string {
  const open = Array.from(
    { length: depth },
    (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary="b${i + 1}"\r\n\r\n`,
  );
  return open.join('');
}

/** Mails that cost a reader more than their size. */
function mails(): [name: string, content: Buffer][] {
  const times = sized(2000, 100_000);
  const mixed = 'Content-Type: multipart/mixed; boundary="b0"\r\n';
  const part = '--b0\r\nContent-Type: text/plain\r\n\r\nx\r\n';
  return [
    ['deep.eml', mail(mixed, multiparts(times))],
    ['parts.eml', mail(mixed, `${part.repeat(times)}--b0--\r\n`)],
    [
      'forwarded.eml',
      mail('Content-Type: message/rfc822\r\n', 'Content-Type: message/rfc822\r\n\r\n'.repeat(times)),
    ],
    ['long-header.eml', mail(`X-A: ${'a'.repeat(times * 100)}\r\n`, 'x\r\n')],
    ['headers.eml', mail('X-A: b\r\n'.repeat(times * 10), 'x\r\n')],
    ['recipients.eml', mail(`Cc: ${'<a@example.com>, '.repeat(times)}\r\n`, 'x\r\n')],
    ['comments.eml', mail(`Cc: ${'('.repeat(times)}a@example.com\r\n`, 'x\r\n')],
    ['words.eml', mail(`X-A: ${'=?utf-8?q?=41?= '.repeat(times)}\r\n`, 'x\r\n')],
    ['parameters.eml', mail(`Content-Type: text/plain; ${'a*0*=x; '.repeat(times)}\r\n`, 'x\r\n')],
    ['base64.eml', mail('Content-Transfer-Encoding: base64\r\n', 'AAAA\r\n'.repeat(times * 5))],
    ['quoted.eml', mail('Content-Transfer-Encoding: quoted-printable\r\n', '=\r\n'.repeat(times * 10))],
    ['html.eml', mail('Content-Type: text/html\r\n', '<div>'.repeat(times * 5))],
    ['entities.eml', mail('Content-Type: text/html\r\n', '&lt;&#38;'.repeat(times * 5))],
    ['marks.eml', mail('', '> '.repeat(times * 20))],
    ['lines.eml', mail('', '\r\n'.repeat(times * 20))],
    ['spaces.eml', mail('', `${' '.repeat(times * 50)}x`)],
  ];
}

/** What of ordinary input: a log, or a packed log. */
type Kind = 'log' | 'packed';

/** What ordinary input of these bytes takes: one run of a log, or of a packed log, of about as many, and never of fewer. */
const ordinary = new Map<string, number>();
async function ordinaryCost(kind: Kind, bytes: number, folder: string): Promise<number> {
  const steps = Math.ceil(Math.log2(Math.max(1, (4 * bytes) / MIB)));
  const size = (2 ** steps / 4) * MIB;
  const name = `ordinary-${kind}-${steps}.log`;
  let took = ordinary.get(name);
  if (took === undefined) {
    const path = join(folder, kind === 'log' ? name : `${name}.gz`);
    writeFileSync(path, kind === 'log' ? log(size) : gzipSync(ordinaryLog(size * ORDINARY_RATIO)));
    const cost = await costOf(['investigate', path, '--case', `${path}.case`, '--quiet'], folder);
    assert.equal(cost.code, 0, cost.stderr);
    took = cost.took;
    ordinary.set(name, took);
  }
  return took;
}

async function bear(t: TestContext, kind: Kind, inputs: readonly [string, Buffer][]): Promise<void> {
  const folder = await temporary(t);
  let resident = 0;
  let times = 0;
  const wrong: string[] = [];
  for (const [name, content] of inputs) {
    const path = join(folder, name);
    writeFileSync(path, content);
    const normal = await ordinaryCost(kind, content.length, folder);
    const cost = await costOf(['investigate', path, '--case', `${path}.case`, '--quiet'], folder);
    const what = `${name} (${content.length} bytes): exit ${cost.code ?? cost.signal}, ${(cost.took / 1000).toFixed(1)} s beside ${(normal / 1000).toFixed(1)} s, ${(cost.resident / MB).toFixed(0)} MB ${cost.stderr.slice(0, 300)}`;
    if (process.env['HOSTILE_SAY'] !== undefined) process.stderr.write(`${what}\n`);
    resident = Math.max(resident, cost.resident);
    times = Math.max(times, cost.took / normal);
    const fine =
      (cost.code === 0 || cost.code === 2) &&
      !/\n {4}at /.test(cost.stderr) &&
      cost.resident <= MAX_RESIDENT &&
      cost.took <= MAX_TIMES * normal + SPARE_MS;
    if (!fine) wrong.push(what);
  }
  assert.deepEqual(wrong, []);
  if (SIZE === 'full') {
    const what = kind === 'log' ? 'mails' : 'archives';
    note(`${what}-resident-mb`, Math.ceil(resident / MB));
    note(`${what}-times`, Math.ceil(times * 10) / 10);
  }
}

test('an archive that unfolds to very much costs memory and time by what it is, not by what it would be', async (t) => {
  const inputs = archives();
  await bear(t, 'packed', inputs);
  note('archives', inputs.length);
});

/** The only entry of a case's evidence. */
function entryOf(folder: string): z.infer<typeof caseSchema>['evidence'][number] {
  const { evidence } = caseSchema.parse(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')));
  return evidence[0]!;
}

test('a log of one line over and over is cut where it would cost too much, which is said, and read whole on demand', async (t) => {
  const folder = await temporary(t);
  const path = join(folder, 'lines.log.gz');
  // More than is spare, whatever its ratio: limits.ts.
  const lines = Math.ceil((144 * MIB) / LINE.length);
  writeFileSync(path, gzipSync(Buffer.alloc(lines * LINE.length, LINE), { level: 9 }));
  const cut = join(folder, 'cut.case');
  const first = await costOf(['investigate', path, '--case', cut], folder);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /lines\.log\.gz was read in part only/);
  const part = entryOf(cut);
  assert.equal(part.read, part.parsed + part.rejected + part.skipped);
  assert.equal(part.rejected, 1);
  assert.ok(part.parsed > lines / 2 && part.parsed < lines, String(part.parsed));
  assert.match(part.partial ?? '', /more than 80 times its size.*--unpack-ratio.*packed bytes were not read/);
  const whole = join(folder, 'whole.case');
  const second = await costOf(
    ['investigate', path, '--case', whole, '--unpack-ratio', '1032', '--quiet'],
    folder,
  );
  assert.equal(second.code, 0, second.stderr);
  const all = entryOf(whole);
  assert.deepEqual([all.parsed, all.rejected, all.partial], [lines, 0, undefined]);
});

test('a mail of many parts, deep parts or long headers costs memory and time by its size', async (t) => {
  const inputs = mails();
  await bear(t, 'log', inputs);
  note('mails', inputs.length);
});

/** A log whose texts are long and all different: nothing of it can be held once for several lines. */
function writeLongTexts(path: string, bytes: number, textBytes: number): void {
  const text = (): string => randomBytes((textBytes * 3) / 4).toString('base64url');
  const handle = openSync(path, 'w');
  for (let written = 0, i = 0; written < bytes; i += 1) {
    const at = `10/Oct/2025:13:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} +0000`;
    const line = `198.51.100.${i % 250} - - [${at}] "GET /${text()} HTTP/1.1" 200 12 "-" "${text()}"\n`;
    written += writeSync(handle, line);
  }
  closeSync(handle);
}

test('a log of long texts that are all different ends with a case that every command opens', async (t) => {
  const folder = await temporary(t);
  const bytes = sized(64, 320) * MIB;
  const normal = await ordinaryCost('log', bytes, folder);
  const wrong: string[] = [];
  const sizes = sized(1, 3);
  for (const textBytes of [30_000, 4096, 512].slice(0, sizes)) {
    const path = join(folder, `${textBytes}.log`);
    writeLongTexts(path, bytes, textBytes);
    const dir = `${path}.case`;
    for (const argv of [
      ['investigate', path, '--case', dir, '--quiet'],
      ['show', dir],
      ['report', dir],
    ]) {
      const { code, signal, took, resident, stderr } = await costOf(argv, folder);
      const what = `${argv[0]}, texts of ${textBytes} bytes: exit ${code ?? signal}, ${took} ms beside ${normal}, ${Math.round(resident / MB)} MB ${stderr.slice(0, 300)}`;
      if (process.env['HOSTILE_SAY'] !== undefined) process.stderr.write(`${what}\n`);
      if (code !== 0 || resident > MAX_RESIDENT || took > MAX_TIMES * normal + SPARE_MS) wrong.push(what);
    }
    const written = statSync(join(dir, 'case.json')).size;
    if (written > 16 * MIB) wrong.push(`case.json of ${written} bytes`);
    rmSync(path);
  }
  assert.deepEqual(wrong, []);
  note('long-texts', (bytes / MIB) * sizes);
});
