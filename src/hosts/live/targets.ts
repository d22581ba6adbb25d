import type { Facts } from '../facts.ts';
import { isListable } from '../scanners/scan.ts';
import { MAX_SCANNED_BYTES } from '../scanners/scanner.ts';
import type { ScanTarget } from '../scanners/scanner.ts';
import { concurrently } from './concurrently.ts';
import { TEMPORARY } from './persistence.ts';
import type { Tree } from './read.ts';
import { rootsOf } from './scripts.ts';

const MAX_DEPTH = 16;
/** So many files are looked at, temporary folders first. */
const MAX_FILES = 50_000;
/** Of processes that run an ordinary file, one for each file; so many in all. */
const MAX_PROGRAMS = 2000;

/** What scanners are to look at, and what they are not given. */
export interface Targets {
  targets: ScanTarget[];
  left: string[];
}

/** The running images: those whose file is gone each, of the others one for each file. */
function programs({ processes }: Facts, proc: string): ScanTarget[] {
  const seen = new Set<string>();
  const unusual: ScanTarget[] = [];
  const usual: ScanTarget[] = [];
  for (const { pid, executable } of processes) {
    if (executable === undefined) continue;
    const { path, deleted, replaced, memfd } = executable;
    const gone = deleted === true || replaced === true || memfd === true;
    if (!gone && seen.has(path)) continue;
    if (!gone) seen.add(path);
    const at = `${proc}/${pid}/exe`;
    (gone ? unusual : usual).push({ at, path: gone ? at : path, pid });
  }
  return [...unusual, ...usual].slice(0, MAX_PROGRAMS);
}

/**
 * What processes run, files in temporary folders and below document roots, and what starts by itself. Links are not
 * followed, and nothing but ordinary files is opened.
 */
export async function scanTargets(tree: Tree, facts: Facts, proc: string): Promise<Targets> {
  const targets = programs(facts, proc);
  const left: string[] = [];
  const seen = new Set(targets.map(({ path }) => path));
  let files = 0;
  const take = (path: string, size: number): void => {
    if (seen.has(path)) return;
    seen.add(path);
    files += 1;
    if (files > MAX_FILES || size > MAX_SCANNED_BYTES || !isListable(path)) left.push(path);
    else targets.push({ at: tree.at(path), path });
  };
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (files > MAX_FILES) return;
    const paths = (await tree.names(folder)).map((name) => `${folder}/${name}`);
    const stats = await concurrently(paths, (path) => tree.stat(path));
    for (const [i, path] of paths.entries()) {
      const stat = stats[i];
      if (stat === undefined) left.push(path);
      else if (stat.isDirectory()) {
        if (depth < MAX_DEPTH) await walk(path, depth + 1);
        else left.push(path);
      } else if (stat.isFile() && stat.size > 0) take(path, stat.size);
    }
  };
  for (const folder of [...TEMPORARY, ...(await rootsOf(tree, facts.configurations))]) await walk(folder, 0);
  for (const { command = '', name } of facts.persistence) {
    for (const word of [name, ...command.split(/[\s"';&|=<>()]+/)]) {
      if (!word.startsWith('/')) continue;
      const path = await tree.followed(word);
      const stat = await tree.stat(path);
      if (stat?.isFile() === true && stat.size > 0) take(path, stat.size);
    }
  }
  return { targets, left };
}
