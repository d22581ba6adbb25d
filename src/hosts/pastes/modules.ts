import type { Facts, ModuleFact } from '../facts.ts';
import { PARSERS } from '../parsers/index.ts';
import { isForeign } from '../signs/modules.ts';
import type { Paste } from './paste.ts';

/** Names are written with `_` in the kernel's lists, and with either in the names of files and folders. */
function plain({ name }: ModuleFact): string {
  return name.replaceAll('-', '_');
}

/**
 * Is the kernel's list there in whole? Both it and what follows were asked for at a prompt, by which the shell says that it had
 * ended; of a list that was cut by hand every other module would seem to hide.
 */
function hasWholeList({ outputs }: Paste): boolean {
  return outputs.some(({ parser, asked, rows }, i) => {
    const lists = PARSERS.find(({ name }) => name === parser)?.listsModules?.(asked) === true;
    return lists && rows > 0 && outputs[i + 1]?.asked !== undefined;
  });
}

/**
 * Holds modules that /sys/module has against the kernel's list beside it, and keeps those alone that hide from it. Where
 * the list is not there in whole, nothing is said of any.
 */
export function takeModules(paste: Paste): void {
  const { facts } = paste;
  const listed = new Map(facts.modules.filter((one) => one.listed).map((one) => [plain(one), one]));
  const whole = hasWholeList(paste);
  const kept = new Map<string, ModuleFact>();
  for (const one of facts.modules) {
    const name = plain(one);
    const known = kept.get(name);
    if (one.listed || (whole && !listed.has(name))) {
      // The list may be there twice, before and after: the same module.
      if (known === undefined) kept.set(name, one);
      else if (one.installed !== undefined) known.installed = one.installed;
    }
  }
  facts.modules.splice(0, facts.modules.length, ...kept.values());
  // Without a list nobody knows whether one of its modules explains the mark.
  if (!whole) facts.kernels.length = 0;
}

/** Modules that were built elsewhere, of which nothing says whether they are installed. */
export function uncheckedModules({ modules }: Facts): string[] {
  return modules
    .filter((one) => one.installed === undefined && one.listed && isForeign(one))
    .map(({ name }) => name);
}
