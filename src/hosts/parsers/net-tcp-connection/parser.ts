import { parseAddress } from '../../../net/address.ts';
import type { Endpoint, Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { given, wholeNumber, wordsOf } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

const STATES =
  'Established|Listen|TimeWait|CloseWait|SynSent|SynReceived|FinWait1|FinWait2|LastAck|Closed|Closing|Bound|DeleteTCB';
const COLUMNS = /^LocalAddress\s+LocalPort\s+RemoteAddress\s+RemotePort\s+State/;
const ROW = new RegExp(`^(\\S+)\\s+(\\d{1,5})\\s+(\\S+)\\s+(\\d{1,5})\\s+(${STATES})\\b(.*)$`);
const BEGUN = /^\S+\s+\d{1,5}\s+\S+(?:\s+\d{1,5})?\s*$/;

function endpoint(address: string, port: string): Endpoint | undefined {
  const number = wholeNumber(port);
  const at = number === undefined || number === 0 ? {} : { port: number };
  if (address === '0.0.0.0' || address === '::') return at;
  // A column that was too narrow ends in an ellipsis.
  if (/(?:\.\.\.|…)$/.test(address)) return { cut: address, ...at };
  const read = parseAddress(address)?.text;
  return read === undefined ? undefined : { address: read, ...at };
}

class NetTcpReader implements Reader {
  readonly #facts: Facts;
  #columns: string[] = [];

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (COLUMNS.test(text)) {
      this.#columns = wordsOf(text);
      return HEADER;
    }
    if (/^-+(?: +-+){3,8}\s*$/.test(text)) return HEADER;
    const [, near = '', nearPort = '', far = '', farPort = '', state = '', tail = ''] = ROW.exec(text) ?? [];
    if (near === '') {
      return BEGUN.test(text) && this.#columns.length > 0
        ? { rejected: hostReason('pasteUnfinished', { program: 'Get-NetTCPConnection' }), unfinished: true }
        : undefined;
    }
    // The last columns are a setting of one word, which may be empty, and the process.
    if (!/^(?:\s+\p{L}{2,20}\d?)?(?:\s+\d{1,10})?\s*$/u.test(tail)) return undefined;
    const [local, remote] = [endpoint(near, nearPort), endpoint(far, farPort)];
    if (local === undefined || remote === undefined)
      return { rejected: hostReason('pasteUnreadAddresses', { program: 'Get-NetTCPConnection' }) };
    // The last columns are the setting (which may be empty) and the process.
    const last = this.#columns.at(-1);
    const pid =
      last === undefined || last === 'OwningProcess' ? wholeNumber(wordsOf(tail).at(-1)) : undefined;
    this.#facts.sockets.push({
      kind: 'tcp',
      family: near.includes(':') ? 6 : 4,
      local,
      remote,
      state,
      owners: pid === undefined || pid === 0 ? [] : [{ pid, ...given('name', undefined) }],
      origin,
    });
    return 'parsed';
  }
}

export const NET_TCP_CONNECTION: HostParser = {
  name: 'net-tcp-connection',
  title: 'Get-NetTCPConnection (PowerShell)',
  programs: ['Get-NetTCPConnection'],
  wraps: true,
  closed: false,
  sample:
    'LocalAddress                        LocalPort RemoteAddress                       RemotePort State       AppliedSetting OwningProcess',
  begin: (line, facts) => (COLUMNS.test(line) ? new NetTcpReader(facts) : undefined),
  lists: () => ({ connections: true, raw: false, packet: false }),
  hides: () => ({
    unseen: ['raw sockets', 'executables', 'signers'],
    next: [
      'Get-NetUDPEndpoint',
      'netstat -abno',
      'Get-Process -Id PID | Select-Object Path,Company,StartTime',
    ],
  }),
};
