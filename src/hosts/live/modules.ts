import type { KernelFact, ModuleFact } from '../facts.ts';
import { given, wholeNumber } from '../text/words.ts';
import { concurrently } from './concurrently.ts';
import { attempt, textOf } from './read.ts';
import type { Files, Tree } from './read.ts';

/** Kernels load some hundred modules. */
const MAX_MODULES = 5000;
/** What depmod(8) writes of all modules of a kernel: a megabyte on a distribution's. */
const LISTS = ['modules.dep', 'modules.builtin'];
const MAX_LIST_BYTES = 32 * 2 ** 20;

/** What the kernel has loaded, and what marks it. */
export interface Modules {
  modules: ModuleFact[];
  kernels: KernelFact[];
}

/** A module's name is written with `_` in the kernel's lists, and with either in file names. */
function plain(name: string): string {
  return name.replaceAll('-', '_');
}

/** Rows of /proc/modules: `nf_tables 376832 2 nft_chain, Live 0x0 (OE)`. */
function listed(text: string, path: string): ModuleFact[] {
  return text.split('\n').flatMap((line, i): ModuleFact[] => {
    const [name = ''] = line.split(' ', 1);
    if (!/^\w{1,64}$/.test(name)) return [];
    const flags = / \(([A-Z]{1,12})\)$/.exec(line)?.[1];
    return [
      { name, listed: true, ...given('flags', flags), origin: { evidence: path, line: i + 1, by: 'proc' } },
    ];
  });
}

/** Names of the modules that are installed for the running kernel; undefined where its folder is not there. */
async function installed(fs: Files, tree: Tree, release: string): Promise<Set<string> | undefined> {
  if (!/^[\w.+~-]{1,128}$/.test(release)) return undefined;
  const names = new Set<string>();
  let found = false;
  for (const folder of ['/lib/modules', '/usr/lib/modules']) {
    for (const list of LISTS) {
      const path = `${folder}/${release}/${list}`;
      const stat = await attempt(fs.stat(tree.at(path)));
      if (stat?.isFile() !== true || stat.size > MAX_LIST_BYTES) continue;
      found ||= list === 'modules.dep';
      const text = (await textOf(fs, tree.at(path))) ?? '';
      for (const [, name = ''] of text.matchAll(/^(?:[^\n:]*\/)?([^\n/:]+?)\.ko(?:\.\w+)?(?::|$)/gm))
        names.add(plain(name));
    }
  }
  return found ? names : undefined;
}

/**
 * Loaded modules by both of the kernel's lists: one that takes itself off /proc/modules stays in /sys/module, where it alone
 * has a state. Built-in ones have none.
 * @param sys the folder that is /sys
 */
export async function readModules(fs: Files, tree: Tree, proc: string, sys: string): Promise<Modules> {
  const path = `${proc}/modules`;
  const text = await textOf(fs, path);
  const taint = wholeNumber((await textOf(fs, `${proc}/sys/kernel/tainted`))?.trim());
  const evidence = `${proc}/sys/kernel/tainted`;
  const kernels: KernelFact[] =
    taint === undefined ? [] : [{ taint, origin: { evidence, line: 1, by: 'proc' } }];
  // A kernel without modules has no such list.
  if (text === undefined) return { modules: [], kernels };
  const modules = listed(text, path);
  const names = ((await attempt(fs.readdir(`${sys}/module`))) ?? []).slice(0, MAX_MODULES);
  const known = new Set(modules.map(({ name }) => name));
  const live = await concurrently(names, async (name) => {
    if (known.has(name)) return undefined;
    const state = await textOf(fs, `${sys}/module/${name}/initstate`);
    return state?.trim() === 'live' ? name : undefined;
  });
  const suspects = live.filter((name) => name !== undefined);
  // One that was loaded in between is listed now.
  const now = new Set(
    suspects.length === 0 ? [] : listed((await textOf(fs, path)) ?? '', path).map(({ name }) => name),
  );
  for (const name of suspects) {
    if (now.has(name)) continue;
    const flags = (await textOf(fs, `${sys}/module/${name}/taint`))?.trim();
    const origin = { evidence: `${sys}/module/${name}`, line: 0, by: 'proc' };
    modules.push({ name, listed: false, ...given('flags', flags === '' ? undefined : flags), origin });
  }
  const release = (await textOf(fs, `${proc}/sys/kernel/osrelease`))?.trim() ?? '';
  const shipped = await installed(fs, tree, release);
  if (shipped !== undefined) for (const module of modules) module.installed = shipped.has(plain(module.name));
  return { modules, kernels };
}
