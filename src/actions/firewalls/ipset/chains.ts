import type { BlockSet } from './sets.ts';

/** Our chains, in the table that is passed before `filter`, where a host's own rules accept what is established. */
export const CHAINS = [
  { chain: 'ABUSEDESK_FROM', hook: 'PREROUTING', side: 'src' },
  { chain: 'ABUSEDESK_TO', hook: 'POSTROUTING', side: 'dst' },
] as const;

export const PROGRAMS = { 4: 'iptables', 6: 'ip6tables' } as const;

/** As in nftables: whose connection it is, and no beginning in the middle of one. */
function conditions({ direction, port }: BlockSet, side: 'src' | 'dst'): string[] {
  const of = (match: string): string[] => {
    if (port === undefined) return [match];
    const end = match.includes('REPLY') || match.includes('sport') ? '--sport' : '--dport';
    return ['tcp', 'udp'].map((protocol) =>
      `-p ${protocol} ${end} ${port} ${match.replace('sport', '')}`.trim(),
    );
  };
  if (direction === 'both') return port === undefined ? [''] : [...of(''), ...of('sport')];
  const sentByCaller = (direction === 'in') === (side === 'src');
  if (sentByCaller) return of('-m conntrack --ctdir ORIGINAL');
  const sport = port === undefined ? '' : `--sport ${port} `;
  return [
    ...of('-m conntrack --ctdir REPLY'),
    `-p tcp ${sport}! --tcp-flags FIN,SYN,RST,ACK SYN -m conntrack --ctstate NEW`,
  ];
}

/**
 * Lines for `iptables-restore --noflush` that make our chains hold exactly these rules, at once. `closed`: every packet
 * is dropped, whoever began the connection, until the kernel follows connections (see nftables' `pointRules`).
 */
export function chains(sets: readonly BlockSet[], hooked: boolean, closed = false): string {
  const lines = ['*mangle', ...CHAINS.map(({ chain }) => `:${chain} - [0:0]`)];
  if (!hooked) lines.push(...CHAINS.map(({ chain, hook }) => `-I ${hook} 1 -j ${chain}`));
  for (const { chain, side } of CHAINS) {
    for (const set of sets) {
      for (const condition of conditions(closed ? { ...set, direction: 'both' } : set, side)) {
        lines.push(
          `-A ${chain} -m set --match-set ${set.name} ${side} ${condition} -j DROP`.replaceAll('  ', ' '),
        );
      }
    }
  }
  return `${lines.join('\n')}\nCOMMIT\n`;
}
