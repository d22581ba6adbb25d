import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { DEV_HEADER, readDevRow } from '../../proc/dev.ts';
import { hostReason } from '../../reason.ts';

class ProcDevReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (DEV_HEADER.test(text)) return HEADER;
    const fact = readDevRow(text, origin);
    if (fact === undefined) {
      return /^\s{0,12}\S{1,32}:[\s\d]+$/.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: '/proc/net/dev' }), unfinished: true }
        : undefined;
    }
    this.#facts.interfaces.push(fact);
    return 'parsed';
  }
}

export const PROC_DEV: HostParser = {
  name: 'proc-dev',
  title: 'cat /proc/net/dev',
  programs: [],
  wraps: true,
  strict: true,
  sample: 'Inter-|   Receive                                                |  Transmit',
  begin: (line, facts) => (DEV_HEADER.test(line) ? new ProcDevReader(facts) : undefined),
  hides: () => ({
    unseen: ['processes', 'history', 'other network namespaces'],
    next: ['ss -wanp', 'ss -tunap', 'lsns -t net'],
  }),
};
