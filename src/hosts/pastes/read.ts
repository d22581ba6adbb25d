import { Facts } from '../facts.ts';
import type { Origin } from '../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../parser.ts';
import { isAsked } from '../parser.ts';
import { hostReason } from '../reason.ts';
import { PARSERS } from '../parsers/index.ts';
import { isBroken, isStrict, isUnfinished, mayBeBroken, mayBeFilled, MOST_AHEAD } from './broken.ts';
import { certain } from './cut.ts';
import type { End } from './cut.ts';
import { linesOf, wrapping } from './lines.ts';
import type { Wrapping } from './lines.ts';
import type { Paste } from './paste.ts';
import { place } from './place.ts';
import { readPrompt } from './prompt.ts';
import { isAside, isProse, SHELL_MESSAGE } from './prose.ts';

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

/** A command behind root's `#` as it is typed: options, paths, the letters of ps, a pipe. */
const TYPED = /^#\s{1,2}\S+(?: (?:-{1,2}\w\S*|\/\S*|[aefluwx]{2,6}))*(?: \|.*)?$/;
const BLANK: Outcome = { skipped: hostReason('pasteBlank') };
const PROMPT: Outcome = { skipped: hostReason('pastePrompt') };
const AROUND: Outcome = { skipped: TEXT_AROUND };
const OTHER: Outcome = { skipped: hostReason('pasteOther') };
const NEXT_PIECE: Outcome = { skipped: hostReason('pasteWrapped') };

/** A row that was read. */
interface Row {
  /** Its first line, counted from 0, and how many it has. */
  at: number;
  pieces: number;
  /** Put together, blanks at its end included. */
  text: string;
  /** The facts before it. */
  mark: readonly number[];
  /** It was counted as one that may be cut. */
  judged?: boolean;
}

/** Where an output began that is being read. */
interface Begun {
  at: number;
  mark: readonly number[];
  asked: PromptCommand | undefined;
  /** Several of its rows end too early; undefined: not looked at yet. */
  broken?: boolean;
}

interface PasteText {
  lines: readonly string[];
  evidence: string;
  asked: PromptCommand | undefined;
  wrapping: Wrapping | undefined;
  /** Both ends are whole. */
  ended: boolean;
  /** Lines that may be read once more, so that the time stays linear; undefined: this is such a reading. */
  again: number | undefined;
}

/** A letter that every value goes on with: numbers, names, paths; addresses as well (`fe80::0` were the same as `fe80::`). */
const LETTER = '1';

/** Reads one text. */
class PasteReader {
  readonly #paste: Paste;
  readonly #evidence: string;
  readonly #lines: readonly string[];
  readonly #wrapping: Wrapping | undefined;
  /** Characters of the longest line. */
  readonly #widest: number;
  readonly #skips = new Map<string, number>();
  /** The text ends with a line end: its last line is whole. */
  readonly #ended: boolean;
  /** The row above, as long as nothing else has come. */
  #above: Row | undefined;
  #begun: Begun;
  /**
   * The line follows a row of something else at once, without a prompt, a header or a blank line: a part of that row which
   * was wrapped, or half of another output.
   */
  #seam = false;
  /** The line above is half a row that did not go on: what follows may be the middle of another output. */
  #halved = false;
  /** The line above belongs to an output: a row, half a row, a header. */
  #torn = false;
  /** Lines that may still be read once more, so that the time stays linear. */
  #again: number | undefined;
  #parser: HostParser | undefined;
  #reader: Reader | undefined;
  #asked: PromptCommand | undefined;
  /** The facts before the line that is read. */
  #mark: readonly number[];
  /** No blank line has come since the prompt or the last row. */
  #within = false;

  constructor({ lines, evidence, asked, wrapping, ended, again }: PasteText) {
    this.#asked = asked;
    this.#lines = lines;
    this.#ended = ended;
    this.#wrapping = wrapping;
    this.#widest = lines.reduce((most, { length }) => Math.max(most, length), 0);
    this.#again = again;
    this.#evidence = evidence;
    const counts = { read: 0, parsed: 0, rejected: 0, skipped: 0 };
    this.#paste = { facts: new Facts(), outputs: [], hosts: [], ...counts, rejects: [], skips: [] };
    this.#mark = this.#paste.facts.mark();
    this.#begun = { at: 0, mark: this.#mark, asked };
  }

