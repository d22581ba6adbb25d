import type { Change } from '../../action.ts';
import { difference, sameRules, type Rule } from '../../rule.ts';
import type { Firewall, Installed } from '../firewall.ts';
import { TABLE } from './names.ts';
import { counters, read, setsOf } from './read.ts';
import { ruleset } from './ruleset.ts';

const REMOVE = `add table ${TABLE}\ndelete table ${TABLE}\n`;

/** One transaction: the table as it shall be. Its undo is the text dump; nft's JSON loses half of it. */
function changes(present: Installed, wanted: readonly Rule[], now: Date): Change[] {
  if (sameRules(present.rules, wanted)) return [];
  const empty = wanted.every(({ prefixes }) => prefixes.length === 0);
  const stale = setsOf(present.dump);
  const input = empty ? REMOVE : ruleset(wanted, stale, now);
  return [
    {
      say: { key: 'replaces_table', params: { table: TABLE, ...difference(present.rules, wanted) } },
      apply: [{ run: ['nft', '-f', '-'], input }],
      undo: [{ run: ['nft', '-f', '-'], input: `${REMOVE}${present.dump}` }],
    },
  ];
}

/** Linux's own packet filter (nft 0.9.7 or later). */
export const nftables: Firewall = {
  name: 'nftables',
  title: 'nftables',
  can: {
    timer: true,
    shortest: { 4: 1, 6: 1 },
    families: [4, 6],
    directions: ['in', 'out', 'both'],
    port: true,
    survivesRestart: false,
    triedWith: 'nftables 1.0.6',
  },
  render: (rules, { now }) => [
    {
      name: 'abusedesk.nft',
      text: `${REMOVE}${ruleset(rules, [], now)}`,
      use: 'nft -f abusedesk.nft',
    },
  ],
  live: { read, changes, counters },
};
