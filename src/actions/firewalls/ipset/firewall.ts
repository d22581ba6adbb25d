import type { Change, Step } from '../../action.ts';
import { asksWhoBegan, difference, sameRules } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall, InstalledBlock } from '../firewall.ts';
import { PACKET_FILTER } from '../packet-filter.ts';
import { CHAINS, chains, PROGRAMS } from './chains.ts';
import { refuseBesideFirewalld } from './firewalld.ts';
import { counters, hookedIn, parseSave, read } from './read.ts';
import { fill, setsOf } from './sets.ts';
import type { BlockSet } from './sets.ts';

const of = (sets: readonly BlockSet[], family: 4 | 6): BlockSet[] =>
  sets.filter((set) => set.family === family);

/** Points a family's rules at the sets, at once; without any, our chains go. */
function point(family: 4 | 6, sets: readonly BlockSet[], hooked: boolean): Step[] {
  const program = PROGRAMS[family];
  if (sets.length > 0) {
    return [{ run: [`${program}-restore`, '--noflush'], input: chains(sets, hooked) }];
  }
  return CHAINS.flatMap(({ chain, hook }): Step[] => [
    { run: [program, '-t', 'mangle', '-D', hook, '-j', chain], mayFail: true },
    { run: [program, '-t', 'mangle', '-F', chain], mayFail: true },
    { run: [program, '-t', 'mangle', '-X', chain], mayFail: true },
  ]);
}

/** Back to how a family's rules were, from wherever: first away with our chains, so that none is called twice. */
function pointBack(family: 4 | 6, sets: readonly BlockSet[], hooked: boolean): Step[] {
  return hooked ? point(family, sets, true) : point(family, [], false);
}

function removed(sets: readonly BlockSet[]): Step[] {
  return sets.map(({ name }) => ({ run: ['ipset', 'destroy', name], mayFail: true }));
}

/** New sets under new names, counted; then the rules are pointed at them at once; then the old sets go. */
function changes(present: InstalledBlock, wanted: readonly Rule[], now: Date): Change[] {
  if (sameRules(present.rules, wanted)) return [];
  const before = parseSave(present.dump);
  const hooked = hookedIn(present.dump);
  const after = setsOf(wanted, before, now);
  const prefixes = after.reduce((sum, set) => sum + set.prefixes.length, 0);
  const families = ([4, 6] as const).filter((family) => of([...before, ...after], family).length > 0);
  const restore: Step[] = [
    { run: ['ipset', '-exist', 'restore'], input: present.dump.replaceAll(/^#.*\n/gm, '') },
  ];
  const made: Change = {
    say: { key: 'blockMakesSets', params: { sets: after.length, prefixes } },
    apply: [
      { run: ['ipset', '-exist', 'restore'], input: fill(after, now) },
      ...after.map((set): Step => ({
        run: ['ipset', '-t', 'list', set.name],
        expect: `Number of entries: ${set.prefixes.length}`,
      })),
    ],
    undo: removed(after),
  };
  const switched = families.flatMap((family): Change[] => {
    const [sets, isHooked, program] = [of(after, family), hooked.includes(family), PROGRAMS[family]];
    const undo = pointBack(family, of(before, family), isHooked);
    const tracked = isHooked && of(before, family).some(asksWhoBegan);
    const closes = sets.some(asksWhoBegan) && !tracked;
    const closing: Change = {
      say: { key: 'blockClosesOff', params: { program } },
      apply: [{ run: [`${program}-restore`, '--noflush'], input: chains(sets, isHooked, true) }],
      undo,
    };
    const pointing: Change = {
      say: { key: 'blockSwitchesRules', params: { program, ...difference(present.rules, wanted) } },
      apply: point(family, sets, isHooked || closes),
      undo,
    };
    return closes ? [closing, pointing] : [pointing];
  });
  const gone: Change[] =
    before.length === 0
      ? []
      : [
          {
            say: { key: 'blockRemovesSets', params: { sets: before.length } },
            apply: removed(before),
            undo: restore,
          },
        ];
  return [...(after.length > 0 ? [made] : []), ...switched, ...gone];
}

/** Linux's older packet filter: sets of ipset's, called by rules of iptables and ip6tables. */
export const ipset: Firewall = {
  name: 'ipset',
  title: 'ipset and iptables',
  can: { ...PACKET_FILTER, survivesRestart: false, triedWith: 'ipset 7.17, iptables 1.8.9' },
  render: (rules, { now }) => {
    const sets = setsOf(rules, [], now);
    const restores = ([4, 6] as const).filter((family) => of(sets, family).length > 0);
    return [
      { name: 'abusedesk.ipset', text: fill(sets, now), use: 'ipset -exist restore < abusedesk.ipset' },
      ...restores.map((family) => ({
        name: `abusedesk.${PROGRAMS[family]}`,
        text: chains(of(sets, family), false),
        use: `${PROGRAMS[family]}-restore --noflush < abusedesk.${PROGRAMS[family]}`,
      })),
    ];
  },
  live: { read, changes, counters, refuse: refuseBesideFirewalld },
};
