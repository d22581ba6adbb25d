import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily, type Rule } from '../../rule.ts';
import { secondsUntil } from '../firewall.ts';
import { setName, TABLE } from './names.ts';

/**
 * Where packets are looked at: behind connection tracking (-200) and before everything that a host's own rules may
 * accept (mangle -150, filter 0), so that `ct state established accept` comes too late.
 */
const PRIORITY = -190;

const CHAINS = [
  { name: 'from', hook: 'prerouting', side: 'from' },
  { name: 'to_local', hook: 'output', side: 'to' },
  { name: 'to_forwarded', hook: 'forward', side: 'to' },
] as const;

/**
 * The conditions under which a packet from (or to) a blocked address is dropped, one rule each. Whose connection it is
 * is seen by its direction. A packet in the middle of a connection that was not tracked before is not taken for the
 * beginning of one: else a running download would become a connection of the other side's.
 */
function conditions({ direction, port }: Rule, side: 'from' | 'to'): string[] {
  // The port is the called side's: the destination of what the caller sends.
  const called = (end: 'dport' | 'sport'): string =>
    port === undefined ? '' : `meta l4proto { tcp, udp } th ${end} ${port} `;
  if (direction === 'both') return port === undefined ? [''] : [called('dport'), called('sport')];
  const sentByCaller = (direction === 'in') === (side === 'from');
  if (sentByCaller) return [`ct direction original ${called('dport')}`];
  const middle = port === undefined ? '' : `tcp sport ${port} `;
  return [
    `ct direction reply ${called('sport')}`,
    `ct state new tcp flags & (fin | syn | rst | ack) != syn ${middle}`,
  ];
}

/** How many elements stand in one command; a line that is too long is hard to find an error in. */
const PER_COMMAND = 1000;

function elements(set: string, prefixes: readonly string[]): string[] {
  const commands: string[] = [];
  for (let at = 0; at < prefixes.length; at += PER_COMMAND) {
    const some = prefixes.slice(at, at + PER_COMMAND);
    commands.push(`add element ${TABLE} ${set} { ${some.join(', ')} }`);
  }
  return commands;
}

/**
 * The commands that make the table hold exactly these rules, whatever it held before, in one transaction (`nft -f`):
 * no packet passes between the old and the new. One set per end time; the kernel ends a timed set's elements.
 * @param stale sets that are there now and not wanted
 */
export function ruleset(rules: readonly Rule[], stale: readonly string[], now: Date): string {
  const lines = [`add table ${TABLE}`];
  for (const { name, hook } of CHAINS) {
    lines.push(
      `add chain ${TABLE} ${name} { type filter hook ${hook} priority ${PRIORITY}; policy accept; }`,
      `add counter ${TABLE} ${name}`,
      `flush chain ${TABLE} ${name}`,
    );
  }
  for (const set of stale) lines.push(`delete set ${TABLE} ${set}`);
  for (const rule of rules) {
    for (const { family, prefixes } of byFamily(rule)) {
      const set = setName(rule, family);
      const type = `type ipv${family}_addr`;
      const flags = rule.until === undefined ? 'flags interval' : 'flags interval, timeout';
      const timeout = rule.until === undefined ? '' : ` timeout ${secondsUntil(rule.until, now)}s;`;
      lines.push(
        `add set ${TABLE} ${set} { ${type}; ${flags};${timeout} }`,
        `flush set ${TABLE} ${set}`,
        ...elements(set, prefixes.map(formatPrefix)),
      );
      const ip = family === 4 ? 'ip' : 'ip6';
      for (const { name, side } of CHAINS) {
        const address = side === 'from' ? 'saddr' : 'daddr';
        for (const condition of conditions(rule, side)) {
          lines.push(
            `add rule ${TABLE} ${name} ${condition}${ip} ${address} @${set} counter name "${name}" drop`,
          );
        }
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
