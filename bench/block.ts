// What a block costs beside a bare `nft -f` of the same set, in one run: `sudo node dist/bench/block.js [ip-ranges.json]`.
// In a network namespace of its own. Without a file the ranges are made: as many as AWS publishes, with its lengths.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { importFile } from '../src/attribution/import.ts';
import { publishedPrefixes } from '../src/attribution/select.ts';
import { saveHistory } from '../src/attribution/store.ts';
import { nodeEffects } from '../src/base/effects.ts';
import { collapse, formatPrefix } from '../src/net/prefix.ts';
import { ROOT } from '../test/support.ts';
import { inFolder, printTable, took } from './measure.ts';
import type { Took } from './measure.ts';
import { madeRanges } from './generate/ranges.ts';

const SPACE = `adbench${process.pid}`;
const ROUNDS = 7;
/** Where the commands are run. */
const INSIDE = ['ip', 'netns', 'exec', SPACE];
const SINKS = ['nftables', 'ipset', 'cidr'] as const;

/** The least of each: what else the machine does only adds. */
function least(all: readonly Took[]): Took {
  return { wall: Math.min(...all.map(({ wall }) => wall)), cpu: Math.min(...all.map(({ cpu }) => cpu)) };
}

/** The set alone, as somebody would load it by hand. */
function bareFile(prefixes: ReturnType<typeof collapse>): string {
  const set = (family: 4 | 6): string => {
    const elements = prefixes.filter((prefix) => prefix.family === family).map(formatPrefix);
    return `set s${family} { type ipv${family}_addr; flags interval; elements = { ${elements.join(', ')} } }`;
  };
  return `add table inet bare\ndelete table inet bare\ntable inet bare {\n${set(4)}\n${set(6)}\n}\n`;
}

/** An `nft` before the real one in the path, which writes down how long that took; it adds the start of a shell to each call. */
function measuringNft(folder: string): string {
  const at = join(folder, 'bin');
  const log = join(folder, 'nft.log');
  mkdirSync(at);
  const real = spawnSync('sh', ['-c', 'command -v nft'], { encoding: 'utf8' }).stdout.trim();
  const script = `#!/bin/bash\nTIMEFORMAT="%R %U %S $1"\n{ time ${real} "$@" 2>&3; } 3>&2 2>>${log}\n`;
  writeFileSync(join(at, 'nft'), script, { mode: 0o755 });
  writeFileSync(log, '');
  return at;
}

/** Of the calls that change something; \`nft -f\`. */
function insideNft(log: string): Took {
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith(' -f'));
  const numbers = lines.map((line) => line.split(' ').map(Number));
  const sum = (at: number): number => numbers.reduce((all, one) => all + (one[at] ?? 0), 0);
  return { wall: sum(0), cpu: sum(1) + sum(2) };
}

await inFolder(async (folder) => {
  const file = process.argv[2];
  const effects = nodeEffects(1);
  const home = { ...effects, env: { ...effects.env, ABUSEDESK_HOME: join(folder, 'home') } };
  const bytes = file === undefined ? madeRanges() : readFileSync(file);
  const { histories } = importFile([], bytes, { source: file ?? 'made', imported: '2026-08-22T16:00:00Z' });
  for (const history of histories) await saveHistory(history, home);
  const prefixes = collapse(publishedPrefixes(histories, { provider: 'aws' }));
  const bare = join(folder, 'bare.nft');
  writeFileSync(bare, bareFile(prefixes));
  const measuring = { ...home.env, PATH: `${measuringNft(folder)}${delimiter}${process.env['PATH']}` };
  const log = join(folder, 'nft.log');
  const blockIn = (env: NodeJS.ProcessEnv, words: readonly string[]): Took =>
    took([process.execPath, join(ROOT, 'bin', 'abusedesk.js'), 'block', ...words], env, INSIDE);
  const block = (...words: string[]): Took => blockIn(home.env, words);
  if (spawnSync('ip', ['netns', 'add', SPACE]).status !== 0)
    throw new Error('a network namespace needs root');
  try {
    const rows = new Map<string, Took[]>();
    const add = (what: string, one: Took): number => rows.set(what, [...(rows.get(what) ?? []), one]).size;
    const aws = ['--provider', 'aws'];
    for (let round = 0; round < ROUNDS; round++) {
      add('nft -f of the set, bare', took(['nft', '-f', bare], home.env, INSIDE));
      for (const sink of SINKS) add(`plan, ${sink}`, block('plan', ...aws, '--sink', sink));
      for (const sink of ['nftables', 'ipset']) {
        add(`plan + apply, ${sink}`, block('apply', ...aws, '--sink', sink));
        add(`status, ${sink}`, block('status', '--sink', sink));
        add(`undo, ${sink}`, block('undo', '--sink', sink));
        if (sink !== 'nftables') continue;
        writeFileSync(log, '');
        blockIn(measuring, ['apply', ...aws, '--sink', sink]);
        add('of that inside nft -f', insideNft(log));
        block('undo', '--sink', sink);
      }
    }
    const base = least(rows.get('nft -f of the set, bare')!);
    console.log(`${prefixes.length} prefixes; the least of ${ROUNDS} rounds`);
    printTable(
      ['', 'seconds', 'seconds beyond bare', 'CPU s', 'CPU s beyond bare', 'CPU × bare'],
      [...rows].map(([what, all]) => {
        const { wall, cpu } = least(all);
        return [
          what,
          wall.toFixed(2),
          (wall - base.wall).toFixed(2),
          cpu.toFixed(2),
          (cpu - base.cpu).toFixed(2),
          (cpu / base.cpu).toFixed(1),
        ];
      }),
    );
  } finally {
    spawnSync('ip', ['netns', 'del', SPACE]);
  }
});
