import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { SYS_MODULE_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof SYS_MODULE_ROWS>();

/** Of a module that was loaded alone: one that is built in has no state. */
const STATE = /^\/sys\/module\/([\w-]{1,64})\/initstate:(live|coming|going)$/;
const TAINT = /^\/sys\/module\/([\w-]{1,64})\/taint:([A-Z]{1,12})$/;

class SysModuleReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const [, name, state] = STATE.exec(text) ?? [];
    if (name !== undefined) {
      if (state !== 'live') return { skipped: reason('sysModuleNotLive') };
      this.#facts.modules.push({ name, listed: false, origin });
      return 'parsed';
    }
    const [, marked, flags] = TAINT.exec(text) ?? [];
    if (marked === undefined || flags === undefined) return undefined;
    const known = this.#facts.modules.findLast((one) => one.name === marked && one.origin.by === origin.by);
    if (known === undefined) this.#facts.modules.push({ name: marked, listed: false, flags, origin });
    else known.flags = flags;
    return 'parsed';
  }
}

export const SYS_MODULE: HostParser = {
  name: 'sys-module',
  rows: SYS_MODULE_ROWS,
  title: 'grep -H . /sys/module/*/initstate, and taint',
  programs: [],
  wraps: false,
  closed: true,
  sample: '/sys/module/nf_tables/initstate:live',
  begin: (line, facts) => (STATE.test(line) || TAINT.test(line) ? new SysModuleReader(facts) : undefined),
  hides: () => ({
    unseen: ['hidden modules'],
    next: ['cat /proc/modules', 'cat /proc/sys/kernel/tainted'],
  }),
};
