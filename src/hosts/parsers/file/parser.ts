import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, PromptCommand, Reader } from '../../parser.ts';
import { isAsked } from '../../parser.ts';
import { given } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { FILE_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof FILE_ROWS>();

const ROW = /^((?:[^:\n]|:(?! )){1,4096}):\s+(\S.*)$/;
/** How file(1) begins what is worth a look; other words are taken only where the prompt says `file`. */
const KNOWN =
  /^(?:ELF (?:32|64)-bit|(?:setuid |setgid |sticky )*ELF |PE32|MS-DOS executable|Mach-O|a \S+ script|Bourne-Again shell script|POSIX shell script|Perl script|Python script|PHP script|gzip compressed data|Zip archive data|Java archive data|broken symbolic link|symbolic link to )/;

/** The files that the prompt names; undefined where the shell has put others in their place, or they stand in a list. */
function namedBy(asked: PromptCommand): ReadonlySet<string> | undefined {
  const words = asked.words
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replaceAll(/["'\\]/g, ''));
  const isKnown =
    words.length > 0 && !asked.words.some((word) => /[*?[{$~`]|^-\w*f|^--files-from/.test(word));
  return isKnown ? new Set(words) : undefined;
}

/** Is the path one of those? Names with blanks are several words at the prompt. */
function isNamed(path: string, named: ReadonlySet<string> | undefined): boolean {
  return named === undefined || path.split(' ').every((word) => named.has(word));
}

class FileReader implements Reader {
  readonly #facts: Facts;
  readonly #asked: boolean;
  readonly #named: ReadonlySet<string> | undefined;
  readonly #folder: string | undefined;

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    this.#asked = asked !== undefined;
    this.#named = asked && namedBy(asked);
    this.#folder = asked?.folder;
  }

  line(text: string, origin: Origin): Outcome {
    const [, path, kind = ''] = ROW.exec(text) ?? [];
    if (path === undefined || (!this.#asked && !KNOWN.test(kind))) return undefined;
    if (!isNamed(path, this.#named) && !KNOWN.test(kind)) return undefined;
    if ('cannot open '.startsWith(kind))
      return { rejected: hostReason('pasteUnfinished', { program: 'file' }), unfinished: true };
    if (/: cannot open /.test(text) || kind.startsWith('cannot open '))
      return { skipped: reason('fileMissing') };
    // A long line that a mail has broken goes on in the next one; the words before are certain.
    this.#facts.files.push({
      path: path.trim(),
      ...given('folder', path.startsWith('/') ? undefined : this.#folder),
      kind,
      origin,
    });
    return 'parsed';
  }
}

export const FILE: HostParser = {
  name: 'file',
  rows: FILE_ROWS,
  title: 'file: what kind of file it is',
  programs: ['file'],
  wraps: true,
  sample: 'Lixsyn: ELF 32-bit LSB executable, Intel 80386, version 1 (SYSV), statically linked, not stripped',
  begin(line, facts, asked) {
    const [, path, kind = ''] = ROW.exec(line) ?? [];
    const own = isAsked(FILE, asked);
    return path !== undefined && (own || KNOWN.test(kind))
      ? new FileReader(facts, own ? asked : undefined)
      : undefined;
  },
  hides: () => ({
    unseen: ['processes', 'content'],
    next: ['sha256sum FILE', 'ls -l /proc/[0-9]*/exe', 'stat FILE'],
  }),
};
