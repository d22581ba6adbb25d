// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { main } from '../../src/cli/main.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Files } from '../../src/base/ports.ts';
import { world } from '../../test/attribution/world.ts';
import { zip } from '../../test/examples/generate/zip.ts';
import { fixture, temporary } from '../../test/support.ts';
import { recorder } from './figures.ts';
import { inPiece, sized, spread } from './size.ts';

const note = recorder('changed');
function logOf(client: string, lines: number): string {
  return Array.from({ length: lines }, (_, i) => {
    const at = `${String(10 + Math.floor(i / 3600)).padStart(2, '0')}:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`;
    return `Mar  5 ${at} web1 sshd[${1000 + i}]: Failed password for root from ${client} port ${20_000 + (i % 40_000)} ssh2\n`;
  }).join('');
}

const LINES = 20_000;
const BEFORE = logOf('203.0.113.9', LINES);
const OTHER = logOf('198.51.100.77', LINES);

/** What happens to a log that a server still writes, and what somebody does to it who wants to hide. */
const CHANGES: Readonly<Record<string, (path: string) => void>> = {
  grows: (path) => appendFileSync(path, logOf('198.51.100.77', 50)),
  'is cut off': (path) => truncateSync(path, 700_000),
  'is emptied': (path) => truncateSync(path, 0),
  'is rotated': (path) => {
    renameSync(path, `${path}.old`);
    writeFileSync(path, logOf('198.51.100.77', 10));
  },
  'is replaced': (path) => {
    writeFileSync(`${path}.new`, OTHER);
    renameSync(`${path}.new`, path);
  },
  'is overwritten': (path) => writeFileSync(path, OTHER, { flag: 'r+' }),
  'is removed': (path) => rmSync(path),
};

interface Shown {
  evidence: {
    path: string;
    because: string;
    sha256?: string;
    notes: string[];
    read: number;
    parsed: number;
    rejected: number;
    skipped: number;
  }[];
  findings: { lines: { line: number; text?: string }[] }[];
  gaps: { text: string }[];
}

type Moment = 'before it is opened' | 'while it is open';

