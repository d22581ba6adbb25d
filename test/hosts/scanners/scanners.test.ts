import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { ProgramAnswer } from '../../../src/base/ports.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { Facts } from '../../../src/hosts/facts.ts';
import { inspectDisk } from '../../../src/hosts/live/inspect.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { readSigns } from '../../../src/hosts/signs/read.ts';
import { scan } from '../../../src/hosts/scanners/scan.ts';
import { clamav, yara } from '../../../src/hosts/scanners/scanner.ts';
import type { Scanner } from '../../../src/hosts/scanners/scanner.ts';
import { SCANNER_ROWS } from '../../../src/hosts/scanners/sentences.ts';
import { temporary } from '../../support.ts';

const TARGETS = [
  { at: '/mnt/disk/tmp/a', path: '/tmp/a' },
  { at: '/mnt/disk/tmp/b: Evil FOUND', path: '/tmp/b: Evil FOUND' },
  { at: '/proc/17/exe', path: '/proc/17/exe', pid: 17 },
];

interface Asked {
  argv: readonly string[];
  listed: string;
}

/** A computer on which each program answers so. */
function answering(t: TestContext, answer: Partial<ProgramAnswer>) {
  const asked: Asked[] = [];
  const effects = {
    ...nodeEffects(2),
    env: {},
    ask: async (argv: readonly string[]): Promise<ProgramAnswer> => {
      const list = argv.at(-1)?.replace('--file-list=', '') ?? '';
      asked.push({ argv, listed: await readFile(list, 'utf8') });
      return { outcome: 'ended', code: 0, stdout: '', stderr: '', ...answer };
    },
  };
  t.after(() => assert.ok(asked.length > 0));
  return { effects, asked };
}

async function keys(t: TestContext, scanner: Scanner, answer: Partial<ProgramAnswer>): Promise<string[]> {
  const { looked, gaps } = await scan([scanner], TARGETS, answering(t, answer).effects);
  return [...looked, ...gaps].map(({ key }) => key);
}

test('what a scanner recognised is believed of the files that it was given, and of no other', async (t) => {
  const stdout =
    'Miner /mnt/disk/tmp/a\nMiner /bin/ls\nPacker /proc/17/exe\nMiner /mnt/disk/tmp/a\nSome banner\n';
  const { effects, asked } = answering(t, { stdout });
  const { malware, looked, gaps } = await scan([yara('/rules.yar')], TARGETS, effects);
  assert.deepEqual(
    malware.map(({ path, signature, scanner, pid }) => [path, signature, scanner, pid]),
    [
      ['/tmp/a', 'Miner', 'YARA', undefined],
      ['/proc/17/exe', 'Packer', 'YARA', 17],
      ['/tmp/a', 'Miner', 'YARA', undefined],
    ],
  );
  assert.deepEqual(looked, [{ key: 'scanLooked', params: { scanner: 'YARA', files: 3, matches: 2 } }]);
  assert.deepEqual(gaps, [{ key: 'scannerUnread', params: { scanner: 'YARA', lines: 2 } }]);
  assert.equal(asked[0]?.listed, TARGETS.map(({ at }) => `${at}\n`).join(''));
  const facts = new Facts();
  facts.malware.push(...malware);
  assert.deepEqual(
    readSigns(facts).map(({ subject }) => subject),
    [{ path: '/tmp/a' }, { pid: 17, path: '/proc/17/exe' }],
  );
});

test('a file whose name looks like a line of ClamAV is no other file', async (t) => {
  const stdout = '/mnt/disk/tmp/b: Evil FOUND: Unix.Test-1.UNOFFICIAL FOUND\n';
  const { malware } = await scan([clamav()], TARGETS, answering(t, { code: 1, stdout }).effects);
  assert.deepEqual(
    malware.map(({ path, signature }) => [path, signature]),
    [['/tmp/b: Evil FOUND', 'Unix.Test-1.UNOFFICIAL']],
  );
});

test('a scanner that is missing, fails, is stopped, or leaves files out says so', async (t) => {
  const rules = yara('/rules.yar');
  assert.deepEqual(await keys(t, rules, { outcome: 'missing' }), ['scannerMissing']);
  assert.deepEqual(await keys(t, rules, { code: 1, stderr: 'error: rule "X" in r.yar(1): syntax error\n' }), [
    'scannerFailed',
  ]);
  assert.deepEqual(
    await keys(t, rules, { code: 1, stderr: 'error scanning /tmp/a: could not open file\n' }),
    ['scanLooked', 'scannerSkipped'],
  );
  assert.deepEqual(await keys(t, clamav(), { outcome: 'stopped' }), ['scannerStopped']);
  const noDatabase = 'LibClamAV Error: cli_loaddbdir: No supported database files found in /var/lib/clamav\n';
  assert.deepEqual(await keys(t, clamav(), { code: 2, stderr: noDatabase }), ['scannerFailed']);
  const gone = "/tmp/a: No such file or directory\nWARNING: /tmp/a: Can't access file\n";
  assert.deepEqual(await keys(t, clamav(), { code: 2, stderr: gone }), ['scanLooked', 'scannerSkipped']);
});

test('scanners get files of temporary folders, web roots and starts; no links, and no names that break a list', async (t) => {
  const root = await temporary(t);
  const put = async (path: string, text = 'x'): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await put('tmp/a');
  await put('tmp/deep/er/b');
  await put('tmp/empty', '');
  await put('tmp/odd\n/bin/ls');
  await put('var/www/html/index.php');
  await put('opt/start');
  await put('opt/other');
  await put('etc/cron.d/job', '* * * * * root /opt/start --now\n');
  await symlink('/opt/other', join(root, 'tmp/link'));
  const { effects, asked } = answering(t, {});
  const { gaps, looked } = await inspectDisk(PROC_FILES, root, { scanners: [yara('/r')], effects });
  assert.deepEqual(
    asked[0]?.listed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(root.length))
      .sort(),
    ['/etc/cron.d/job', '/opt/start', '/tmp/a', '/tmp/deep/er/b', '/var/www/html/index.php'],
  );
  assert.equal(looked.length, 1);
  assert.deepEqual(
    gaps.filter(({ key }) => key === 'scanLeft').map(({ params }) => params),
    [{ files: 1, paths: ['/tmp/odd\n/bin/ls'] }],
  );
});

test('what is said of scanners names its numbers in every language', () => {
  for (const [key, row] of Object.entries(SCANNER_ROWS)) {
    const names = (text: string): string[] =>
      [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? ''))].sort();
    for (const text of Object.values(row)) assert.deepEqual(names(text), names(row.en), key);
  }
});
