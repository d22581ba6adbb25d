import type { Facts, Origin } from '../../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { isProcTable, readProcRow } from '../../proc/net.ts';
import type { ProcTable } from '../../proc/net.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { PROC_NET_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof PROC_NET_ROWS>();

const SOCKETS = /^\s{1,4}sl\s+local_address\s+rem(?:ote)?_address\s+st\s/;
const PACKETS = /^sk\s+RefCnt\s+Type\s+Proto\s+Iface\s/;

/** The tables that `cat /proc/net/raw /proc/net/packet` prints, in its order. */
function tablesAsked(asked: PromptCommand | undefined): ProcTable[] {
  return (asked?.words ?? []).flatMap((word) => {
    const name = /\/proc\/(?:\d+\/|self\/)?net\/(\w+)$/.exec(word)?.[1];
    return name !== undefined && isProcTable(name) ? [name] : [];
  });
}

class ProcNetReader implements Reader {
  readonly #facts: Facts;
  readonly #next: ProcTable[];
  #table: ProcTable | undefined;

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    this.#next = tablesAsked(asked);
  }

  line(text: string, origin: Origin): Outcome {
    if (SOCKETS.test(text) || PACKETS.test(text)) {
      const next = this.#next.shift();
      // Only packet sockets have a header of their own; TCP alone has no column of drops.
      this.#table = PACKETS.test(text) ? 'packet' : (next ?? (text.includes('drops') ? undefined : 'tcp'));
      return HEADER;
    }
    if (this.#table === undefined) {
      return /^\s{0,6}\d+: [0-9A-F]{8}/.test(text) ? { rejected: reason('procNetUnnamed') } : undefined;
    }
    const socket = readProcRow(text, this.#table, origin);
    if (socket === undefined) return undefined;
    this.#facts.sockets.push(socket);
    return 'parsed';
  }
}

export const PROC_NET: HostParser = {
  name: 'proc-net',
  rows: PROC_NET_ROWS,
  title: 'cat /proc/net/raw, packet, icmp, tcp, udp (and 6)',
  programs: [],
  wraps: false,
  sample: 'sk               RefCnt Type Proto  Iface R Rmem   User   Inode',
  begin: (line, facts, asked) =>
    SOCKETS.test(line) || PACKETS.test(line) ? new ProcNetReader(facts, asked) : undefined,
  lists(asked) {
    const shown = asked?.words.join(' ') ?? 'tcp';
    return {
      connections: /\b(?:tcp|udp)/.test(shown),
      raw: /\braw/.test(shown),
      packet: /\bpacket\b/.test(shown),
    };
  },
  hides: () => ({
    unseen: ['owners', 'other network namespaces'],
    next: ['ls -l /proc/[0-9]*/fd', 'lsns -t net'],
  }),
};