/** The file system of a run during which something happens to the log when it is opened for the n-th time. */
function disturbed(
  path: string,
  n: number,
  moment: Moment,
  act: () => void,
): { fs: Files['fs']; opens: () => number } {
  const { fs } = nodeEffects(1);
  let opens = 0;
  const open: typeof fs.open = async (at, ...rest) => {
    const ours = String(at) === path;
    if (ours) opens += 1;
    if (ours && opens === n && moment === 'before it is opened') act();
    const handle = await fs.open(at, ...rest);
    if (ours && opens === n && moment === 'while it is open') act();
    return handle;
  };
  return { fs: { ...fs, open }, opens: () => opens };
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('whatever happens to a log while it is read is noticed and said, and no line is quoted that was not read', async (t) => {
  const root = await temporary(t);
  const run = async (name: string, n: number, moment: Moment, change: (path: string) => void) => {
    const folder = join(root, name);
    await mkdir(folder);
    const path = join(folder, 'auth.log');
    writeFileSync(path, BEFORE);
    const { fs, opens } = disturbed(path, n, moment, () => change(path));
    const { effects, written } = world(join(root, 'home'), { fs });
    const argv = ['investigate', folder, '--case', join(root, `${name}.case`), '--json'];
    const code = await main(argv, new AbortController().signal, effects);
    return { code, path, opens: opens(), ...written };
  };
  const quiet = await run('quiet', 0, 'while it is open', () => undefined);
  assert.equal(quiet.code, 0, quiet.stderr);
  const calm = JSON.parse(quiet.stdout) as Shown;
  assert.deepEqual(
    calm.evidence[0]?.notes.filter((text) => /while|after it was found|another file/.test(text)),
    [],
  );
  assert.ok(
    calm.findings.some(({ lines }) => lines.some(({ text }) => text !== undefined)),
    'lines are quoted',
  );
  const plans = Array.from({ length: quiet.opens }, (_, i) => i + 1).flatMap((n) =>
    (['before it is opened', 'while it is open'] as const).flatMap((moment) =>
      Object.entries(CHANGES).map(([how, change]) => ({ n, moment, how, change })),
    ),
  );
  const chosen = inPiece(spread(plans, sized(14, 1000)));
  for (const [i, { n, moment, how, change }] of chosen.entries()) {
    const ran = await run(`r${i}`, n, moment, change);
    const what = `it ${how} ${moment} for the time ${n} of ${quiet.opens}: ${ran.stderr}`;
    assert.equal(ran.code, 0, what);
    const { evidence, findings, gaps } = JSON.parse(ran.stdout) as Shown;
    const log = evidence.find(({ path }) => path.endsWith('auth.log'));
    assert.ok(log !== undefined, what);
    assert.equal(log.read, log.parsed + log.rejected + log.skipped, what);
    const said = [log.because, ...log.notes, ...gaps.map(({ text }) => text)].some((text) =>
      /grew|shorter|another file|written to|moved or replaced|not there any more/.test(text),
    );
    let now = '';
    try {
      now = sha256(readFileSync(ran.path));
    } catch {
      // It was removed.
    }
    // What was read before anything happened is named by its hash, and nothing else is claimed.
    const named = log.sha256 === now || (log.sha256 === sha256(BEFORE) && log.read === LINES);
    assert.ok(said || named, `${what}: ${JSON.stringify(log)}`);
    const source = [BEFORE, OTHER].find((text) => sha256(text) === log.sha256)?.split('\n');
    for (const { line, text } of findings.flatMap(({ lines }) => lines)) {
      if (text !== undefined && source !== undefined) assert.equal(text, source[line - 1], what);
    }
  }
  note('changes', chosen.length);
});

/** A tar archive of one file (POSIX.1-1988 ustar). */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0        0', 136);
  header.write('ustar\u000000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([header, content, Buffer.alloc(1024 + ((512 - (content.length % 512)) % 512))]);
}

const formats = (...path: string[]): Buffer => readFileSync(fixture('formats', ...path));

/** What is read by other ways than a log is, with what comes into its place: another of the kind. */
const STORED: readonly [name: string, content: Buffer, other: Buffer][] = [
  ['auth.log.gz', gzipSync(BEFORE), gzipSync(OTHER)],
  [
    'logs.zip',
    zip(new Map([['auth.log', Buffer.from(BEFORE)]])),
    zip(new Map([['auth.log', Buffer.from(OTHER)]])),
  ],
  ['logs.tar', tarOf('auth.log', Buffer.from(BEFORE)), tarOf('auth.log', Buffer.from(OTHER))],
  [
    'logs.tgz',
    gzipSync(tarOf('auth.log', Buffer.from(BEFORE))),
    gzipSync(tarOf('auth.log', Buffer.from(OTHER))),
  ],
  [
    'd.sqlite',
    formats('dionaea-sqlite', 'dionaea.sqlite'),
    formats('dionaea-sqlite', 'schema-beyond-64-KiB.sqlite'),
  ],
  ['f.parquet', formats('vpc-flow-parquet', 'v5-hourly.parquet'), Buffer.from('PAR1')],
  ['s.pcap', formats('pcap', 'scan.pcap'), formats('pcap', 'peer-to-peer.pcap')],
  ['s.pcapng', formats('pcapng', 'scan.pcapng'), formats('pcap', 'scan.pcap')],
  ['t.json', formats('cloudtrail', 'records.json'), formats('cloudtrail', 'lookup-events.json')],
];

/** What happens to a file of bytes. */
function changesOf(other: Buffer): [how: string, change: (path: string) => void][] {
  return [
    ['grows', (path) => appendFileSync(path, other)],
    ['is cut off', (path) => truncateSync(path, existsSync(path) ? statSync(path).size >> 1 : 0)],
    ['is emptied', (path) => truncateSync(path, 0)],
    [
      'is replaced',
      (path) => {
        writeFileSync(`${path}.new`, other);
        renameSync(`${path}.new`, path);
      },
    ],
    ['is overwritten', (path) => writeFileSync(path, other, { flag: 'r+' })],
    ['is removed', (path) => rmSync(path)],
  ];
}

test('whatever happens to an archive, a capture or a database while it is read is said, or what was read is named by its hash', async (t) => {
  const root = await temporary(t);
  let runs = 0;
  const run = async (
    name: string,
    content: Buffer,
    n: number,
    moment: Moment,
    change: (path: string) => void,
  ) => {
    runs += 1;
    const folder = join(root, `e${runs}`);
    await mkdir(folder);
    const path = join(folder, name);
    writeFileSync(path, content);
    const { fs, opens } = disturbed(path, n, moment, () => change(path));
    const { effects, written } = world(join(root, 'home'), { fs });
    const argv = ['investigate', folder, '--case', join(root, `c${runs}.case`), '--json'];
    const code = await main(argv, new AbortController().signal, effects);
    return { code, path, opens: opens(), ...written };
  };
  const plans = [];
  const calm = new Map<string, number>();
  for (const [name, content, other] of STORED) {
    const quiet = await run(name, content, 0, 'while it is open', () => undefined);
    assert.equal(quiet.code, 0, quiet.stderr);
    const { evidence } = JSON.parse(quiet.stdout) as Shown;
    calm.set(
      name,
      evidence.reduce((sum, { parsed }) => sum + parsed, 0),
    );
    assert.ok(calm.get(name)! > 0, name);
    for (let n = 1; n <= quiet.opens; n += 1)
      for (const moment of ['before it is opened', 'while it is open'] as const)
        for (const [how, change] of changesOf(other)) plans.push({ name, content, n, moment, how, change });
  }
  const chosen = inPiece(spread(plans, sized(27, plans.length)));
  const wrong: string[] = [];
  for (const { name, content, n, moment, how, change } of chosen) {
    const ran = await run(name, content, n, moment, change);
    const what = `${name} ${how} ${moment} for the time ${n}: exit ${ran.code} ${ran.stderr}`;
    if (ran.code !== 0) {
      wrong.push(what);
      continue;
    }
    const { evidence, gaps } = JSON.parse(ran.stdout) as Shown;
    for (const { path, read, parsed, rejected, skipped } of evidence)
      if (read !== parsed + rejected + skipped) wrong.push(`${what}: ${path} does not add up`);
    const said = [
      ...evidence.flatMap(({ because, notes }) => [because, ...notes]),
      ...gaps.map(({ text }) => text),
    ].some((text) =>
      /grew|shorter|another file|written to|moved or replaced|not there any more|has changed/.test(text),
    );
    const now = existsSync(ran.path) ? sha256(readFileSync(ran.path)) : '';
    const parsed = evidence.reduce((sum, one) => sum + one.parsed, 0);
    const whole = evidence.some((one) => one.sha256 === sha256(content)) && parsed === calm.get(name);
    const named = whole || evidence.some((one) => one.sha256 === now);
    if (!said && !named) wrong.push(`${what}: ${JSON.stringify(evidence)}`);
  }
  assert.deepEqual(wrong, [], `${wrong.length} of ${chosen.length}`);
  note('changes-stored', chosen.length);
});
