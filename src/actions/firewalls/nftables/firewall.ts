import type { Change } from '../../action.ts';
import type { BlockMessage } from '../../words/messages.ts';
import { asksWhoBegan, byFamily, difference, sameRules } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall, InstalledBlock } from '../firewall.ts';
import { PACKET_FILTER } from '../packet-filter.ts';
import { setName, TABLE } from './names.ts';
import { counters, read, rules, setsOf } from './read.ts';
import { fillSets, pointRules } from './ruleset.ts';

const REMOVE = `add table ${TABLE}\ndelete table ${TABLE}\n`;

/**
 * The sets are filled, then the rules are pointed at them: two transactions, between which no packet passes. Where the
 * kernel may not follow connections yet, the addresses are closed off in between. The undo of all is the text dump; nft's JSON loses half of it.
 */
function changes(present: InstalledBlock, wanted: readonly Rule[], now: Date): Change[] {
  if (sameRules(present.rules, wanted)) return [];
  const numbers = difference(present.rules, wanted);
  const change = (say: BlockMessage, input: string): Change => ({
    say,
    apply: [{ run: ['nft', '-f', '-'], input }],
    undo: [{ run: ['nft', '-f', '-'], input: `${REMOVE}${present.dump}` }],
  });
  const table = { table: TABLE };
  if (wanted.every(({ prefixes }) => prefixes.length === 0)) {
    return [change({ key: 'blockRemovesTable', params: table }, REMOVE)];
  }
  const names = new Set(wanted.flatMap((rule) => byFamily(rule).map(({ family }) => setName(rule, family))));
  const there = setsOf(present.dump);
  const stale = there.filter((name) => !names.has(name));
  const closes = wanted.some(asksWhoBegan) && !present.rules.some(asksWhoBegan);
  const closing = change(
    { key: 'blockClosesOff', params: { program: 'nftables' } },
    pointRules(wanted, [], true),
  );
  return [
    change({ key: 'blockFillsTable', params: { ...table, ...numbers } }, fillSets(wanted, now, there)),
    ...(closes ? [closing] : []),
    change({ key: 'blockPointsTable', params: table }, pointRules(wanted, stale)),
  ];
}

/** Linux's own packet filter (nft 0.9.7 or later). */
export const nftables: Firewall = {
  name: 'nftables',
  title: 'nftables',
  can: { ...PACKET_FILTER, survivesRestart: false, triedWith: 'nftables 1.0.6' },
  render: (wanted, { now }) => [
    {
      name: 'abusedesk.nft',
      text: `${REMOVE}${fillSets(wanted, now, [])}${pointRules(wanted, [])}`,
      use: 'nft -f abusedesk.nft',
    },
  ],
  live: { read, rules, changes, counters },
};
