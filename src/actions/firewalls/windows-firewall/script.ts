import { formatPrefix } from '../../../net/prefix.ts';
import type { Rule } from '../../rule.ts';
import { secondsUntil } from '../firewall.ts';
import { literal, script, SETTINGS } from './frame.ts';

/**
 * More addresses than this in one rule make the firewall's console and its cmdlets slow. Counted in prefixes;
 * Microsoft names 10,000 as the limit of the rule store's one value, and advises against thousands.
 */
const PER_RULE = 1000;

/** The group of rules that stay, and of those that a scheduled task removes. Nothing outside of them is touched. */
const GROUPS = { stay: 'abusedesk', timed: 'abusedesk for a time' } as const;
type Group = keyof typeof GROUPS;
const TASK = 'abusedesk end of block';

/** How a rule's scope is written, one set of parameters for each firewall rule that it needs. */
function scopesOf({ direction, port }: Rule): string[] {
  const ways = direction === 'both' ? (['in', 'out'] as const) : [direction];
  return ways.flatMap((way) => {
    const side = way === 'in' ? '-Direction Inbound' : '-Direction Outbound';
    if (port === undefined) return [side];
    const end = way === 'in' ? '-LocalPort' : '-RemotePort';
    return ['TCP', 'UDP'].map((protocol) => `${side} -Protocol ${protocol} ${end} ${port}`);
  });
}

function newRules(group: Group, rules: readonly Rule[]): string[] {
  const lines: string[] = [];
  for (const rule of rules) {
    for (let at = 0; at < rule.prefixes.length; at += PER_RULE) {
      const some = rule.prefixes.slice(at, at + PER_RULE).map((prefix) => literal(formatPrefix(prefix)));
      for (const scope of scopesOf(rule)) {
        const name = literal(`${GROUPS[group]} ${lines.length + 1}`);
        lines.push(
          `New-NetFirewallRule -DisplayName ${name} -Group ${literal(GROUPS[group])} ${scope} -Action Block -RemoteAddress ${some.join(', ')} | Out-Null`,
        );
      }
    }
  }
  return lines;
}

/** The rules that end are gone when the task runs: it is registered before they are made. */
function endTask(seconds: number): string[] {
  const remove = `Get-NetFirewallRule -Group ${literal(GROUPS.timed)} | Remove-NetFirewallRule`;
  return [
    `$action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument ${literal(`-NoProfile -NonInteractive -Command "${remove}"`)}`,
    `$trigger = New-ScheduledTaskTrigger -Once -At (Get-Date).AddSeconds(${seconds})`,
    SETTINGS,
    `Register-ScheduledTask -TaskName ${literal(TASK)} -User 'NT AUTHORITY\\SYSTEM' -RunLevel Highest -Action $action -Trigger $trigger -Settings $settings -Force | Out-Null`,
  ];
}

const unregister = `Unregister-ScheduledTask -TaskName ${literal(TASK)} -Confirm:$false -ErrorAction SilentlyContinue`;

const remembered = (group: Group): string =>
  `$old = @(Get-NetFirewallRule -Group ${literal(GROUPS[group])} -ErrorAction SilentlyContinue)`;
const FORGET = '$old | Remove-NetFirewallRule';

/**
 * Replaces a group's rules. Flat on purpose: each line is one call with literal arguments, so that whoever runs it can
 * read it. New rules are there before the old ones go; when a line fails, the old ones are still there.
 * @param rules with prefixes: Windows reads a rule without addresses as "everybody"
 */
export function blockScript(group: Group, rules: readonly Rule[], now: Date): string {
  const until = rules.find((rule) => rule.until !== undefined)?.until;
  return script(group === 'stay' ? 'blocks' : 'blocks for a time', [
    remembered(group),
    ...(until === undefined ? [] : endTask(secondsUntil(until, now))),
    ...newRules(group, rules),
    FORGET,
  ]);
}

/** Makes the rules that end stay: they are made anew in the other group, and the task goes. */
export function confirmScript(rules: readonly Rule[]): string {
  return script('keeps the block', [
    remembered('stay'),
    ...newRules('stay', rules),
    FORGET,
    remembered('timed'),
    FORGET,
    unregister,
  ]);
}

/** Back to what was there before, as far as the journal knows it: nothing, or these rules. */
export function undoScript(before: readonly Rule[]): string {
  return script('takes the block back', [
    remembered('stay'),
    ...newRules('stay', before),
    FORGET,
    remembered('timed'),
    FORGET,
    unregister,
  ]);
}
