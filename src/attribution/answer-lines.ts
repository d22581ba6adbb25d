import { AddressLines } from '../kernel/answers.ts';
import { specialBlocksV4 } from '../net/special.ts';
import { eraAt } from './eras.ts';
import type { Label, Ranges } from './ranges.ts';
import { entryPoints } from './segments.ts';

const NEWLINE = 10;
const RETURN = 13;

export interface LineAnswers {
  /**
   * What follows the address: one line, printable.
   * @param label undefined: no list has it; @param special what it is, where it is no ordinary public address
   */
  tail(label: Label | undefined, special?: string): string;
  /** A line that is no plain IPv4 address: its whole answer with the line feed, '' for none. @param number from 1 */
  other(line: string, number: number): string;
  /** Valid until it returns. */
  write(bytes: Uint8Array): void;
}

/** The IPv4 space cut wherever the answer may change: at each published prefix, and at each special block. */
interface AddressSpace {
  starts: Uint32Array;
  /** By segment: what it is, where it is no ordinary public address. */
  notes: (string | undefined)[];
}

function cutV4(published: Uint32Array): AddressSpace {
  const special = specialBlocksV4();
  const edges = special.flatMap(({ first, last }) => [first, last + 1]).filter((edge) => edge < 2 ** 32);
  const starts = Uint32Array.from(new Set([0, ...published, ...edges])).sort();
  // Longer blocks stand first, and are the ones that count.
  const notes = Array.from(
    starts,
    (start) => special.find(({ first, last }) => first <= start && start <= last)?.note,
  );
  return { starts, notes };
}

/** Answers a long list of addresses, one a line, from bytes to bytes; the end of each line is made once a segment. */
export class AnswerLines {
  readonly #lines: AddressLines;
  /** The bytes of a line whose end lies in the next chunk. */
  #rest: Uint8Array = new Uint8Array(0);

  /** @param at seconds since 1970 UTC */
  constructor(ranges: Ranges, at: number, answers: LineAnswers) {
    const era = eraAt(ranges.eras, at);
    const { starts, notes } = cutV4(ranges.table.startsV4);
    this.#lines = new AddressLines({
      starts,
      entry: entryPoints(starts),
      tail: (segment) => {
        const label = ranges.label(ranges.table.ofV4(starts[segment]!), era);
        const note = notes[segment];
        // Of a special address that somebody publishes both is said: line by line.
        if (label !== undefined && note !== undefined) return undefined;
        return Buffer.from(`${answers.tail(label, note)}\n`);
      },
      other: (line, number) => {
        const bytes = Buffer.from(line);
        const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
        return Buffer.from(answers.other(bytes.toString('utf8', 0, end), number));
      },
      write: (bytes) => answers.write(bytes),
    });
  }

  /** The lines of a chunk; a line may go on in the next one. */
  add(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    this.#lines.add(bytes.subarray(0, end));
    this.#rest = Buffer.from(bytes.subarray(end));
  }

  /** A last line without a line feed, and all that is not written yet. */
  finish(): void {
    if (this.#rest.length > 0) this.add(Buffer.from('\n'));
    this.#lines.finish();
  }
}
