import { wrap } from '../base/width.ts';

/** Plain text in mail: 78 columns (RFC 5322, section 2.1.1). */
const WIDTH = 78;

/** What a quoted line begins with. */
const QUOTE = '     | ';

/** A place that only a person can fill. */
const BLANK = /\[\[ ([^\]]*) \]\]/g;

/** Blanks of a text, in the order in which they are in it. */
function blanksOf(text: string): string[] {
  return Array.from(text.matchAll(BLANK), (match) => match[1] ?? '');
}

/** A letter as it is being written, paragraph by paragraph. */
export class Page {
  readonly #lines: string[] = [];
  readonly #blanks: string[] = [];
  /** The line at which each paragraph, entry or item begins. */
  readonly #starts: number[] = [];
  readonly #width: number;
  #headings = 0;

  /** @param width columns */
  constructor(width = WIDTH) {
    this.#width = width;
  }

  #add(text: string, first: string, hanging: string): void {
    this.#blanks.push(...blanksOf(text));
    this.#starts.push(this.#lines.length);
    this.#lines.push(...wrap(text, this.#width, first, hanging));
  }

  /** An empty line, unless there is one. */
  space(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  /** `label: text`, without a space before it. */
  field(label: string, text: string): void {
    this.#add(text, label, '  ');
  }

  paragraph(text: string): void {
    this.space();
    this.#add(text, '', '');
  }

  /** One line without a space before it. */
  line(text: string): void {
    this.#add(text, '', '');
  }

  heading(text: string): void {
    this.#headings += 1;
    this.space();
    this.#add(text, `${this.#headings}. `, '   ');
  }

  item(text: string): void {
    this.#add(text, '   - ', '     ');
  }

  /** Words of ours between items. */
  note(text: string): void {
    this.#add(text, '   ', '   ');
  }

  /** An original line or name, marked as a quotation. */
  quote(text: string): void {
    this.#starts.push(this.#lines.length);
    this.#lines.push(...wrap(text, this.#width, QUOTE, ' '.repeat(QUOTE.length)));
  }

  /** Every blank once, in order. */
  get blanks(): string[] {
    return [...new Set(this.#blanks)];
  }

  /** The lines, in the pieces in which they were written; an empty line goes with the piece before it. */
  get pieces(): string[][] {
    return this.#starts.map((start, i) => this.#lines.slice(start, this.#starts[i + 1]));
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}