  read(): Paste {
    for (let at = 0; at < this.#lines.length;) at += this.#step(at);
    // Who pastes by hand may have caught half of the first or last row; a program ends its output with a line end.
    if (!this.#ended && this.#above !== undefined) {
      const { at, pieces } = this.#above;
      if (at + pieces === this.#lines.length) this.#judge('end', hostReason('pasteCutAtEnd'));
    }
    this.#paste.skips = Array.from(this.#skips, ([reason, count]) => ({ reason, count }));
    return this.#paste;
  }

  /** @returns how many lines were taken */
  #step(at: number): number {
    const line = (this.#lines[at] ?? '').trimEnd();
    if (line === '') {
      this.#within = false;
      this.#above = undefined;
      this.#torn = false;
      this.#halved = false;
      return this.#count(at, BLANK);
    }
    if (line.length > MAX_LINE) {
      this.#above = undefined;
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
      this.#above = undefined;
      this.#torn = false;
      this.#halved = false;
      this.#within = true;
      return this.#count(at, PROMPT);
    }
    this.#mark = this.#paste.facts.mark();
    this.#seam = this.#halved;
    this.#halved = false;
    const outcome = this.#take(line, at);
    const mark = this.#mark;
    const { pieces, text } = this.#wrapped(at, outcome, mark);
    if (pieces === 1 && outcome !== 'parsed') {
      // Half a row: of the output above, or the end of one of another, after which the row above may be half too.
      if (isUnfinished(outcome) && this.#above !== undefined)
        this.#judge('end', hostReason('pasteCutBefore'));
      this.#above = undefined;
      const counted = outcome ?? this.#unread(line);
      this.#torn = counted !== OTHER && (counted !== AROUND || !isAside(line));
      this.#halved =
        isUnfinished(outcome) ||
        (outcome === undefined && counted !== AROUND && counted !== OTHER && this.#within);
      if (this.#halved) this.#reader?.cut?.();
      return this.#count(at, counted);
    }
    this.#above = { at, pieces, mark, text };
    this.#torn = true;
    this.#count(at, 'parsed');
    for (let i = 1; i < pieces; i++) this.#count(at + i, NEXT_PIECE);
    if (this.#seam || (at === 0 && !this.#ended)) this.#judge('start', hostReason('pasteCutAtStart'));
    return pieces;
  }

  /**
   * May the line, which is none of the output above, be the rest of its row, or half of a row of another output? It may, but
   * what a text ends with is rather the beginning of the next row.
   */
  #isBare(at: number): boolean {
    const last = at === this.#lines.length - 1 && !this.#ended;
    return !last || this.#above?.text.length === this.#wrapping?.width;
  }

  /** Keeps of the row above what is certain though it may be cut at that end, and counts it with the reason. */
  #judge(end: End, reason: string): void {
    const row = this.#above;
    // What is read once more is held against what was read, as it is.
    if (row === undefined || this.#again === undefined) return;
    const { facts } = this.#paste;
    const above = end === 'end' ? row.at - this.#begun.at : 0;
    this.#again -= above + 1;
    const before = this.#again < 0 ? [] : this.#lines.slice(row.at - above, row.at);
    const result = this.#again < 0 ? 'lost' : this.#certain(row, before, end);
    if (result === 'whole') return;
    if (result === 'lost') {
      facts.rewind(row.mark);
      // What follows would tell of something that is not there any more.
      if (this.#parser?.wraps === false) this.#reader = undefined;
    }
    const paste = this.#paste;
    const output = paste.outputs.at(-1);
    if (result === 'lost' && output !== undefined) output.rows -= 1;
    if (row.judged === true) return;
    row.judged = true;
    paste.parsed -= 1;
    this.#reject(row.at, reason);
  }

  #certain(row: Row, before: readonly string[], end: End): 'whole' | 'marked' | 'lost' {
    const again = new PasteReader({
      lines: [...before, end === 'end' ? row.text + LETTER : LETTER + row.text],
      evidence: this.#evidence,
      asked: this.#begun.asked,
      wrapping: this.#wrapping,
      ended: true,
      again: undefined,
    }).read();
    for (const fact of again.facts.all()) fact.origin.line += row.at - before.length;
    // Sockets are listed below words of a few letters (tcp, udp, raw, LISTEN), none of which ends as another.
    // Behind a bracket or quotes that close a row nothing stands that would belong to what was read.
    const anchored =
      end === 'start'
        ? (this.#parser?.closed ?? this.#parser?.lists !== undefined)
        : /[)\]"]\s*$/.test(row.text);
    // What stands above the row is no matter of its beginning: looked at each time, it would cost the square of the rows.
    const from = end === 'start' ? row.mark : this.#begun.mark;
    return certain(this.#paste.facts, again.facts, row.at + 1, from, end, anchored);
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
    if (own !== undefined && !(typeof own === 'object' && 'rejected' in own)) return own;
    const parser = this.#begins(line);
    if (own !== undefined && parser === undefined) return own;
    if (this.#torn && (own === undefined || parser !== this.#parser) && this.#isBare(at)) {
      this.#judge('end', hostReason('pasteCutBefore'));
      this.#reader?.cut?.();
      this.#mark = this.#paste.facts.mark();
      this.#seam = true;
    }
    const reader = parser?.begin(line, this.#paste.facts, this.#asked);
    if (parser === undefined || reader === undefined) return own;
    this.#begun = { at, mark: this.#paste.facts.mark(), asked: this.#asked };
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
  #wrapped(at: number, outcome: Outcome, mark: readonly number[]): { pieces: number; text: string } {
    const unfinished = isUnfinished(outcome);
    const shown = this.#lines[at] ?? '';
    const full = shown.length === this.#wrapping?.width;
    const strict = isStrict(this.#parser);
    const broken =
      unfinished && (strict || (mayBeBroken(this.#lines, at, this.#widest) && this.#isBroken(at)));
    const filled = full && (mayBeFilled(shown, strict) || (this.#wrapping?.sure ?? false));
    if (this.#parser?.wraps !== true || !(broken || (filled && outcome === 'parsed')))
      return { pieces: 1, text: shown };
    let whole = shown;
    let last = shown;
    let best = { pieces: 1, text: shown };
    for (let pieces = 2; pieces <= MAX_PIECES; pieces++) {
      const next = this.#lines[at + pieces - 1];
      if (next === undefined || !this.#isPiece(next)) break;
      // What a text ends with may be the beginning of anything.
      if (!unfinished && !this.#ended && at + pieces === this.#lines.length) break;
      const one = this.#joined(at, mark, whole, next, last.length === this.#wrapping?.width);
      if (one === undefined) break;
      last = next;
      whole = one.text;
      if (one.outcome === 'parsed') best = { pieces, text: whole };
      if (one.outcome === 'parsed' && last.length !== this.#wrapping?.width) break;
    }
    this.#paste.facts.rewind(mark);
    this.#reader?.line(best.text.trimEnd(), this.#origin(at));
    return best;
  }

  #isBroken(at: number): boolean {
    const { broken, at: from, asked } = this.#begun;
    this.#begun.broken = broken ?? isBroken(this.#lines.slice(from, at + MOST_AHEAD), this.#parser, asked);
    return this.#begun.broken;
  }

  /**
   * Joins the next line to a row: as a terminal breaks it, anywhere, or as a mail does, at a blank.
   * @returns undefined where that gives no row, or both ways give one and it is not known which of them is true
   */
  #joined(
    at: number,
    mark: readonly number[],
    whole: string,
    next: string,
    full: boolean,
  ): { text: string; outcome: Outcome } | undefined {
    const { facts } = this.#paste;
    const ways = [whole + next, `${whole} ${next.trimStart()}`].map((text) => {
      facts.rewind(mark);
      const outcome = this.#reader?.line(text.trimEnd(), this.#origin(at));
      return { text, outcome, said: JSON.stringify(facts.since(mark)) };
    });
    const [glued, spaced] = ways;
    const rows = ways.filter(({ outcome }) => outcome === 'parsed');
    if (rows.length === 2 && glued?.said !== spaced?.said)
      // Rows of sockets are broken by terminals: mails are narrower.
      return full && (this.#wrapping?.sure === true || this.#parser?.lists !== undefined) ? glued : undefined;
    const way = full ? (rows[0] ?? glued) : spaced;
    return way?.outcome === undefined ? undefined : way;
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
      return OTHER;
    }
    if (!this.#within || isProse(line)) return AROUND;
    const name = this.#parser?.name ?? (known ? asked.program : undefined);
    return name === undefined ? AROUND : { rejected: hostReason('pasteUnlike', { program: name }) };
  }

  #reject(at: number, reason: string): void {
    this.#paste.rejected += 1;
    // Where it is in the text is found in the end.
    if (this.#paste.rejects.length < MAX_REJECTS)
      this.#paste.rejects.push({ line: at + 1, offset: 0, reason });
  }

  #count(at: number, outcome: Outcome): number {
    const paste = this.#paste;
    paste.read += 1;
    if (outcome === 'parsed') {
      paste.parsed += 1;
      this.#within = true;
      const output = paste.outputs.at(-1);
      if (output !== undefined) output.rows += 1;
    } else if (outcome !== undefined && 'rejected' in outcome) {
      this.#reject(at, outcome.rejected);
    } else {
      const reason = outcome?.skipped ?? TEXT_AROUND;
      paste.skipped += 1;
      this.#skips.set(reason, (this.#skips.get(reason) ?? 0) + 1);
    }
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
  const { lines, numbers } = linesOf(text);
  const paste = new PasteReader({
    lines,
    evidence,
    asked,
    wrapping: wrapping(lines),
    // Quoted in a mail, a line end is a line with nothing but the sign.
    ended: /(?:\n|(?:^|\n)[> ]*>[> ]*)$/.test(text.slice(-20)),
    again: 2 * lines.length + 100,
  }).read();
  place(paste, text, numbers);
  return paste;
}
