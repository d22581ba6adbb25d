import { fitsMask } from '../../net/masked.ts';
import type { SocketFact } from '../facts.ts';
import type { HostProcess } from '../signs/host.ts';
import type { LoggedConnection, Traffic } from './traffic.ts';
import { ms } from './wording.ts';

/** Clocks of a host and a recorder agree so far: both keep NTP; records are late by a minute at most (AWS, flow log records). */
const CLOCK_MS = 60_000;
/** A list within one aggregation interval of a flow log (10 minutes, AWS) is near the traffic, for what is *not* in it. */
export const NEAR_MS = 600_000;
/** How near a socket comes to the traffic; the nearest decides. */
export const RANKS = [
  'trafficConnection',
  'trafficHeld',
  'trafficNow',
  'trafficAlive',
  'trafficOtherTime',
  'trafficUndated',
] as const;
export type Rank = (typeof RANKS)[number];

export interface Meeting {
  rank: Rank;
  process: HostProcess;
  socket: SocketFact;
  connection?: LoggedConnection;
}

const KINDS: ReadonlyMap<number, readonly SocketFact['kind'][]> = new Map([
  [6, ['tcp']],
  [17, ['udp']],
  [1, ['ping', 'raw']],
  [58, ['ping', 'raw']],
]);

/** Does the socket lead to where the traffic went? A kind that cannot carry the protocol does not. */
export function leads({ remote, kind, protocol: own }: SocketFact, traffic: Traffic): boolean {
  const { address, port } = remote ?? {};
  if (address === undefined || !fitsMask(traffic.remote, address)) return false;
  if (port !== undefined && traffic.ports.length > 0 && !traffic.ports.includes(port)) return false;
  const { protocol } = traffic;
  if (protocol === undefined) return true;
  if (kind === 'raw') return own === undefined || own === protocol || own === 255;
  return KINDS.get(protocol)?.includes(kind) ?? kind === 'other';
}

function connectionOf(
  { local, remote, kind }: SocketFact,
  { logged }: Traffic,
): LoggedConnection | undefined {
  const protocol = kind === 'tcp' ? 6 : kind === 'udp' ? 17 : undefined;
  if (protocol === undefined || local?.port === undefined || remote?.port === undefined) return undefined;
  return logged?.connections.find(
    (one) =>
      one.protocol === protocol &&
      one.remote === remote.address &&
      one.local_port === local.port &&
      one.remote_port === remote.port,
  );
}

/** Was the process running while the traffic was sent? Undefined: when it started is not known. */
export function wasRunning({ began }: HostProcess, taken: string, traffic: Traffic): boolean | undefined {
  const { from, to = from } = traffic;
  if (from === undefined || to === undefined) return undefined;
  if (ms(taken) < ms(from) - CLOCK_MS) return false;
  if (began === undefined) return undefined;
  return ms(began) <= ms(to) + CLOCK_MS;
}

export function within(taken: string, { from, to = from }: Traffic, slack: number): boolean {
  return (
    from !== undefined && to !== undefined && ms(taken) >= ms(from) - slack && ms(taken) <= ms(to) + slack
  );
}

export function rankOf(
  process: HostProcess,
  socket: SocketFact,
  traffic: Traffic,
): Omit<Meeting, 'process' | 'socket'> {
  const { taken } = socket;
  if (traffic.from === undefined) return { rank: 'trafficNow' };
  if (taken === undefined) return { rank: 'trafficUndated' };
  const running = wasRunning(process, taken, traffic);
  const connection = connectionOf(socket, traffic);
  // Ports are used again: the connection must have been in the log about when the list was taken.
  const same =
    connection !== undefined &&
    running !== false &&
    ms(taken) >= ms(connection.from) - CLOCK_MS &&
    ms(taken) <= ms(connection.to) + NEAR_MS;
  if (same) return { rank: 'trafficConnection', connection };
  if (within(taken, traffic, CLOCK_MS))
    return { rank: running === false ? 'trafficOtherTime' : 'trafficHeld' };
  return { rank: running === true ? 'trafficAlive' : 'trafficOtherTime' };
}
