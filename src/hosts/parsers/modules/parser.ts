import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, PromptCommand, Reader } from '../../parser.ts';
import { HEADER, isAsked } from '../../parser.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { MODULES_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof MODULES_ROWS>();

/** `nf_tables 376832 2 nft_chain, Live 0x0 (OE)`: proc(5); of users a comma stands behind each, `[permanent]` too. */
const LISTED =
  /^(\w{1,64}) \d{1,12} (?:-?\d{1,6}|-) (?:-|\S+,) (Live|Loading|Unloading) 0x[0-9a-f]{1,16}(?: \(([A-Z+-]{1,16})\))?$/;
const COLUMNS = /^Module\s{2,}Size\s{1,4}Used by\s*$/;
/** lsmod: name, size, how many users and which. */
const ROW = /^(\w{1,64})\s+\d{1,12}\s{1,4}(?:-?\d{1,6}|-)(?:\s{1,2}[\w,-]*(?:\s?\[permanent\])?)?$/;
const HALF_ROW = /^\w{1,64}\s+\d/;
/** `modinfo -n x`, `modinfo -F filename x`, of kmod and BusyBox. */
const FOUND = /^(?:\/\S{1,400}\.ko(?:\.\w{1,4})?|\(builtin\))$/;
const MISSING = /^modinfo: (?:ERROR: Module \S{1,80} not found\.?|(?:module )?'?\S{1,80}'?:? not found)/;

/** The only module that the prompt asks of. */
function moduleAsked(asked: PromptCommand | undefined): string | undefined {
  if (asked?.program !== 'modinfo') return undefined;
  const names = asked.words.filter((word) => /^[\w-]{1,64}$/.test(word) && !/^-|^filename$/.test(word));
  return names.length === 1 ? names[0]?.replaceAll('-', '_') : undefined;
}

/** Does the prompt show the kernel's own mark? */
function isTaint(asked: PromptCommand | undefined): boolean {
  return asked?.words.includes('/proc/sys/kernel/tainted') === true;
}

class ModulesReader implements Reader {
  readonly #facts: Facts;
  readonly #asked: PromptCommand | undefined;
  #table = false;

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    this.#asked = asked;
  }

  line(text: string, origin: Origin): Outcome {
    if (COLUMNS.test(text)) {
      this.#table = true;
      return HEADER;
    }
    const [, name, state, flags] = LISTED.exec(text) ?? [];
    if (name !== undefined && state !== 'Live') return { skipped: reason('modulesNotLive') };
    const shown = name ?? (this.#table ? ROW.exec(text)?.[1] : undefined);
    if (shown !== undefined) {
      const marks = flags?.replaceAll(/[+-]/g, '');
      this.#facts.modules.push({ name: shown, listed: true, ...given('flags', marks || undefined), origin });
      return 'parsed';
    }
    return this.#installed(text, origin) ?? this.#taint(text, origin) ?? this.#half(text);
  }

  #half(text: string): Outcome {
    return this.#table && HALF_ROW.test(text)
      ? { rejected: hostReason('pasteUnfinished', { program: 'lsmod' }) }
      : undefined;
  }

  /** Is the module that the prompt names among those that are installed? */
  #installed(text: string, origin: Origin): Outcome {
    const name = moduleAsked(this.#asked);
    if (name === undefined || (!FOUND.test(text) && !MISSING.test(text))) return undefined;
    const installed = FOUND.test(text);
    const known = this.#facts.modules.findLast(
      (one) => one.name.replaceAll('-', '_') === name && one.origin.evidence === origin.evidence,
    );
    if (known === undefined) this.#facts.modules.push({ name, listed: true, installed, origin });
    else known.installed = installed;
    return 'parsed';
  }

  #taint(text: string, origin: Origin): Outcome {
    const taint = isTaint(this.#asked) && /^\d{1,10}$/.test(text) ? wholeNumber(text) : undefined;
    if (taint === undefined) return undefined;
    this.#facts.kernels.push({ taint, origin });
    return 'parsed';
  }
}

export const MODULES: HostParser = {
  name: 'modules',
  rows: MODULES_ROWS,
  title: 'cat /proc/modules, lsmod, modinfo -n, cat /proc/sys/kernel/tainted',
  programs: ['lsmod', 'modinfo'],
  wraps: false,
  sample: 'nf_tables 376832 2 nft_chain,nft_ct, Live 0x0000000000000000',
  begin(line, facts, asked) {
    const begins =
      LISTED.test(line) ||
      COLUMNS.test(line) ||
      (isTaint(asked) && /^\d{1,10}$/.test(line)) ||
      (isAsked(MODULES, asked) && (FOUND.test(line) || MISSING.test(line)));
    return begins ? new ModulesReader(facts, asked) : undefined;
  },
  listsModules: (asked) => asked?.program === 'lsmod' || asked?.words.includes('/proc/modules') === true,
  hides: (asked) => ({
    unseen: ['hidden modules'],
    next: [
      ...(asked?.program === 'lsmod' ? ['cat /proc/modules'] : []),
      'grep -H . /sys/module/*/initstate',
      'cat /proc/sys/kernel/tainted',
    ],
  }),
};
