import * as z from 'zod';
import type { Change } from '../action.ts';
import type { Host } from '../host.ts';
import { difference, sameRules } from '../rule.ts';
import type { Rule } from '../rule.ts';
import type { InstalledBlock, Live } from './firewall.ts';

/** What each list of ours holds, by its name. A list that is not there is not in it. */
type Lists = ReadonlyMap<string, readonly string[]>;

/** A service that keeps lists of prefixes under names, and whose interface reads and replaces them. */
export interface ListService {
  /** The lists of ours that there are. */
  read(host: Host): Promise<Lists>;
  /** What they block. @throws UserError for entries that are not ours */
  rulesOf(lists: Lists): Rule[];
  /** The lists that block this. */
  listsOf(rules: readonly Rule[]): Lists;
  /** Makes a list hold exactly this. One that is to be empty and is not there is not made. */
  put(name: string, entries: readonly string[], host: Host): Promise<void>;
}

const dumped = z.record(z.string(), z.array(z.string()));

function listsIn(dump: string): Lists {
  return dump === '' ? new Map() : new Map(Object.entries(dumped.parse(JSON.parse(dump))));
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

/**
 * Each list is one change, and its undo is what it held before. A list is never removed: somebody's rules refer to it.
 * Left empty it blocks nobody.
 */
export function liveLists(service: ListService): Live {
  return {
    read: async (host): Promise<InstalledBlock> => {
      const lists = await service.read(host);
      return { rules: service.rulesOf(lists), dump: JSON.stringify(Object.fromEntries(lists)) };
    },
    changes: (present, wanted): Change[] => {
      if (sameRules(present.rules, wanted)) return [];
      const before = listsIn(present.dump);
      const after = service.listsOf(wanted);
      const numbers = difference(present.rules, wanted);
      return [...new Set([...after.keys(), ...before.keys()])].flatMap((name) => {
        const [old = [], entries = []] = [before.get(name), after.get(name)];
        if (same(old, entries)) return [];
        return {
          say: { key: 'blockReplacesList', params: { list: name, ...numbers } },
          apply: [{ list: name, entries: [...entries] }],
          undo: [{ list: name, entries: [...old] }],
        };
      });
    },
    put: (name, entries, host) => service.put(name, entries, host),
  };
}
