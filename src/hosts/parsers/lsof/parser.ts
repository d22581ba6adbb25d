import type { Facts, Origin, ProcessFact, SocketFact, SocketKind } from '../../facts.ts';
import type { HostParser, Outcome, PromptCommand, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { readEndpoint } from '../../text/endpoint.ts';
import { given } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { LSOF_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof LSOF_ROWS>();

const COLUMNS = /^COMMAND\s+PID\s.{0,60}\bFD\s+TYPE\s+DEVICE\s+SIZE\/OFF\s+NODE\s+NAME/;
const TYPES =
  'IPv4|IPv6|raw6?|pack|sock|unix|REG|DIR|CHR|BLK|FIFO|LINK|a_inode|netlink|unknown|DEL|pidfd|NPOL';
/** Command, process, thread where -K asks for it, user (a number with -l), descriptor, type, and the rest. */
const ROW = new RegExp(
  `^(\\S+)\\s+(\\d{1,10})\\s+(?:\\d{1,10}\\s+\\S+\\s+)?(\\S+)\\s+(cwd|rtd|txt|mem|DEL|ltx|NOFD|err|\\d{1,9}[rwu ]?[A-Za-z]?)\\s+(${TYPES})(?:\\s+(.*))?$`,
);
const PROTOCOLS: Readonly<Record<string, readonly [SocketKind, 4 | 6 | undefined]>> = {
  TCP: ['tcp', 4],
  TCPv6: ['tcp', 6],
  UDP: ['udp', 4],
  UDPv6: ['udp', 6],
  RAW: ['raw', 4],
  RAWv6: ['raw', 6],
  PACKET: ['packet', undefined],
  PING: ['ping', 4],
  PINGv6: ['ping', 6],
};
const INTERNET =
  /(?:^|\s)(TCP|UDP|ICMP|ICMPV6|IPV6-ICMP|RAW|UDPLITE)\s+(\S+?)(?:->(\S+))?(?:\s+\(([A-Z_0-9]+)\))?\s*$/;
/** Characters to which lsof cuts the name of a command unless `+c` is given. */
const COMMAND_WIDTH = 9;

class LsofReader implements Reader {
  readonly #facts: Facts;
  readonly #processes = new Map<number, ProcessFact>();
  /** The line that named the program of a process; read once more, put together, it names it anew. */
  readonly #programs = new Map<number, number>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (COLUMNS.test(text)) {
      // Another run of lsof, perhaps at another time.
      this.#processes.clear();
      return HEADER;
    }
    if (/^lsof: |^\s+Output information may be incomplete/.test(text))
      return { skipped: hostReason('pasteRemark', { program: 'lsof' }) };
    const row = ROW.exec(text);
    if (row === null) return undefined;
    const [, command = '', pid = '', user, descriptor = '', type = '', rest = ''] = row;
    const name = command.replaceAll(/\\x20/g, ' ');
    const socket = readSocket(type, rest, { pid: Number(pid), name }, origin);
    if (socket === 'unreadable') {
      return { rejected: hostReason('pasteUnreadAddresses', { program: 'lsof' }), unfinished: true };
    }
    if (socket === undefined && descriptor !== 'txt' && descriptor !== 'cwd')
      return { skipped: reason('lsofOther') };
    const process = this.#process(Number(pid), name, user, origin);
    if (socket !== undefined) {
      this.#facts.sockets.push(socket);
      return 'parsed';
    }
    if (descriptor === 'txt' && this.#programs.get(Number(pid)) === origin.line) delete process.executable;
    if (descriptor === 'txt' && process.executable === undefined)
      this.#programs.set(Number(pid), origin.line);
    return takeFile(process, descriptor, rest) ? 'parsed' : { skipped: reason('lsofOther') };
  }

  #process(pid: number, name: string, user: string | undefined, origin: Origin): ProcessFact {
    const known = this.#processes.get(pid);
    // It has been taken back where the row that named it first is read once more.
    if (known !== undefined && (known.origin.line !== origin.line || this.#facts.processes.includes(known)))
      return known;
    // A name of the column's width may have been cut: it is still the beginning of comm.
    const process: ProcessFact = { pid, name, ...given('user', user), origin };
    if (name.length === COMMAND_WIDTH) delete process.name;
    this.#processes.set(pid, process);
    this.#facts.processes.push(process);
    return process;
  }
}

/** The program that runs, and the folder it is in; `8,1 1234 567 /tmp/x (deleted)`. */
function takeFile(process: ProcessFact, descriptor: string, rest: string): boolean {
  if (descriptor !== 'txt' && descriptor !== 'cwd') return false;
  const path = /\s(\/.*)$/.exec(rest)?.[1]?.trimEnd();
  if (path === undefined) return false;
  if (descriptor === 'cwd') process.folder ??= path;
  else if (process.executable === undefined) {
    const deleted = path.endsWith(' (deleted)');
    process.executable = {
      path: deleted ? path.slice(0, -' (deleted)'.length) : path,
      ...(deleted && { deleted }),
      ...(path.startsWith('/memfd:') && { memfd: true }),
    };
  }
  return true;
}

function readSocket(
  type: string,
  rest: string,
  owner: { pid: number; name: string },
  origin: Origin,
): SocketFact | 'unreadable' | undefined {
  const owners = [owner];
  if (type === 'pack') return { kind: 'packet', owners, origin };
  if (type === 'sock') {
    const [kind, family] = PROTOCOLS[/protocol: (\w+)/.exec(rest)?.[1] ?? ''] ?? [];
    return kind === undefined ? undefined : { kind, ...given('family', family), owners, origin };
  }
  if (type === 'raw' || type === 'raw6') {
    const hex = /[0-9A-Fa-f]{8,32}:([0-9A-Fa-f]{4})/.exec(rest)?.[1];
    const protocol = hex === undefined ? undefined : Number.parseInt(hex, 16);
    return { kind: 'raw', family: type === 'raw' ? 4 : 6, ...given('protocol', protocol), owners, origin };
  }
  if (type !== 'IPv4' && type !== 'IPv6') return undefined;
  const [, protocol = '', near = '', far, state] = INTERNET.exec(rest) ?? [];
  const local = readEndpoint(near);
  const remote = far === undefined ? {} : readEndpoint(far);
  if (local === undefined || remote === undefined) return 'unreadable';
  const kind =
    protocol === 'TCP' ? 'tcp' : protocol.startsWith('UDP') ? 'udp' : protocol === 'RAW' ? 'raw' : 'ping';
  return { kind, family: type === 'IPv4' ? 4 : 6, local, remote, ...given('state', state), owners, origin };
}

function isInternetAlone(asked: PromptCommand | undefined): boolean {
  return asked === undefined || asked.words.some((word) => /^-[a-zA-Z]*i/.test(word));
}

export const LSOF: HostParser = {
  name: 'lsof',
  rows: LSOF_ROWS,
  title: 'lsof: open files and sockets',
  programs: ['lsof'],
  wraps: true,
  closed: false,
  sample: 'COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME',
  begin(line, facts) {
    const row = ROW.exec(line);
    const shown = row !== null && / (?:0t0|\d+,\d+) /.test(line);
    return COLUMNS.test(line) || shown ? new LsofReader(facts) : undefined;
  },
  lists(asked) {
    const all = !isInternetAlone(asked);
    return { connections: true, raw: all, packet: all };
  },
  hides(asked) {
    const internet = isInternetAlone(asked);
    return {
      unseen: [
        ...(internet ? (['raw sockets', 'packet sockets'] as const) : []),
        'other network namespaces',
        'hidden processes',
      ],
      next: [...(internet ? ['ss -wanp', 'ss -0anp'] : []), 'lsns -t net', 'ls /proc'],
    };
  },
};
