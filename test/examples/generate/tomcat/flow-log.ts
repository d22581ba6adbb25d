import type { Chance } from '../chance.ts';
import { SERVER, VICTIM } from './host.ts';

/** Fields of version 2, in their order; times are whole minutes. */
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

/** What one side sent within a minute. */
interface Sent {
  from: string;
  to: string;
  fromPort: number;
  toPort: number;
  packets: number;
  bytes: number;
  at: number;
}

function line({ from, to, fromPort, toPort, packets, bytes, at }: Sent): string {
  const { account, interface: card } = SERVER;
  return `2 ${account} ${card} ${from} ${to} ${fromPort} ${toPort} 6 ${packets} ${bytes} ${at} ${at + 59} ACCEPT OK`;
}

/** People that read the site, Tomcat's answers, and the administrator's connection. */
function everyday(at: number, chance: Chance): Sent[] {
  const rows: Sent[] = [];
  for (let i = chance.between(6, 14); i > 0; i--) {
    const client = chance.pick([
      `192.0.2.${chance.between(1, 200)}`,
      `198.51.100.${chance.between(60, 250)}`,
    ]);
    const port = chance.between(32_768, 60_999);
    const packets = chance.between(6, 40);
    rows.push(
      {
        from: client,
        to: SERVER.address,
        fromPort: port,
        toPort: 8080,
        packets,
        bytes: packets * chance.between(60, 180),
        at,
      },
      {
        from: SERVER.address,
        to: client,
        fromPort: 8080,
        toPort: port,
        packets: packets + 3,
        bytes: packets * chance.between(400, 1300),
        at,
      },
    );
  }
  return rows;
}

/** A minute of the flood: so many packets in all, from source ports that the program makes up. */
function flood(at: number, packets: number, bytes: number, ports: number, chance: Chance): Sent[] {
  return Array.from({ length: ports }, (_, i) => ({
    from: SERVER.address,
    to: VICTIM,
    fromPort: chance.between(1024, 65_000),
    toPort: 80,
    packets: Math.floor(packets / ports) + (i === 0 ? packets % ports : 0),
    bytes: Math.floor(bytes / ports) + (i === 0 ? bytes % ports : 0),
    at,
  }));
}

/** A minute of the flood, as the notice has it. */
export interface Burst {
  at: number;
  packets: number;
  bytes: number;
}

/** The interface's flow log from `from` until before `to`, with the bursts in it. */
export function flowLog(
  from: number,
  to: number,
  bursts: readonly Burst[],
  chance: Chance,
): { text: string; records: number } {
  const lines = [HEADER];
  for (let at = from; at < to; at += 60) {
    const rows = everyday(at, chance);
    for (const burst of bursts) {
      if (burst.at === at) rows.push(...flood(at, burst.packets, burst.bytes, 64, chance));
    }
    lines.push(...rows.map(line));
  }
  return { text: `${lines.join('\n')}\n`, records: lines.length - 1 };
}
