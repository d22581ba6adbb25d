import type { Facts, FileFact, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { wholeNumber } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

/** `  File: /tmp/x -> y`; coreutils before 8.26 quotes the name: ‘/tmp/x’. */
const FILE = /^\s{0,4}(?:File|Datei|Fichier|Fichero|Arquivo|Файл|ファイル|文件|파일)\s?[:：]\s?(\S.*)$/;
const TIME = /[\s:：](\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [+-]\d{4})\s*$/;
/** A time that ends before its zone. */
const HALF_TIME = /[:：]\s?\d{4}(?:-\d{0,2}){0,2}(?: [\d:.]{0,18})?(?: [+-]\d{0,3})?\s*$/;

function pathOf(text: string): { path: string; target?: string } {
  const [path = '', target] = text.trim().split(' -> ');
  const bare = (name: string): string => name.replace(/^[`'"‘“](.*?)['"’”]?$/u, '$1');
  return { path: bare(path), ...(target !== undefined && { target: bare(target) }) };
}

class StatReader implements Reader {
  readonly #facts: Facts;
  #now: FileFact | undefined;
  /** The line above named the file: the next one has its size. */
  #named = false;
  /** Times come in the order of access, modify, change, birth in every language. */
  #times = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const named = FILE.exec(text)?.[1];
    if (named !== undefined) {
      this.#now = { ...pathOf(named), origin };
      this.#times = 0;
      this.#named = true;
      this.#facts.files.push(this.#now);
      return 'parsed';
    }
    return this.#now === undefined ? undefined : this.#value(text, this.#now);
  }

  #value(text: string, fact: FileFact): Outcome {
    const size = wholeNumber(
      /^\s{0,4}\S{1,12}\s?[:：]\s?(\d+)\s.*\b4096\b|^\s{0,4}Size: (\d+)\s+\S/
        .exec(text)
        ?.slice(1)
        .find(Boolean),
    );
    const isNext = this.#named;
    this.#named = false;
    if (isNext && size === undefined) return undefined;
    if (size !== undefined) {
      fact.size = size;
      return 'parsed';
    }
    const mode = /\(\d{4}\/([-dlcbps][rwxsStT-]{9})\).{0,40}?\(\s*\d+\/\s*([^)\s]+)\)/.exec(text);
    if (mode !== null) {
      [, fact.mode, fact.owner] = mode;
      return 'parsed';
    }
    const time = TIME.exec(text)?.[1];
    if (time !== undefined) {
      this.#times += 1;
      if (this.#times === 2) fact.modified = time;
      if (this.#times === 3) fact.changed = time;
      if (this.#times === 4) fact.born = time;
      return 'parsed';
    }
    if (HALF_TIME.test(text))
      return { rejected: hostReason('pasteUnfinished', { program: 'stat' }), unfinished: true };
    return /^\s{0,4}(?:Device|Birth|Gerät|Context|\p{L}{1,12})\s?(?::\s|：)/u.test(text)
      ? { skipped: hostReason('pasteUnused', { program: 'stat' }) }
      : undefined;
  }
}

export const STAT: HostParser = {
  name: 'stat',
  title: 'stat (coreutils)',
  programs: ['stat'],
  wraps: false,
  closed: true,
  sample: '  File: /tmp/Lixsyn',
  begin: (line, facts, asked) =>
    FILE.test(line) && (asked?.program === 'stat' || /^\s{1,4}File: [`'‘/.]/u.test(line))
      ? new StatReader(facts)
      : undefined,
  hides: () => ({
    unseen: ['content', 'processes'],
    next: ['file FILE', 'sha256sum FILE', 'ls -l /proc/[0-9]*/exe'],
  }),
};
