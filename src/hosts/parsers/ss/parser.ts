import type { Endpoint, Facts, Origin, Owner, SocketFact, SocketKind } from '../../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, isAsked } from '../../parser.ts';
import { protocolNumber } from '../../../net/protocols.ts';
import { familyOf, readEndpoint } from '../../text/endpoint.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { SS_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof SS_ROWS>();

const NETIDS: Readonly<Record<string, SocketKind>> = {
  tcp: 'tcp',
  mptcp: 'tcp',
  udp: 'udp',
  udpl: 'udp',
  raw: 'raw',
  p_raw: 'packet',
  p_dgr: 'packet',
  icmp6: 'ping',
  icmp: 'ping',
  sctp: 'other',
  dccp: 'other',
};
/** Netids of sockets that do not leave the host. */
const LOCAL: ReadonlySet<string> = new Set([
  'u_str',
  'u_dgr',
  'u_seq',
  'nl',
  'v_str',
  'v_dgr',
  'ti_rd',
  'ti_sq',
  'xdp',
  '???',
]);
const STATES =
  'ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-1|FIN-WAIT-2|TIME-WAIT|UNCONN|CLOSE-WAIT|LAST-ACK|LISTEN|CLOSING|CLOSED';
/** States that only TCP has. */
const TCP_ONLY = /^(?:LISTEN|SYN|FIN|TIME|CLOSE|LAST|CLOSING)/;
const ROW = new RegExp(
  `^(?:([a-z?_0-9]{2,6})\\s+)?(${STATES})\\s+(\\d{1,12})\\s+(\\d{1,12})\\s+(\\S+)\\s+(\\S+)(.*)$`,
);
const BEGUN = new RegExp(`^(?:(?:tcp|udp|raw|p_raw|p_dgr|icmp6)\\s+)?(?:${STATES})\\s+\\d{1,12}(?:\\s|$)`);
const COLUMNS = /^(?:Netid\s+)?State\s+Recv-Q\s+Send-Q\s+Local Address:Port/;

/** `users:(("name",pid=1,fd=3),("b",pid=2,fd=3))`: a name may hold brackets and quotes, so `pid=` is what counts. */
function readOwners(tail: string): Owner[] {
  const owners = new Map<number, Owner>();
  for (const [, name = '', pid] of tail.matchAll(/\("([^\n]{0,64}?)",pid=(\d{1,10}),fd=/g)) {
    const number = Number(pid);
    if (!owners.has(number)) owners.set(number, { pid: number, name });
  }
  return [...owners.values()];
}

/** `[2048]:lo`: the ethertype and the network interface of a packet socket. */
function readPacketPlace(text: string): { protocol?: number; interface?: string } | undefined {
  if (!/^(?:\*|\[?\w{1,10}\]?)(?::\S{1,16})?$/.test(text) || !/^\*|:/.test(text)) return undefined;
  const colon = text.lastIndexOf(':');
  const type = /^\[(\d{1,5})\]$/.exec(text.slice(0, colon))?.[1];
  const name = text.slice(colon + 1);
  return { ...given('protocol', wholeNumber(type)), ...(name !== '*' && { interface: name }) };
}

/** The kind of sockets (TCP, UDP, …) that the options ask for; undefined where they ask for several. */
function kindAsked(asked: PromptCommand | undefined): SocketKind | undefined {
  if (asked?.program !== 'ss') return undefined;
  const letters = asked.words.filter((word) => /^-[A-Za-z0-9]+$/.test(word)).join('');
  const kinds = (
    [
      ['t', 'tcp'],
      ['u', 'udp'],
      ['w', 'raw'],
      ['0', 'packet'],
    ] as const
  ).filter(([letter]) => letters.includes(letter));
  return kinds.length === 1 ? kinds[0]?.[1] : undefined;
}

class SsReader implements Reader {
  readonly #facts: Facts;
  /** The kind of sockets in rows that have no column Netid. */
  #kind: SocketKind | undefined;
  readonly #unknown: { socket: SocketFact; port?: number }[] = [];

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    this.#kind = kindAsked(asked);
  }

  line(text: string, origin: Origin): Outcome {
    if (COLUMNS.test(text)) return HEADER;
    const row = ROW.exec(text);
    if (row === null) {
      if (BEGUN.test(text))
        return { rejected: hostReason('pasteUnfinished', { program: 'ss' }), unfinished: true };
      if (/^\t\s?\S/.test(text)) return { skipped: reason('ssInner') };
      return undefined;
    }
    const [, netid, state = ''] = row;
    if (netid !== undefined && LOCAL.has(netid)) return { skipped: hostReason('pasteStaysHere') };
    if (netid !== undefined && NETIDS[netid] === undefined) return undefined;
    const kind = this.#kindOf(netid, state);
    const socket = readSocket(row, kind, origin);
    if (socket === undefined)
      return { rejected: hostReason('pasteUnreadAddresses', { program: 'ss' }), unfinished: true };
    if (kind === 'other' && netid === undefined) {
      // Of a raw socket the number behind the address is the protocol.
      const { port, ...local } = socket.local ?? {};
      this.#unknown.push({ socket, ...given('port', port) });
      socket.local = local;
    }
    this.#facts.sockets.push(socket);
    return 'parsed';
  }

  /** Without a column Netid all rows are of one kind; a state that only TCP has shows that it is TCP. */
  #kindOf(netid: string | undefined, state: string): SocketKind {
    if (netid !== undefined) return NETIDS[netid] ?? 'other';
    if (this.#kind === undefined && TCP_ONLY.test(state)) {
      this.#kind = 'tcp';
      for (const { socket, port } of this.#unknown) {
        socket.kind = 'tcp';
        socket.local = { ...socket.local, ...given('port', port) };
      }
    }
    return this.#kind ?? 'other';
  }
}

