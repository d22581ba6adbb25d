import type { Facts, Origin, Owner, SocketFact, SocketKind } from '../../facts.ts';
import type { HostParser, Outcome, PromptCommand, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { familyOf, readEndpoint } from '../../text/endpoint.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { NETSTAT_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof NETSTAT_ROWS>();

/** `PROGNAME_WIDTH` of net-tools and BusyBox: number, `/` and name together are no longer. */
const OWNER_COLUMN = 20;
/** Where net-tools cuts an address and its port, without -W. */
const ADDRESS_COLUMN = 23;
const ROW = /^\s{0,4}(tcp|udp|udplite|raw|icm|icmp)(6?)\s+(\d{1,12})\s+(\d{1,12})\s+(\S+)\s+(\S+)(.*)$/;
const BEGUN = /^\s{0,4}(?:tcp|udp|raw|icmp?)6?\s+\d/;
/** `Active Internet connections`, in the languages of net-tools, and the line of columns, which keeps `Proto`. */
const TITLE =
  /^(?:Active (?:Internet|UNIX)|Aktive (?:Internet|Sockets)|Connexions Internet|Sockets du domaine UNIX|Conexiones activas|Conexões Internet|Активные (?:соединения|сокеты)|稼働中の|活动(?:中的)?(?:的)?\s?(?:Internet|连接|UNIX)|激活)/;
const COLUMNS = /^\s{0,4}Proto\s/;
const REMARK =
  /^\s?(?:\(?(?:Not all processes could be identified|No info could be read)|\s?will not be shown)/;

const KINDS: Readonly<Record<string, SocketKind>> = {
  tcp: 'tcp',
  udp: 'udp',
  udplite: 'udp',
  raw: 'raw',
  icm: 'ping',
  icmp: 'ping',
};

/** `LISTEN 0 51211 20337/npm i better-s`: state and user where they are shown, then the owner. */
function readTail(
  tail: string,
  kind: SocketKind,
): { owners: Owner[]; state?: string; uid?: number; inode?: number } | undefined {
  // A number of a process has at most seven digits.
  const owner = /(?:^|\s)(\d{1,7})\/(.*)$/.exec(tail);
  const before = (owner === null ? tail : tail.slice(0, owner.index))
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first = ''] = before;
  const isState =
    /^(?:\p{Lu}[\p{Lu}_]{2,20}|FIN_WAIT[12])$/u.test(first) || (kind === 'raw' && /^\d{1,3}$/.test(first));
  if (isState && ENGLISH.test(first) && first.replace(ENGLISH, '') !== '') return undefined;
  // Nothing else stands there: two words without the blank between them.
  if (!isState && first !== '' && wholeNumber(first) === undefined) return undefined;
  // A dash stands for no owner, and behind it nothing.
  const dash = before.indexOf('-');
  if (dash >= 0 && dash < before.length - 1) return undefined;
  const numbers = (isState ? before.slice(1) : before).map(wholeNumber);
  if (before.some((word) => /^\d+\//.test(word))) return undefined;
  const pid = wholeNumber(owner?.[1]);
  // Behind the name the column is filled with blanks.
  const name = owner?.[2]?.split(/\s{3,}/, 1)[0]?.trim();
  if (owner !== null && `${owner[1]}/${name}`.length > OWNER_COLUMN) return undefined;
  return {
    owners: pid === undefined ? [] : [{ pid, ...given('name', name === '' ? undefined : name) }],
    ...given('state', isState ? first : undefined),
    ...given('uid', numbers[1] === undefined ? undefined : numbers[0]),
    ...given('inode', numbers[1]),
  };
}

/** States in English; what only begins as one was put together of two words. */
const ENGLISH =
  /^(?:ESTABLISHED|SYN_SENT|SYN_RECV|FIN_WAIT[12]|TIME_WAIT|CLOSE_WAIT|CLOSED?|LAST_ACK|LISTEN(?:ING)?|CLOSING|UNKNOWN|DELETE_TCB)/;
const NOWHERE: Origin = { evidence: '', line: 0, by: '' };

/** A row of netstat's internet connections; undefined if it is not one. */
function readNetstatRow(line: string, origin: Origin): SocketFact | undefined {
  const row = ROW.exec(line);
  if (row === null) return undefined;
  const [, name = '', six, received, sent, near = '', far = '', tail = ''] = row;
  const kind = KINDS[name] ?? 'other';
  // BusyBox prints ports of raw IPv6 sockets behind a wild scope: `::%2322180765:58`.
  const [local, remote] = [near, far].map((end) =>
    readEndpoint(end.replace(/^::%\d+:/, ':::'), ADDRESS_COLUMN),
  );
  const rest = readTail(tail, kind);
  if (local === undefined || remote === undefined || rest === undefined) return undefined;
  const { port, ...place } = local;
  return {
    kind,
    ...given('family', six === '6' ? 6 : familyOf(near)),
    local: kind === 'raw' ? place : local,
    ...(kind === 'raw' && { protocol: port ?? 0 }),
    remote,
    ...given('receive_queue', wholeNumber(received)),
    ...given('send_queue', wholeNumber(sent)),
    ...rest,
    origin,
  };
}

class NetstatReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (TITLE.test(text) || COLUMNS.test(text)) return HEADER;
    if (/^unix\s{1,4}\d/.test(text)) return { skipped: hostReason('pasteStaysHere') };
    if (REMARK.test(text)) return { skipped: reason('netstatNotRoot') };
    const socket = readNetstatRow(text, origin);
    if (socket === undefined) {
      return BEGUN.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: 'netstat' }), unfinished: true }
        : undefined;
    }
    this.#facts.sockets.push(socket);
    return 'parsed';
  }
}

/** net-tools and BusyBox on Linux. */
/** The letters of the options that were typed; none where nothing was. */
function lettersOf(asked: PromptCommand | undefined): string {
  return asked?.words.filter((word) => /^-[A-Za-z]+$/.test(word)).join('') ?? '';
}

export const NETSTAT: HostParser = {
  name: 'netstat',
  rows: NETSTAT_ROWS,
  title: 'netstat on Linux (net-tools, BusyBox)',
  programs: ['netstat'],
  wraps: true,
  sample: 'raw        0      0 0.0.0.0:6               0.0.0.0:*               7           19719/Lixsyn',
  begin(line, facts) {
    const begins =
      TITLE.test(line) ||
      line.startsWith('Proto Recv-Q Send-Q') ||
      readNetstatRow(line, NOWHERE) !== undefined;
    return begins ? new NetstatReader(facts) : undefined;
  },
  lists(asked) {
    const letters = lettersOf(asked);
    return {
      connections: letters === '' || /[tu]/.test(letters) || !letters.includes('w'),
      raw: letters === '' || !/[tu]/.test(letters) || letters.includes('w'),
      packet: false,
    };
  },
  hides(asked) {
    const letters = lettersOf(asked);
    const raw = letters === '' || !/[tu]/.test(letters) || letters.includes('w');
    return {
      unseen: [
        ...(raw ? [] : (['raw sockets'] as const)),
        'packet sockets',
        'ping sockets',
        'other network namespaces',
        ...(letters.includes('W') ? [] : (['whole addresses'] as const)),
      ],
      next: [
        ...(raw ? [] : ['netstat -anpWw']),
        'ss -0anp',
        'cat /proc/net/icmp /proc/net/icmp6',
        'lsns -t net',
      ],
    };
  },
};
