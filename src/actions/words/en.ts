import type { BlockStep } from '../../model/block.ts';
import type { Words } from './messages.ts';

const figures = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const count = (value: number): string => figures.format(value);

function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
const prefixes = (value: number): string => counted(value, 'prefix', 'prefixes');
const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `${count(add)} added, ${count(remove)} removed`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: "the attackers' addresses",
  prefixes: 'their published prefixes',
  service_in_region: 'the service in its regions',
  service: 'the service everywhere',
  provider: 'the whole provider',
};

export const en: Words = {
  fills_table: (told) => `nftables: the sets of table ${told.table} are filled (${numbers(told)})`,
  points_table: ({ table }) => `nftables: the rules of table ${table} are pointed at them`,
  removes_table: ({ table }) => `nftables: table ${table} is removed`,
  makes_sets: (told) =>
    `ipset: ${counted(told.sets, 'new set', 'new sets')} with ${prefixes(told.prefixes)}, counted afterwards`,
  switches_rules: (told) => `${told.program}: the rules are pointed at the new sets (${numbers(told)})`,
  removes_sets: ({ sets }) => `ipset: ${counted(sets, 'old set is', 'old sets are')} removed`,
  writes_file: (told) => `${told.path} is written, checked and loaded (${numbers(told)})`,
  nothing_changes: () => 'nothing changes: it is installed already',

  kept_own: () => 'an address of this computer',
  kept_gateway: () => 'the default gateway',
  kept_resolver: () => 'a DNS server of this computer',
  kept_session: () => 'somebody is logged in from there to administer this computer',
  kept_asked: () => 'named with --keep',

  fits: (told) => `fits: ${prefixes(told.prefixes)}, nothing beside`,
  fits_over: ({ exact, used, percent }) =>
    `fits as ${prefixes(used)} instead of ${count(exact)}, with ${share.format(percent)} % more addresses than asked for`,
  family_left: (told) =>
    `${told.sink} takes no IPv${told.family}: ${prefixes(told.prefixes)} of it are not blocked there`,
  gone_after_restart: ({ command }) =>
    `gone after a restart, unless it is made again at each start: \`${command}\``,
  stays_after_restart: () => 'still there after a restart',
  ends_by_itself: ({ until, command }) =>
    `ends by itself at ${until}, unless confirmed before: \`${command}\``,
  not_tried: ({ sink }) => `what is written for ${sink} has not been tried on the device`,

  step: (told) =>
    `${STEPS[told.step]}${told.of.length === 0 ? '' : ` (${told.of.join(', ')})`}: ${prefixes(told.prefixes)}`,
  bad_stopped: ({ stopped, all }) => `stops ${count(stopped)} of the attackers' ${count(all)} requests`,
  good_none: () => 'and nobody else',
  good_some: ({ users, more, others, requests }) => {
    const own =
      users.length === 0
        ? 'none of your own users'
        : `of your own users ${users.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`;
    const beside =
      others === 0 ? '' : `; ${counted(others, 'other client', 'other clients')} without a login`;
    return `and ${own}${beside} (${counted(requests, 'request', 'requests')})`;
  },
  held: ({ days, stopped, all }) =>
    `made after the first ${count(days)} days, it would have stopped ${count(stopped)} of the ${count(all)} that followed`,
  narrowest: ({ step }) => `the narrowest that works: ${STEPS[step]}`,
};