function rawParts(end: Endpoint): { local: Endpoint; protocol: number } {
  const { port, service, ...local } = end;
  return { local, protocol: port ?? protocolNumber(service ?? '') ?? 0 };
}

function readSocket(row: RegExpExecArray, kind: SocketKind, origin: Origin): SocketFact | undefined {
  const [, , state = '', received, sent, near = '', far = '', tail = ''] = row;
  const common = {
    kind,
    state,
    ...given('receive_queue', wholeNumber(received)),
    ...given('send_queue', wholeNumber(sent)),
    owners: readOwners(tail),
    ...given('uid', wholeNumber(/\buid:(\d{1,10})/.exec(tail)?.[1])),
    ...given('inode', wholeNumber(/\bino:(\d{1,12})/.exec(tail)?.[1])),
    origin,
  };
  if (/^\s*[,)("'\]]/.test(tail)) return undefined;
  if (kind === 'packet') {
    const place = far.startsWith('*') ? readPacketPlace(near) : undefined;
    return place && { ...common, ...place };
  }
  if (/^:\d/.test(near) || /^:\d/.test(far)) return undefined;
  // `127.0.0.1%lo:53`: what is behind the percent sign is the network interface.
  const scope = /%([^:\]]{1,16})/.exec(near)?.[1];
  const [local, remote] = [near, far].map((end) => readEndpoint(end.replace(/%[^:\]]{1,16}/, '')));
  if (local === undefined || remote === undefined) return undefined;
  // The end of a packet socket's row, `p_raw`, whose far end has no port.
  if (kind === 'raw' && !far.includes(':')) return undefined;
  return {
    ...common,
    ...given('family', familyOf(near)),
    ...given('interface', scope),
    ...(kind === 'raw' ? rawParts(local) : { local }),
    remote,
  };
}

/** iproute2. */
/** The letters of the options that were typed; without a prompt those that people type. */
function lettersOf(asked: PromptCommand | undefined): string {
  return asked?.words.filter((word) => /^-[A-Za-z0-9]+$/.test(word)).join('') ?? 'tuna';
}

export const SS: HostParser = {
  name: 'ss',
  rows: SS_ROWS,
  title: 'ss (iproute2)',
  programs: ['ss'],
  wraps: true,
  sample: 'raw   UNCONN 0      0            0.0.0.0:6         0.0.0.0:*    users:(("Lixsyn",pid=19719,fd=3))',
  begin(line, facts, asked) {
    const row = ROW.exec(line);
    const shown = row !== null && (row[1] !== undefined || isAsked(SS, asked) || /\busers:\(\(/.test(line));
    return COLUMNS.test(line) || shown
      ? new SsReader(facts, isAsked(SS, asked) ? asked : undefined)
      : undefined;
  },
  lists(asked) {
    const letters = lettersOf(asked);
    const all = !/[tuw0x]/.test(letters);
    return {
      connections: all || /[tu]/.test(letters),
      raw: all || letters.includes('w'),
      packet: all || letters.includes('0'),
    };
  },
  hides(asked) {
    const letters = lettersOf(asked);
    const all = !/[tuw0x]/.test(letters);
    const raw = all || letters.includes('w');
    const packets = all || letters.includes('0');
    return {
      unseen: [
        ...(raw ? [] : (['raw sockets'] as const)),
        ...(packets ? [] : (['packet sockets'] as const)),
        'ping sockets',
        'other network namespaces',
        ...(letters.includes('p') || asked === undefined ? [] : (['owners'] as const)),
      ],
      next: [
        ...(raw ? [] : ['ss -wanp']),
        ...(packets ? [] : ['ss -0anp']),
        'cat /proc/net/icmp /proc/net/icmp6',
        'lsns -t net',
      ],
    };
  },
};
