// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Files } from '../../src/base/ports.ts';
import { world } from '../../test/attribution/world.ts';
import { temporary } from '../../test/support.ts';
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
