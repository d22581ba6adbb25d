import { formatV4 } from '../../net/v4.ts';
import { parseAddress } from '../../net/address.ts';
import type { Endpoint, Origin, SocketFact, SocketKind } from '../facts.ts';
import { given, wordsOf } from '../text/words.ts';

/** The kernel's states of TCP, include/net/tcp_states.h. */
const STATES = [
  '',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'NEW_SYN_RECV',
];

/** Tables under /proc/net, proc(5), and what each holds. */
export const PROC_TABLES = {
  tcp: ['tcp', 4],
  tcp6: ['tcp', 6],
  udp: ['udp', 4],
  udp6: ['udp', 6],
  udplite: ['udp', 4],
  udplite6: ['udp', 6],
  raw: ['raw', 4],
  raw6: ['raw', 6],
  icmp: ['ping', 4],
  icmp6: ['ping', 6],
  packet: ['packet', undefined],
} as const satisfies Record<string, readonly [SocketKind, 4 | 6 | undefined]>;
export type ProcTable = keyof typeof PROC_TABLES;

export function isProcTable(name: string): name is ProcTable {
  return Object.hasOwn(PROC_TABLES, name);
}

/** Swaps the bytes of a word of eight hex digits: the kernel prints words as the processor (little-endian) has them. */
function swapped(word: string): number {
  const value = Number.parseInt(word, 16);
  return (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
}

/** `0100007F:0016`, or four words for IPv6. Undefined: it is not one. */
function endpointOf(text: string): Endpoint | undefined {
  const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/i.exec(text);
  if (match === null) return undefined;
  const [, hex = '', tail = ''] = match;
  const port = Number.parseInt(tail, 16);
  const words = Array.from({ length: hex.length / 8 }, (_, i) => swapped(hex.slice(i * 8, i * 8 + 8)));
  const ports = port === 0 ? {} : { port };
  if (words.every((word) => word === 0)) return ports;
  const [first = 0] = words;
  if (words.length === 1) return { address: formatV4(first), ...ports };
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]).map((group) => group.toString(16));
  return { ...given('address', parseAddress(groups.join(':'))?.text), ...ports };
}

/** One row of /proc/net/tcp and its likes. Undefined: the header, or no such row. */
export function readProcRow(line: string, table: ProcTable, origin: Origin): SocketFact | undefined {
  if (table === 'packet') return readPacketRow(line, origin);
  const words = wordsOf(line);
  const [slot = '', near = '', far = '', state = '', queues = ''] = words;
  // The tenth is the inode, which every row has.
  if (!/^\d+:$/.test(slot) || words.length < 10) return undefined;
  const local = endpointOf(near);
  const remote = endpointOf(far);
  if (local === undefined || remote === undefined) return undefined;
  const [kind, family] = PROC_TABLES[table];
  const [send = '', receive = ''] = queues.split(':');
  const { port, ...place } = local;
  return {
    kind,
    // By the address: a table whose name is not known may be of either.
    family: near.length > 20 ? 6 : family === 6 ? 6 : 4,
    local: kind === 'raw' || kind === 'ping' ? place : local,
    ...(kind === 'raw' && { protocol: port ?? 0 }),
    remote,
    state: STATES[Number.parseInt(state, 16)] ?? state,
    receive_queue: Number.parseInt(receive, 16) || 0,
    send_queue: Number.parseInt(send, 16) || 0,
    owners: [],
    ...given('uid', numberAt(words, 7)),
    ...given('inode', numberAt(words, 9)),
    origin,
  };
}

function numberAt(words: readonly string[], at: number): number | undefined {
  const word = words[at];
  return word !== undefined && /^\d{1,15}$/.test(word) ? Number(word) : undefined;
}

/** `sk RefCnt Type Proto Iface R Rmem User Inode` */
function readPacketRow(line: string, origin: Origin): SocketFact | undefined {
  const words = wordsOf(line);
  const [pointer = '', , , protocol = ''] = words;
  if (words.length < 9 || !/^[0-9a-f]{8,16}$/i.test(pointer) || !/^[0-9a-f]{4}$/i.test(protocol))
    return undefined;
  return {
    kind: 'packet',
    protocol: Number.parseInt(protocol, 16),
    owners: [],
    ...given('receive_queue', numberAt(words, 6)),
    ...given('uid', numberAt(words, 7)),
    ...given('inode', numberAt(words, 8)),
    origin,
  };
}
