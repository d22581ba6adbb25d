import type { Reject, Skip } from '../../model/evidence.ts';
import { Facts } from '../facts.ts';
import type { Origin } from '../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../parser.ts';
import { isAsked } from '../parser.ts';
import { hostReason } from '../reason.ts';
import { PARSERS } from '../parsers/index.ts';
import { linesOf, wrapWidth } from './lines.ts';
import { readPrompt } from './prompt.ts';

/** One command's output within a text. */
export interface Output {
  /** The parser's name. */
  parser: string;
  /** What was typed, where a prompt shows it. */
  asked?: PromptCommand;
  /** The first line, counted from 1. */
  line: number;
  /** Lines that gave facts. */
  rows: number;
}

/** A text of pasted outputs: `read = parsed + rejected + skipped`, in lines. */
export interface Paste {
  facts: Facts;
  outputs: Output[];
  /** Hosts that the prompts name. */
  hosts: string[];
  read: number;
  parsed: number;
  rejected: number;
  skipped: number;
  /** The first 20. */
  rejects: Reject[];
  skips: Skip[];
}

/** The reason of lines that no output has. */
export const TEXT_AROUND = hostReason('pasteAround');

const MAX_REJECTS = 20;
/** A row that a terminal or mail has broken is put together from at most so many lines. */
const MAX_PIECES = 12;
/** Longer lines are no rows of a command. */
const MAX_LINE = 16_384;
const KNOWN: ReadonlySet<string> = new Set(PARSERS.flatMap(({ programs }) => programs));

/** Files that are known by the command that shows them, whatever is in them. */
const FILES = PARSERS.filter(({ comments }) => comments === true);

