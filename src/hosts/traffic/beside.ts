import { instantText } from '../../language/figures.ts';
import type { HostPart } from '../../model/host.ts';
import { fitsMask } from '../../net/masked.ts';
import { protocolName } from '../../net/protocols.ts';
import { socketText } from '../process-tree.ts';

type Part = NonNullable<HostPart['traffic']>[number];
type Socket = HostPart['processes'][number]['sockets'][number];

/** A flow as it was claimed or logged, and the sockets of this host that could have carried it, each with its process. */
export interface BesideFlow {
  flow: string;
  sockets: string[];
}

/** So many sockets are named for one flow. */
const MOST = 4;

/** `203.0.113.5:80` → address and port. */
function endOf(text: string): { address: string; port: string } {
  const colon = text.lastIndexOf(':');
  return { address: text.slice(0, colon).replaceAll(/^\[|\]$/g, ''), port: text.slice(colon + 1) };
}

/** Could the socket have carried the flow: does it lead there, or does it make up its packets? */
function carries({ kind, protocol, remote }: Socket, flow: Part): boolean {
  if (kind === 'packet') return true;
  if (kind === 'raw')
    return (
      protocol === undefined || protocol === 255 || flow.protocol === undefined || protocol === flow.protocol
    );
  if (remote === undefined) return false;
  const { address, port } = endOf(remote);
  const isPort = flow.ports.length === 0 || !/^\d+$/.test(port) || flow.ports.includes(Number(port));
  return fitsMask(flow.remote, address) && isPort;
}

/** `TCP 203.0.113.5:80, 443  2017-12-14 02:02:28 UTC – …` */
function flowText({ remote, ports, protocol, from, to }: Part): string {
  const place = remote.includes(':') && ports.length > 0 ? `[${remote}]` : remote;
  const name = protocol === undefined ? '' : `${protocolName(protocol)} `;
  const times = [from, to]
    .filter((one, i, all) => one !== undefined && one !== all[i - 1])
    .map((one) => instantText(one ?? ''));
  const end =
    ports.length === 0 ? '' : `:${ports.slice(0, MOST).join(', ')}${ports.length > MOST ? ', …' : ''}`;
  return [`${name}${place}${end}`, times.join(' – ')].filter((part) => part !== '').join('  ');
}

/** Each flow that was asked for, beside the sockets of the processes that are named for it. */
export function besideFlows({
  traffic = [],
  processes,
}: Pick<HostPart, 'traffic' | 'processes'>): BesideFlow[] {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  return traffic.map((flow) => ({
    flow: flowText(flow),
    sockets: flow.pids
      .flatMap((pid) => {
        const process = byPid.get(pid);
        const who = `${pid}${process?.name === undefined ? '' : ` ${process.name}`}`;
        return (process?.sockets ?? [])
          .filter((socket) => carries(socket, flow))
          .map((socket) => `${socketText(socket)}  ${who}`);
      })
      .slice(0, MOST),
  }));
}
