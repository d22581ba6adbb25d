import { formatPrefix } from '../../../net/prefix.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/** The packet filter of OpenBSD, FreeBSD and macOS: a table from a file, which is replaced whole. */
export const pf: Firewall = {
  name: 'pf',
  title: 'pf',
  can: { ...HANDED_OVER, directions: ['in', 'out', 'both'] },
  render: (rules) => {
    const ways = new Set(
      rules.flatMap(({ direction }) => (direction === 'both' ? ['in', 'out'] : [direction])),
    );
    const lines = [...ways].map((way) =>
      way === 'in' ? 'block drop in quick from <abusedesk>' : 'block drop out quick to <abusedesk>',
    );
    return [
      {
        name: 'abusedesk.table',
        text: rules.flatMap(({ prefixes }) => prefixes.map((prefix) => `${formatPrefix(prefix)}\n`)).join(''),
        use: 'cp abusedesk.table /etc/ && pfctl -t abusedesk -T replace -f /etc/abusedesk.table',
      },
      {
        name: 'abusedesk.pf.conf',
        text: `table <abusedesk> persist file "/etc/abusedesk.table"\n${lines.join('\n')}\n`,
        use: 'once, before the first pass rule of /etc/pf.conf; then pfctl -f /etc/pf.conf; running states go on until pfctl -k ends them',
      },
    ];
  },
};
