import type { Facts, Origin, SocketFact } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { familyOf, readEndpoint } from '../../text/endpoint.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { WINDOWS_NETSTAT_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof WINDOWS_NETSTAT_ROWS>();

/** `  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   984`: states are in the language of the system. */
const ROW =
  /^\s{1,4}(TCP|UDP)\s+(\S+:\S+)\s+(\S+:\S+)(?:\s+(\p{L}[\p{L}_-]{2,24}(?:_[12])?))?(?:\s+(\d{1,10}))?(?:\s+(?:InHost|Offloaded))?\s*$/u;
const BEGUN = /^\s{1,4}(?:TCP|UDP)\s+\S+:\d{1,5}\s*\S*$/;
const TITLE =
  /^\s{0,2}(?:Active Connections|Aktive Verbindungen|Connexions actives|Conexiones activas|Conexões ativas|Активные подключения|アクティブな接続|활성 연결|活动连接|使用中連線)\s*$/;
const COLUMNS = /^\s{1,4}(?:Proto|Протокол|Имя|プロトコル|프로토콜|协议|通訊協定)\s{1,4}\S/;
const PROGRAM = /^\s{1,2}\[([^[\]]{1,200})\]\s*$/;
const SERVICE = /^\s{2}[\p{L}][\p{L}\d_.-]{1,80}\s*$/u;
const UNKNOWN =
  /^\s{1,2}(?:Can not obtain ownership information|Es konnten keine Besitzerinformationen|x: Windows Sockets)/;

class WindowsNetstatReader implements Reader {
  readonly #facts: Facts;
  #last: SocketFact | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (TITLE.test(text) || COLUMNS.test(text)) return HEADER;
    const socket = socketOf(text, origin);
    if (socket !== undefined) {
      this.#last = socket;
      this.#facts.sockets.push(socket);
      return 'parsed';
    }
    const program = PROGRAM.exec(text)?.[1];
    if (program !== undefined && this.#last !== undefined) {
      const [owner] = this.#last.owners;
      if (owner !== undefined) owner.name = program;
      return 'parsed';
    }
    if (UNKNOWN.test(text)) return { skipped: reason('windowsNetstatOwner') };
    // The same in another language: words behind one blank.
    if (/^ \p{L}[^\d[\]:]{5,80}$/u.test(text) && this.#last !== undefined)
      return { skipped: reason('windowsNetstatOwner') };
    if (SERVICE.test(text) && this.#last !== undefined) return { skipped: reason('windowsNetstatService') };
    return BEGUN.test(text)
      ? { rejected: hostReason('pasteUnfinished', { program: 'netstat' }), unfinished: true }
      : undefined;
  }
}

function socketOf(text: string, origin: Origin): SocketFact | undefined {
  const [, protocol = '', near = '', far = '', state, pid] = ROW.exec(text) ?? [];
  const local = readEndpoint(near);
  const remote = readEndpoint(far);
  if (protocol === '' || local === undefined || remote === undefined) return undefined;
  const number = wholeNumber(pid);
  return {
    kind: protocol === 'TCP' ? 'tcp' : 'udp',
    ...given('family', familyOf(near)),
    local,
    remote,
    ...given('state', state),
    // Process 0 stands for connections that nobody holds any more.
    owners: number === undefined || number === 0 ? [] : [{ pid: number }],
    origin,
  };
}

export const WINDOWS_NETSTAT: HostParser = {
  name: 'windows-netstat',
  rows: WINDOWS_NETSTAT_ROWS,
  title: 'netstat -abno on Windows',
  programs: ['netstat.exe'],
  wraps: true,
  sample: '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       984',
  begin: (line, facts) =>
    TITLE.test(line) || (ROW.test(line) && /\d/.test(line)) ? new WindowsNetstatReader(facts) : undefined,
  lists: () => ({ connections: true, raw: false, packet: false }),
  hides: (asked) => ({
    unseen: [
      'raw sockets',
      ...(asked?.words.some((word) => /^[-/][a-z]*b/i.test(word)) === true ? [] : (['executables'] as const)),
      'signers',
    ],
    next: [
      'netstat -abno',
      'Get-Process -Id PID | Select-Object Path,Company,StartTime',
      'Get-AuthenticodeSignature PATH',
    ],
  }),
};
