import type { ConfigurationFact, FileFact } from '../facts.ts';
import { isMisplaced, isScript, WEB_ROOTS } from '../scripts/places.ts';
import { isGrave, MAX_SCRIPT_BYTES, scriptSigns } from '../scripts/read.ts';
import { concurrently } from './concurrently.ts';
import { globbed } from './configurations.ts';
import { secondOf } from './read.ts';
import type { Stats, Tree } from './read.ts';

const MAX_DEPTH = 16;
const MAX_ENTRIES = 200_000;
/** So much of scripts is read in all. */
const MAX_BYTES = 512 * 2 ** 20;

/** What web servers are told to show: Apache's `DocumentRoot /srv/shop`, nginx's `root /srv/shop;`. */
const TOLD = /^\s{0,200}(?:DocumentRoot|root)\s{1,20}["']?(\/[^"';\s]{1,1000})["']?\s{0,20};?\s{0,20}$/i;

function toldRoots(configurations: readonly ConfigurationFact[]): string[] {
  return configurations.flatMap(({ lines }) => lines.flatMap(({ text }) => TOLD.exec(text)?.[1] ?? []));
}

/** Document roots of the host, without those that lie below another one. */
export async function rootsOf(tree: Tree, configurations: readonly ConfigurationFact[]): Promise<string[]> {
  const found = new Set<string>();
  for (const glob of WEB_ROOTS) {
    for (const path of await globbed(tree, glob, new Set())) found.add(await tree.followed(path));
  }
  for (const path of toldRoots(configurations)) {
    const root = await tree.followed(path.replace(/(.)\/+$/, '$1'));
    // Whoever names the whole disk as the root means something else.
    if (root.split('/').length > 2) found.add(root);
  }
  const roots: string[] = [];
  for (const path of [...found].sort()) {
    const isBelow = roots.some((root) => path.startsWith(`${root}/`));
    if (!isBelow && (await tree.stat(path))?.isDirectory() === true) roots.push(path);
  }
  return roots;
}

async function readScript(tree: Tree, path: string, stat: Stats): Promise<FileFact[]> {
  const text = (await tree.file(path))?.text;
  const signs = text === undefined ? [] : scriptSigns(text);
  const tells = isGrave(signs) || signs.some(({ sign }) => sign === 'mails in a loop');
  if (!tells && !isMisplaced(path, stat.size)) return [];
  const mode = (stat.mode & 0o7777).toString(8);
  const modified = secondOf(stat.mtime);
  const origin = { evidence: path, line: 0, by: 'file' };
  return [{ path, size: stat.size, mode, modified, ...(signs.length > 0 && { signs }), origin }];
}

/**
 * Scripts below the document roots that somebody put there who should not have: by their text, and by where they lie.
 * The others are not listed. Links are not followed.
 * @returns `whole`: everything was looked at
 */
export async function readScripts(
  tree: Tree,
  configurations: readonly ConfigurationFact[],
): Promise<{ files: FileFact[]; roots: string[]; whole: boolean }> {
  const roots = await rootsOf(tree, configurations);
  const files: FileFact[] = [];
  let left = MAX_ENTRIES;
  let bytes = MAX_BYTES;
  let whole = true;
  const walk = async (folder: string, depth: number): Promise<void> => {
    const all = await tree.names(folder);
    const names = all.slice(0, Math.max(0, left));
    if (names.length < all.length) whole = false;
    left -= names.length;
    const paths = names.map((name) => `${folder}/${name}`);
    const stats = await concurrently(paths, (path) => tree.stat(path));
    for (const [i, path] of paths.entries()) {
      const stat = stats[i];
      if (stat?.isDirectory() === true) {
        if (depth < MAX_DEPTH) await walk(path, depth + 1);
        else whole = false;
      }
      if (stat?.isFile() !== true || !isScript(path)) continue;
      if (stat.size > MAX_SCRIPT_BYTES || stat.size > bytes) {
        whole = false;
        continue;
      }
      bytes -= stat.size;
      files.push(...(await readScript(tree, path, stat)));
    }
  };
  for (const root of roots) await walk(root, 0);
  return { files, roots, whole };
}
