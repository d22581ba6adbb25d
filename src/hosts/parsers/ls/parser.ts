import type { Facts, FileFact, Origin } from '../../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { LS_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof LS_ROWS>();

/**
 * Mode, links, owner, group (of a domain: with blanks), size (or device numbers), time, name. Times: `Nov 29 19:20`, `29. Nov 19:20`, `Nov 29
 * 2025`, `2026-11-29 19:20`, `--full-time`; before it, where find -ls printed it, inode and blocks.
 */
const ROW =
  /^\s{0,12}(?:\d{1,20}\s+\d{1,20}\s+)?([-dlcbps][rwxsStT-]{9})[.+@]?\s+\d{1,9}\s+(\S+)\s+(?:\S+(?: \S+){0,3}\s+)?(\d+|\d+,\s*\d+)\s+(\d{4}-\d\d-\d\d\s+\d\d:\d\d(?::\d\d(?:\.\d{1,9})?\s[+-]\d{4})?(?=\s)|\d{1,2}\.?\s+\S{1,8}\s+(?:\d\d:\d\d|\d{4})|(?:\d{1,2}[月월]\s*|[^\s\d]\S{0,7}\s+)\d{1,2}\.?[日일]?\s+(?:\d\d:\d\d|\d{4}))\s(.+)$/;
const BEGUN = /^\s{0,12}(?:\d+\s+\d+\s+)?[-dlcbps][rwxsStT-]{9}[.+@]?\s+\d/;
const FOLDER = /^(\/[^:]{0,4096}):$/;
const TOTAL = /^(?:total|insgesamt|合計|합계|총|总用量|总计|итого)\s+\d/;

function fileOf(row: RegExpExecArray, folder: string | undefined, origin: Origin): FileFact {
  const [, mode = '', owner, size, modified, rest = ''] = row;
  const arrow = mode.startsWith('l') ? rest.indexOf(' -> ') : -1;
  const name = (arrow < 0 ? rest : rest.slice(0, arrow)).trim();
  return {
    path: folder === undefined || name.startsWith('/') ? name : `${folder === '/' ? '' : folder}/${name}`,
    mode,
    ...given('owner', owner),
    ...given('size', wholeNumber(size)),
    ...given('modified', modified?.replaceAll(/\s+/g, ' ')),
    ...given('target', arrow < 0 ? undefined : rest.slice(arrow + 4).trim()),
    origin,
  };
}

/** A path alone; not a line of a file, which `find -exec grep -n` prints, or `grep -H` of what the kernel says of a module. */
function isPlain(line: string): boolean {
  return /^\.{0,2}\/\S/.test(line) && !/\.\w{2,5}:\d{1,9}:|: |^\/sys\/module\/[^/]+\/\w+:/.test(line);
}

class LsReader implements Reader {
  readonly #facts: Facts;
  readonly #plain: boolean;
  #folder: string | undefined;

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    const shows = asked?.words.some((word) => /^-f?(?:ls|printf?|exec)/.test(word)) === true;
    this.#plain = asked?.program === 'find' && !shows;
    const folders = asked?.program === 'ls' ? asked.words.filter((word) => /^\/[^*?[]*$/.test(word)) : [];
    // A single file as well is named by its whole path.
    this.#folder = folders.length === 1 ? folders[0]?.replace(/(.)\/$/, '$1') : undefined;
  }

  cut(): void {
    this.#folder = undefined;
  }

  line(text: string, origin: Origin): Outcome {
    const folder = FOLDER.exec(text)?.[1];
    if (folder !== undefined) {
      this.#folder = folder;
      return HEADER;
    }
    if (TOTAL.test(text)) return HEADER;
    // What was gone before it could be looked at.
    if (/^(?:ls|find): |^[-dlcbps]\?{9}\s/.test(text)) return { skipped: reason('lsUnseen') };
    const row = ROW.exec(text);
    if (row !== null) {
      this.#facts.files.push(fileOf(row, this.#folder, origin));
      return 'parsed';
    }
    if (this.#plain && isPlain(text)) {
      this.#facts.files.push({ path: text.trimEnd(), origin });
      return 'parsed';
    }
    return BEGUN.test(text)
      ? { rejected: hostReason('pasteUnfinished', { program: 'ls' }), unfinished: true }
      : undefined;
  }
}

export const LS: HostParser = {
  name: 'ls',
  rows: LS_ROWS,
  title: 'ls -l, find -ls, find (coreutils, BusyBox)',
  programs: ['ls', 'find', 'll'],
  wraps: true,
  closed: true,
  sample: '-rwxr-xr-x  1 root root   598416 Dec 14 02:01 /tmp/Lixsyn',
  begin(line, facts, asked) {
    const weak = FOLDER.test(line) || TOTAL.test(line) || (asked?.program === 'find' && isPlain(line));
    return ROW.test(line) || weak ? new LsReader(facts, asked) : undefined;
  },
  hides: () => ({
    unseen: ['content', 'hidden processes'],
    next: ['file FILE', 'sha256sum FILE', 'stat FILE'],
  }),
};