/** Ends within an address and its port, or the number of a process. */
const CUT_ROW = /(?:^|\s)[^\s/("]*[:.][^\s/("]*$|pid=\d{1,10}$|\s\*$|(?:^|\s)\d{1,10}$/;
const SHELL_MESSAGE =
  /: (?:command not found|not found|Permission denied|No such file or directory|Operation not permitted|Befehl nicht gefunden|commande introuvable|orden no encontrada|команда не найдена|コマンドが見つかりません|未找到命令|명령어를 찾을 수 없음)|is not recognized as/;
/** A command behind root's `#` as it is typed: options, paths, the letters of ps, a pipe. */
const TYPED = /^#\s{1,2}\S+(?: (?:-{1,2}\w\S*|\/\S*|[aefluwx]{2,6}))*(?: \|.*)?$/;
const BLANK: Outcome = { skipped: hostReason('pasteBlank') };
const PROMPT: Outcome = { skipped: hostReason('pastePrompt') };
const AROUND: Outcome = { skipped: TEXT_AROUND };
const NEXT_PIECE: Outcome = { skipped: hostReason('pasteWrapped') };

/** Words of people: letters mostly, several of them. */
function isProse(line: string): boolean {
  const letters = line.match(/[\p{L}\s,.'!?;:()"-]/gu)?.length ?? 0;
  return letters >= line.length * 0.9 && line.trim().split(/\s+/).length >= 3;
}

/** Reads one text. */
class PasteReader {
  readonly #paste: Paste;
  readonly #evidence: string;
  readonly #lines: readonly string[];
  readonly #width: number | undefined;
  readonly #skips = new Map<string, number>();
  /** The text ends with a line end: its last line is whole. */
  readonly #ended: boolean;
  #offset = 0;
  #parser: HostParser | undefined;
  #reader: Reader | undefined;
  #asked: PromptCommand | undefined;
  /** No blank line has come since the prompt or the last row. */
  #within = false;

  constructor(text: string, evidence: string, asked: PromptCommand | undefined) {
    this.#asked = asked;
    this.#lines = linesOf(text);
    this.#ended = text.endsWith('\n');
    this.#width = wrapWidth(this.#lines);
    this.#evidence = evidence;
    const counts = { read: 0, parsed: 0, rejected: 0, skipped: 0 };
    this.#paste = { facts: new Facts(), outputs: [], hosts: [], ...counts, rejects: [], skips: [] };
  }

  read(): Paste {
    for (let at = 0; at < this.#lines.length;) at += this.#step(at);
    this.#paste.skips = Array.from(this.#skips, ([reason, count]) => ({ reason, count }));
    return this.#paste;
  }

  /** @returns how many lines were taken */
  #step(at: number): number {
    const line = (this.#lines[at] ?? '').trimEnd();
    if (line === '') {
      this.#within = false;
      return this.#count(at, BLANK);
    }
    if (line.length > MAX_LINE) {
      const most = this.#parser?.longest ?? MAX_LINE;
      const outcome = line.length > most ? undefined : this.#reader?.line(line, this.#origin(at));
      return this.#count(at, outcome ?? { rejected: hostReason('pasteLong', { most }) });
    }
    const prompt = this.#isComment(line) ? undefined : readPrompt(line, KNOWN);
    if (prompt !== undefined) {
      const { host } = prompt;
      if (host !== undefined && !this.#paste.hosts.includes(host)) this.#paste.hosts.push(host);
      this.#asked = prompt.asked;
      this.#parser = undefined;
      this.#reader = undefined;
      this.#within = true;
      return this.#count(at, PROMPT);
    }
    const mark = this.#paste.facts.mark();
    const outcome = this.#uncut(this.#take(line, at), at, mark);
    const pieces = this.#wrapped(line, at, outcome, mark);
    if (pieces > 1) {
      this.#count(at, 'parsed');
      for (let i = 1; i < pieces; i++) this.#count(at + i, NEXT_PIECE);
      return pieces;
    }
    return this.#count(at, outcome ?? this.#unread(line));
  }

  /**
   * The row of a socket at which the text ends, without a line end, within an address: a part of a port is a valid other
   * one, and the row is rejected.
   */
  #uncut(outcome: Outcome, at: number, mark: readonly number[]): Outcome {
    const parser = this.#parser;
    // A blank behind an address says that it is whole.
    const shown = this.#lines[at] ?? '';
    if (outcome !== 'parsed' || parser === undefined || !this.#isCut(shown, at)) return outcome;
    this.#paste.facts.rewind(mark);
    return { rejected: hostReason('pasteUnfinished', { program: parser.name }) };
  }

  /** Does the text end here, within an address, a port or a number of a process of a list of sockets? */
  #isCut(line: string, at: number): boolean {
    const last = at === this.#lines.length - 1 && !this.#ended;
    return last && this.#parser?.lists !== undefined && CUT_ROW.test(line);
  }

  #origin(at: number): Origin {
    return { evidence: this.#evidence, line: at + 1, by: this.#parser?.name ?? '' };
  }

  /** A comment of a file that is shown, though it begins as a prompt of root does: it goes on in words. */
  #isComment(line: string): boolean {
    if (!line.startsWith('#') || TYPED.test(line)) return false;
    const parser =
      this.#parser ?? FILES.find((one) => one.begin(line, new Facts(), this.#asked) !== undefined);
    return parser?.comments === true;
  }

  /** By the reader of the output above, else as the beginning of another one. */
  #take(line: string, at: number): Outcome {
    const own = this.#reader?.line(line, this.#origin(at));
    if (own !== undefined && !(typeof own === 'object' && 'rejected' in own && this.#begins(line)))
      return own;
    const parser = this.#begins(line);
    const reader = parser?.begin(line, this.#paste.facts, this.#asked);
    if (parser === undefined || reader === undefined) return own;
    this.#parser = parser;
    this.#reader = reader;
    const asked = this.#asked;
    this.#paste.outputs.push({
      parser: parser.name,
      line: at + 1,
      rows: 0,
      ...(asked !== undefined && (isAsked(parser, asked) || asked.program === 'cat') && { asked }),
    });
    return reader.line(line, this.#origin(at));
  }

  /** The parser whose output the line begins; the one that the prompt names is asked first. */
  #begins(line: string): HostParser | undefined {
    const facts = new Facts();
    const asked = PARSERS.find((parser) => isAsked(parser, this.#asked));
    if (asked?.begin(line, facts, this.#asked) !== undefined) return asked;
    const file = FILES.find((parser) => parser.begin(line, facts, this.#asked) !== undefined);
    if (file !== undefined) return file === this.#parser ? undefined : file;
    return PARSERS.find(
      (parser) => parser !== this.#parser && parser.begin(line, facts, this.#asked) !== undefined,
    );
  }

  /**
   * Puts a row together again that a terminal (at its width) or a mail (at a blank) has broken: where the row ends
   * too early, or fills the width, and the next line is nothing by itself.
   * @returns how many lines the row has; 1: it was not broken, or could not be put together
   */
  #wrapped(line: string, at: number, outcome: Outcome, mark: readonly number[]): number {
    const unfinished = typeof outcome === 'object' && 'rejected' in outcome && outcome.unfinished === true;
    const shown = this.#lines[at] ?? '';
    const full = shown.length === this.#width;
    if (this.#parser?.wraps !== true || !(unfinished || (full && outcome === 'parsed'))) return 1;
    let whole = shown;
    let last = shown;
    let best = { pieces: 1, row: line };
    for (let pieces = 2; pieces <= MAX_PIECES; pieces++) {
      const next = this.#lines[at + pieces - 1];
      if (next === undefined || this.#isCut(next.trimEnd(), at + pieces - 1) || !this.#isPiece(next)) break;
      whole += last.length === this.#width ? next : ` ${next.trimStart()}`;
      last = next;
      this.#paste.facts.rewind(mark);
      const joined = this.#reader?.line(whole.trimEnd(), this.#origin(at));
      if (joined === 'parsed') best = { pieces, row: whole.trimEnd() };
      if (joined === undefined || (joined === 'parsed' && last.length !== this.#width)) break;
    }
    this.#paste.facts.rewind(mark);
    this.#reader?.line(best.row, this.#origin(at));
    return best.pieces;
  }

  /** Nothing by itself: no prompt, no row of this output, no beginning of another. */
  #isPiece(next: string): boolean {
    if (next.trim() === '' || readPrompt(next.trimEnd(), KNOWN) !== undefined) return false;
    const mark = this.#paste.facts.mark();
    const own = this.#reader?.line(next.trimEnd(), this.#origin(0));
    this.#paste.facts.rewind(mark);
    return own === undefined && this.#begins(next.trimEnd()) === undefined;
  }

  /** Why a line was not read. */
  #unread(line: string): Outcome {
    if (SHELL_MESSAGE.test(line)) return { skipped: hostReason('pasteShell') };
    const asked = this.#asked;
    const known = asked !== undefined && KNOWN.has(asked.program);
    if (asked !== undefined && !known && this.#reader === undefined) {
      return { skipped: hostReason('pasteOther') };
    }
    if (!this.#within || isProse(line)) return AROUND;
    const name = this.#parser?.name ?? (known ? asked.program : undefined);
    return name === undefined ? AROUND : { rejected: hostReason('pasteUnlike', { program: name }) };
  }

  #count(at: number, outcome: Outcome): number {
    const paste = this.#paste;
    paste.read += 1;
    const line = this.#lines[at] ?? '';
    if (outcome === 'parsed') {
      paste.parsed += 1;
      this.#within = true;
      const output = paste.outputs.at(-1);
      if (output !== undefined) output.rows += 1;
    } else if (outcome !== undefined && 'rejected' in outcome) {
      paste.rejected += 1;
      if (paste.rejects.length < MAX_REJECTS) {
        paste.rejects.push({ line: at + 1, offset: this.#offset, reason: outcome.rejected });
      }
    } else {
      const reason = outcome?.skipped ?? TEXT_AROUND;
      paste.skipped += 1;
      this.#skips.set(reason, (this.#skips.get(reason) ?? 0) + 1);
    }
    this.#offset += Buffer.byteLength(line) + 1;
    return 1;
  }
}

/**
 * Finds the outputs of commands in a text (any mix, with prompts and prose between, quoted in a mail, wrapped) and
 * reads what is certain. Never throws on any text; linear in its length.
 * @param evidence path for where facts were read
 * @param asked the command that printed it, where that is known without a prompt
 */
export function readPaste(text: string, evidence: string, asked?: PromptCommand): Paste {
  return new PasteReader(text, evidence, asked).read();
}
