import { formatPrefix } from '../../../net/prefix.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall, Sheet } from '../firewall.ts';

/** cmd.exe takes lines of 8,191 characters (Microsoft, KB 830473); some are left for the rest of the command. */
const MAX_LIST = 7900;

const NETSH = 'netsh advfirewall firewall';
const NAME = 'abusedesk';

function scopesOf({ direction, port }: Rule): string[] {
  const ways = direction === 'both' ? (['in', 'out'] as const) : [direction];
  return ways.flatMap((way) => {
    if (port === undefined) return [`dir=${way}`];
    const end = way === 'in' ? 'localport' : 'remoteport';
    return ['TCP', 'UDP'].map((protocol) => `dir=${way} protocol=${protocol} ${end}=${port}`);
  });
}

/** Lists of prefixes, each short enough for a command line. */
function lists({ prefixes }: Rule): string[] {
  const made: string[] = [];
  for (const text of prefixes.map(formatPrefix)) {
    const last = made.at(-1);
    if (last === undefined || last.length + 1 + text.length > MAX_LIST) made.push(text);
    else made[made.length - 1] = `${last},${text}`;
  }
  return made;
}

const batch = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');

/** Adds the new rules under another name, removes the old ones, and renames the new: at no time is nothing blocked. */
function block(rules: readonly Rule[]): string {
  const added = rules.flatMap((rule) =>
    lists(rule).flatMap((list) =>
      scopesOf(rule).map(
        (scope) => `${NETSH} add rule name="${NAME}-new" ${scope} action=block remoteip=${list} || exit /b 1`,
      ),
    ),
  );
  return batch([
    'rem abusedesk: blocks. Run it as administrator.',
    ...added,
    `${NETSH} delete rule name="${NAME}"`,
    `${NETSH} set rule name="${NAME}-new" new name="${NAME}"`,
  ]);
}

/** Windows Firewall by its older command `netsh`, for systems without PowerShell. */
export const netsh: Firewall = {
  name: 'netsh',
  title: 'Windows Firewall (netsh)',
  can: {
    timer: false,
    timerHint: 'Use --sink windows-firewall: its script registers a scheduled task that ends the block.',
    shortest: { 4: 1, 6: 1 },
    families: [4, 6],
    directions: ['in', 'out', 'both'],
    port: true,
    survivesRestart: true,
  },
  render: (rules): Sheet[] => [
    { name: 'abusedesk-block.cmd', text: block(rules), use: 'abusedesk-block.cmd' },
    {
      name: 'abusedesk-undo.cmd',
      text: batch(['rem abusedesk: takes the block back.', `${NETSH} delete rule name="${NAME}"`]),
      use: 'abusedesk-undo.cmd',
    },
  ],
};
