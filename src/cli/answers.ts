import type { Output } from '../base/ports.ts';
import { printable, printableJson } from '../base/printable.ts';
import { blanksTo, displayWidth } from '../base/width.ts';
import type { AnswerSink } from '../desk/query.ts';
import type { Answer, ExactCell } from '../events/engines/engine.ts';

type Columns = Answer['columns'];

/** A cell as one text; null is nothing. */
function textOf(cell: ExactCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** A table for eyes: widths are those of the first rows. What would move a terminal's cursor is made visible. */
export class TableSink implements AnswerSink {
  readonly #out: Output;
  readonly #say: (text: string) => void;
  #columns: Columns = [];
  #widths: number[] | undefined;
  #count = 0;

  /** @param say what is said beside the table: how many rows there are */
  constructor(out: Output, say: (text: string) => void) {
    this.#out = out;
    this.#say = say;
  }

  begin(columns: Columns): void {
    this.#columns = columns;
  }

  rows(rows: readonly ExactCell[][]): void {
    const cells = rows.map((row) => row.map((cell) => printable(textOf(cell))));
    if (this.#widths === undefined) this.#head(cells);
    this.#count += rows.length;
    this.#out.write(cells.map((row) => this.#line(row)).join(''));
  }

  end(): void {
    this.#say(`${this.#count.toLocaleString('en')} ${this.#count === 1 ? 'row' : 'rows'}\n`);
  }

  #head(cells: readonly string[][]): void {
    const names = this.#columns.map(({ name }) => printable(name));
    this.#widths = names.map((name, c) =>
      [name, ...cells.map((row) => row[c] ?? '')].reduce(
        (most, text) => Math.max(most, displayWidth(text)),
        0,
      ),
    );
    this.#out.write(this.#line(names) + this.#line(this.#widths.map((width) => '-'.repeat(width))));
  }

  #line(cells: readonly string[]): string {
    const padded = cells.map((text, c) => {
      const space = blanksTo(this.#widths?.[c] ?? 0, text);
      return isNumber(this.#columns[c]?.type ?? '') ? space + text : text + space;
    });
    return `${padded.join('  ').trimEnd()}\n`;
  }
}

function isNumber(type: string): boolean {
  return /INT|DOUBLE|FLOAT|DECIMAL/.test(type) && !type.endsWith(']');
}

/** With these a spreadsheet begins a formula, also in their full-width forms (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]/u;
/** A number is no name, whatever sign it has. */
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A field of CSV (RFC 4180); a text that a spreadsheet would compute gets an apostrophe before it, and stays a text. */
function csvField(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() || safe !== text
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

/** CSV (RFC 4180) with a head; on a terminal control characters are made visible. */
export class CsvSink implements AnswerSink {
  readonly #out: Output;

  constructor(out: Output) {
    this.#out = out;
  }

  begin(columns: Columns): void {
    this.#write([columns.map(({ name }) => name)]);
  }

  rows(rows: readonly ExactCell[][]): void {
    this.#write(rows.map((row) => row.map(textOf)));
  }

  end(): void {}

  #write(rows: readonly string[][]): void {
    const shown = this.#out.isTTY ? printable : (text: string) => text;
    this.#out.write(rows.map((row) => `${row.map((text) => csvField(shown(text))).join(',')}\r\n`).join(''));
  }
}

/** `abusedesk.query/1`, row by row. */
export class JsonSink implements AnswerSink {
  readonly #out: Output;
  #first = true;

  constructor(out: Output) {
    this.#out = out;
  }

  begin(columns: Columns): void {
    const head = columns.map(({ name, type }) => ({ name, type }));
    this.#out.write(`{"schema":"abusedesk.query/1","columns":${printableJson(head)},"rows":[`);
  }

  rows(rows: readonly ExactCell[][]): void {
    for (const row of rows) {
      this.#out.write(`${this.#first ? '\n' : ',\n'}${printableJson(row)}`);
      this.#first = false;
    }
  }

  end(): void {
    this.#out.write('\n]}\n');
  }
}
