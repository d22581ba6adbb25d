import { formatPrefix } from '../../net/prefix.ts';
import { joined, sameRules } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { secondsUntil } from './firewall.ts';
import type { Circumstances, Sheet } from './firewall.ts';
import { literal, script, SETTINGS, sheetOfScript } from './powershell.ts';

/**
 * More addresses than this in one rule make the firewall's console and its cmdlets slow. Counted in prefixes;
 * Microsoft names 10,000 as the limit of the rule store's one value, and advises against thousands.
 */
const PER_RULE = 1000;

/** The group of rules that stay, and of those that a scheduled task removes. Nothing outside of them is touched. */
const GROUPS = { stay: 'abusedesk', timed: 'abusedesk for a time' } as const;
export type Group = keyof typeof GROUPS;
const TASK = 'abusedesk end of block';

/** How a rule's scope is written, one set of parameters for each firewall rule that it needs. */
export function scopesOf({ direction, port }: Rule): string[] {
  const ways = direction === 'both' ? (['in', 'out'] as const) : [direction];
  return ways.flatMap((way) => {
    const side = way === 'in' ? '-Direction Inbound' : '-Direction Outbound';
    if (port === undefined) return [side];
    const end = way === 'in' ? '-LocalPort' : '-RemotePort';
    return ['TCP', 'UDP'].map((protocol) => `${side} -Protocol ${protocol} ${end} ${port}`);
  });
}

/** The lines of a script that make the rules of a group, in the order in which they run. */
interface ScriptText {
  /** Lines that run before the new rules are made. */
  before: string[];
  rules: string[];
  /** Lines that run after the old rules are removed. */
  after: string[];
}

/** How rules get their addresses: in the rule itself, or by a keyword that it refers to. */
export type Style = (group: Group, rules: readonly Rule[]) => ScriptText;

/** The prefixes in parts of at most a thousand. */
export function partsOf({ prefixes }: Rule): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < prefixes.length; at += PER_RULE) {
    parts.push(prefixes.slice(at, at + PER_RULE).map(formatPrefix));
  }
  return parts;
}

/** @param number from 1 @param addresses the parameter that names them */
export function newRule(group: Group, number: number, scope: string, addresses: string): string {
  const name = literal(`${GROUPS[group]} ${number}`);
  return `New-NetFirewallRule -DisplayName ${name} -Group ${literal(GROUPS[group])} ${scope} -Action Block ${addresses} | Out-Null`;
}

/** Each rule has its addresses in itself. */
export const inRules: Style = (group, rules) => {
  const lines: string[] = [];
  for (const rule of rules) {
    for (const part of partsOf(rule)) {
      for (const scope of scopesOf(rule)) {
        lines.push(newRule(group, lines.length + 1, scope, `-RemoteAddress ${part.map(literal).join(', ')}`));
      }
    }
  }
  return { before: [], rules: lines, after: [] };
};

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

/** The remembered rules give way to new ones. */
const replaced = ({ before, rules, after }: ScriptText): string[] => [...before, ...rules, FORGET, ...after];

/**
 * Replaces a group's rules. Flat on purpose: each line is one call with literal arguments, so that whoever runs it can
 * read it. New rules are there before the old ones go; when a line fails, the old ones are still there.
 * @param rules with prefixes: Windows reads a rule without addresses as "everybody"
 */
function blockScript(style: Style, group: Group, rules: readonly Rule[], now: Date): string {
  const until = rules.find((rule) => rule.until !== undefined)?.until;
  return script(group === 'stay' ? 'blocks' : 'blocks for a time', [
    remembered(group),
    ...(until === undefined ? [] : endTask(secondsUntil(until, now))),
    ...replaced(style(group, rules)),
  ]);
}

/** The rules that stay become these, and those for a time go with the task that would have ended them. */
function settled(style: Style, rules: readonly Rule[]): string[] {
  return [
    remembered('stay'),
    ...replaced(style('stay', rules)),
    remembered('timed'),
    ...replaced(style('timed', [])),
    unregister,
  ];
}

/** Makes the rules that end stay: they are made anew in the other group, and the task goes. */
function confirmScript(style: Style, rules: readonly Rule[]): string {
  return script('keeps the block', settled(style, rules));
}

/** Back to what was there before, as far as the journal knows it: nothing, or these rules. */
function undoScript(style: Style, before: readonly Rule[]): string {
  return script('takes the block back', settled(style, before));
}

/** The scripts for a plan: what blocks, what keeps it, what takes it back. */
export function scriptsFor(style: Style, rules: readonly Rule[], { now, present }: Circumstances): Sheet[] {
  const staying = rules.filter(({ until }) => until === undefined);
  const timed = rules.filter(({ until }) => until !== undefined);
  const before = present.filter(({ until }) => until === undefined);
  const sheets: Sheet[] = [];
  if (staying.length > 0 && !sameRules(staying, before)) {
    sheets.push(sheetOfScript('abusedesk-block.ps1', blockScript(style, 'stay', staying, now)));
  }
  if (timed.length > 0) {
    sheets.push(sheetOfScript('abusedesk-block-for.ps1', blockScript(style, 'timed', timed, now)));
    const kept = rules.map(({ prefixes, direction, port }) =>
      port === undefined ? { prefixes, direction } : { prefixes, direction, port },
    );
    sheets.push(sheetOfScript('abusedesk-confirm.ps1', confirmScript(style, joined(kept))));
  }
  return [...sheets, sheetOfScript('abusedesk-undo.ps1', undoScript(style, before))];
}
