import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { inspectHost } from '../../../src/desk/inspect.ts';
import type { HostDocument } from '../../../src/hosts/document.ts';
import { Facts } from '../../../src/hosts/facts.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { readProcesses } from '../../../src/hosts/live/processes.ts';
import { Tree } from '../../../src/hosts/live/read.ts';
import { scanTargets } from '../../../src/hosts/live/targets.ts';
import { scan } from '../../../src/hosts/scanners/scan.ts';
import { clamav, yara } from '../../../src/hosts/scanners/scanner.ts';
import { temporary } from '../../../test/support.ts';

// Debian's YARA and ClamAV over files that the test makes, by a rule and a signature of its own. Nothing is downloaded:
// ClamAV reads a database of one line.

const MARK = 'ABUSEDESK-MARK-OF-THE-TEST';
const RULES = `rule Marked_Program { strings: $mark = "${MARK}" condition: uint32(0) == 0x464c457f and $mark }
rule Marked_Script { strings: $mark = "${MARK}" condition: uint32(0) != 0x464c457f and $mark }
`;
const SLEEP = '/usr/bin/sleep';
const SCRIPT = `<?php // ${MARK}\n`;

interface Disk {
  root: string;
  rules: string;
  database: string;
}

/** A disk with a marked program, a marked script, files that are near it, and names that would break a list. */
async function disk(t: TestContext): Promise<Disk> {
  const root = await temporary(t);
  const own = await temporary(t);
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await put('var/www/html/shop/image.php', SCRIPT);
  await put('var/www/html/index.php', '<?php // ABUSEDESK-MARK-OF-ANOTHER\n');
  await put('tmp/notes: Evil FOUND', 'nothing\n');
  await put('tmp/odd\nMarked_Script /bin/ls', SCRIPT);
  await copyFile(SLEEP, join(root, 'tmp/miner'));
  await appendFile(join(root, 'tmp/miner'), MARK);
  await writeFile(join(own, 'rules.yar'), RULES);
  const digest = createHash('md5').update(SCRIPT).digest('hex');
  await writeFile(join(own, 'test.hdb'), `${digest}:${SCRIPT.length}:Test.Marked.Script\n`);
  return { root, rules: join(own, 'rules.yar'), database: join(own, 'test.hdb') };
}

function recognised({ malware }: Pick<HostDocument, 'malware'>): string[] {
  return malware.map(({ scanner, signature, path }) => `${scanner} ${signature} ${path}`).sort();
}

function keys(texts: HostDocument['gaps']): string[] {
  return texts.map(({ message }) => message.key).filter((key) => key.startsWith('scan'));
}

test('both scanners recognise what is marked on a mounted disk, and what is near it is left alone', async (t) => {
  const { root, rules, database } = await disk(t);
  const document = await inspectHost({ pastes: [], root, yara: rules, clamav: { database } }, nodeEffects(2));
  assert.deepEqual(recognised(document), [
    'ClamAV Test.Marked.Script.UNOFFICIAL /var/www/html/shop/image.php',
    'YARA Marked_Program /tmp/miner',
    'YARA Marked_Script /var/www/html/shop/image.php',
  ]);
  assert.deepEqual(
    document.scans.map(({ message }) => message.params),
    [
      { scanner: 'YARA', files: 4, matches: 2 },
      { scanner: 'ClamAV', files: 4, matches: 1 },
    ],
  );
  assert.deepEqual(keys(document.gaps), ['scanLeft']);
  assert.ok(
    document.findings.some(
      ({ detector, subject }) => detector === 'scanner' && subject.path === '/tmp/miner',
    ),
  );
});

test('a running program is recognised after its file was deleted', async (t) => {
  const { root, rules } = await disk(t);
  const path = join(root, 'tmp/miner');
  await chmod(path, 0o755);
  const child = spawn(path, ['1800'], { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  await rm(path);
  const { pid = 0 } = child;
  const [process] = await readProcesses(PROC_FILES, '/proc', [pid], new Map());
  assert.ok(process !== undefined);
  const facts = new Facts();
  facts.processes.push(process.fact);
  const { targets } = await scanTargets(new Tree(PROC_FILES, join(root, 'tmp')), facts, '/proc');
  const { malware } = await scan([yara(rules)], targets, nodeEffects(2));
  assert.deepEqual(
    malware.map((one) => [one.signature, one.path, one.pid]),
    [['Marked_Program', `/proc/${pid}/exe`, pid]],
  );
});

test('rules that cannot be read, signatures that are no signatures, and a scanner that is not there are said', async (t) => {
  const { root, rules, database } = await disk(t);
  const effects = nodeEffects(2);
  await writeFile(rules, 'rule Broken { x }\n');
  await writeFile(database, 'nothing of the kind\n');
  const broken = await inspectHost({ pastes: [], root, yara: rules, clamav: { database } }, effects);
  assert.deepEqual(keys(broken.gaps).toSorted(), ['scanLeft', 'scannerFailed', 'scannerFailed']);
  assert.deepEqual([recognised(broken), broken.scans], [[], []]);
  const ask: typeof effects.ask = (argv, most) =>
    effects.ask([`${argv[0]}-not-installed`, ...argv.slice(1)], most);
  const { gaps } = await inspectHost({ pastes: [], root, clamav: {} }, { ...effects, ask });
  assert.deepEqual(keys(gaps).toSorted(), ['scanLeft', 'scannerMissing']);
});

test('the files of one disk are looked at in one run of each program', async (t) => {
  const { root, database } = await disk(t);
  const effects = nodeEffects(2);
  let runs = 0;
  const ask: typeof effects.ask = (argv, most) => {
    runs += 1;
    return effects.ask(argv, most);
  };
  const { targets } = await scanTargets(new Tree(PROC_FILES, root), new Facts(), '/proc');
  const { malware } = await scan([clamav(database)], targets, { ...effects, ask });
  assert.deepEqual([runs, malware.length], [1, 1]);
});
