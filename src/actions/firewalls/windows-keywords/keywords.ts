import { UserError } from '../../../base/errors.ts';
import { literal } from '../powershell.ts';
import { newRule, partsOf, scopesOf } from '../windows-scripts.ts';
import type { Group, Style } from '../windows-scripts.ts';

/** How many keywords a group may have, of a thousand addresses each. */
const KEYWORDS = 10;

/** What a keyword is known by: made up once, and of a keyword's number in its group. Windows wants the braces. */
function idOf(group: Group, number: number): string {
  const digits = number.toString(16).padStart(2, '0');
  return literal(`{abd0e5c0-71d3-4b1c-9a5e-${group === 'stay' ? '0000000000' : '1000000000'}${digits}}`);
}

/** @param how further parameters */
function update(id: string, part: readonly string[], how = ''): string {
  return `Update-NetFirewallDynamicKeywordAddress -Id ${id} -Addresses ${literal(part.join(','))}${how} | Out-Null`;
}

/**
 * The rules refer to keywords, whose addresses are replaced in place. A keyword that is there already cannot be made: it is
 * tried, and what counts is the update after it. First the new addresses are added to each, then the rules are made,
 * and only then the old ones go: an address that moves from one keyword to another is blocked all the while.
 */
export const byKeywords: Style = (group, rules) => {
  const before: string[] = [];
  const after: string[] = [];
  const lines: string[] = [];
  let used = 0;
  for (const rule of rules) {
    const ids: string[] = [];
    for (const part of partsOf(rule)) {
      const id = idOf(group, ++used);
      ids.push(id);
      const keyword = literal(`abusedesk ${group} ${used}`);
      before.push(
        `New-NetFirewallDynamicKeywordAddress -Id ${id} -Keyword ${keyword} -Addresses ${literal(part[0]!)} -ErrorAction SilentlyContinue | Out-Null`,
        update(id, part, ' -Append $true'),
      );
      after.push(update(id, part));
    }
    for (const scope of scopesOf(rule)) {
      lines.push(newRule(group, lines.length + 1, scope, `-RemoteDynamicKeywordAddresses ${ids.join(', ')}`));
    }
  }
  if (used > KEYWORDS) {
    throw new UserError(`${used} dynamic keywords are needed, and ${KEYWORDS} are there for a block`, {
      hint: 'Block less, or use --sink windows-firewall.',
    });
  }
  const spare = Array.from({ length: KEYWORDS - used }, (_, i) => idOf(group, used + 1 + i));
  if (spare.length > 0) {
    after.push(
      `Remove-NetFirewallDynamicKeywordAddress -Id ${spare.join(', ')} -ErrorAction SilentlyContinue`,
    );
  }
  return { before, rules: lines, after };
};
