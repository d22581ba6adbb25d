/**
 * What looking inside a host costs: this computer with many more processes, and web roots full of scripts. Fails above
 * 200 MB of memory for the processes.
 *
 *   node dist/bench/hosts.js [--processes 5000] [--mb 100] [--runs 2]
 */
import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { nodeEffects } from '../src/base/effects.ts';
import { inspectLive } from '../src/hosts/live/inspect.ts';
import { PROC_FILES } from '../src/hosts/live/proc-files.ts';
import { Tree } from '../src/hosts/live/read.ts';
import { readScripts } from '../src/hosts/live/scripts.ts';
import { inFolder, inOwnProcess, inRounds, numberOption, option, printTable, timed } from './measure.ts';
import type { Measure } from './measure.ts';

const PROCESSES = numberOption('processes', 5000);
const SCRIPT_MB = numberOption('mb', 100);
const RUNS = numberOption('runs', 2);
const LIMIT = 200e6;
const effects = nodeEffects(2);

/** So many programs that sleep, of one shell in a group of its own; ends them afterwards, whatever came of it. */
async function withProcesses<T>(count: number, work: () => Promise<T>): Promise<T> {
  const loop = `for i in $(seq ${count}); do sleep 900 & done; wait`;
  const shell = spawn('bash', ['-c', loop], { stdio: 'ignore', detached: true });
  const group = shell.pid ?? 0;
  try {
    const before = (await readdir('/proc')).length;
    const until = Date.now() + 300_000;
    while (Date.now() < until && (await readdir('/proc')).length < before + count * 0.98) await pause(200);
    return await work();
  } finally {
    if (group > 1) process.kill(-group, 'SIGKILL');
  }
}

/** Scripts of an application, and a few that are one line of a mebibyte. */
async function makeScripts(root: string, bytes: number): Promise<number> {
  const code = `<?php\n${"$name = trim($_POST['name'] ?? '');\nforeach ($rows as $row) { echo htmlspecialchars($row['title']); }\n".repeat(200)}`;
  const long = `<?php ${'$a = $_GET["'.repeat(80_000)}`;
  let made = 0;
  for (let i = 0; made < bytes; i++) {
    const folder = join(root, 'var/www/html', String(i % 50));
    await mkdir(folder, { recursive: true });
    const text = i % 100 === 0 ? long : code;
    await writeFile(join(folder, `${i}.php`), text);
    made += text.length;
  }
  return made;
}

async function step(name: string): Promise<Measure> {
  if (name === 'processes') {
    return timed(async () => {
      const { facts } = await inspectLive(PROC_FILES, (pid) => effects.process.alive(pid));
      return { found: facts.processes.length };
    });
  }
  const root = option('root') ?? '';
  return timed(async () => {
    const { files } = await readScripts(new Tree(PROC_FILES, root), []);
    return { found: files.length };
  });
}

async function compare(): Promise<void> {
  const own = (name: string, ...rest: string[]) => inOwnProcess(import.meta.url, ['--step', name, ...rest]);
  const rows: string[][] = [];
  const results = await withProcesses(PROCESSES, () =>
    inRounds([['processes', () => own('processes')]], RUNS),
  );
  const inspected = results.get('processes');
  const { seconds = 0, cpu = 0, rss = 0, detail = {} } = inspected ?? {};
  rows.push([
    `processes, ${detail['found'] ?? 0} found`,
    seconds.toFixed(2),
    cpu.toFixed(2),
    (rss / 1e6).toFixed(0),
    '',
  ]);
  await inFolder(async (folder) => {
    const bytes = await makeScripts(folder, SCRIPT_MB * 1e6);
    const read = await inRounds([['scripts', () => own('scripts', '--root', folder)]], RUNS);
    const measure = read.get('scripts');
    const speed = bytes / 1e6 / (measure?.seconds ?? 1);
    rows.push([
      `scripts, ${(bytes / 1e6).toFixed(0)} MB`,
      (measure?.seconds ?? 0).toFixed(2),
      (measure?.cpu ?? 0).toFixed(2),
      ((measure?.rss ?? 0) / 1e6).toFixed(0),
      speed.toFixed(0),
    ]);
  });
  printTable(['', 's', 'CPU s', 'MB', 'MB/s'], rows);
  if ((detail['found'] ?? 0) < PROCESSES) throw new Error('not all processes were found');
  if (rss > LIMIT) throw new Error(`memory: ${(rss / 1e6).toFixed(0)} MB, the limit is 200`);
}

const only = option('step');
if (only === undefined) await compare();
else console.log(JSON.stringify(await step(only)));
