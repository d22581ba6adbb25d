import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DocumentFormat, LineFormat } from '../../src/formats/format.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { countLines } from '../../src/events/ingest/lines.ts';
import { Sinks } from '../../src/events/lake/sinks.ts';
import { CountingTally } from '../../src/events/tally.ts';
import { headOf } from '../../test/formats/memory-sink.ts';
import { fixture, numbers } from '../../test/support.ts';
import { recorder } from './figures.ts';
import { inPiece, sized } from './size.ts';

const note = recorder('mutants');
const LINES = sized(10_000, 1_000_000);
/** So many at a time: what a thread of the program reads at once. */
const BATCH = 2000;
const LF = 10;

/** What programs have stumbled over, in places where a number, a name or an end was expected. */
const ODD = [
  '\0',
  '\t',
  ' ',
  '"',
  '\\"',
  "'",
  ',',
  ':',
  '[',
  ']',
  '{',
  '}',
  '\\',
  '-',
  '%',
  '\r',
  '\x1b[2J',
  '\x80',
  '\xff\xfe',
  'ÿ',
  '0',
  '-1',
  '99999999999999999999',
  '1e308',
  'NaN',
  '0x7fffffff',
  '65536',
  '4294967296',
  '9223372036854775807',
  '::',
  '::ffff:1.2.3.4',
  '256.1.1.1',
  '1.2.3',
  '0177.0.0.1',
  'fe80::1%eth0',
  'null',
  'undefined',
  '__proto__',
  '0000-00-00',
  '2026-02-30T25:61:61Z',
  '31/Dec/9999:23:59:60 +9999',
  'A'.repeat(300),
  '"'.repeat(99),
  '('.repeat(99),
];

class Mutator {
  readonly #chance: () => number;
  readonly #lines: readonly string[];

  constructor(lines: readonly string[], seed: number) {
    this.#lines = lines;
    this.#chance = numbers(seed);
  }

  #below(limit: number): number {
    return Math.floor((this.#chance() / 2 ** 32) * limit);
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!;
  }

  #once(line: string): string {
    const at = this.#below(line.length + 1);
    const to = Math.min(line.length, at + this.#below(12));
    switch (this.#below(7)) {
      case 0:
        return line.slice(0, at) + this.#pick(ODD) + line.slice(to);
      case 1:
        return line.slice(0, at) + line.slice(to);
      case 2:
        return line.slice(0, at) + String.fromCharCode(this.#below(256)) + line.slice(at + 1);
      case 3:
        return line.slice(0, at) + line.slice(at, to).repeat(3) + line.slice(to);
      case 4:
        // The end of another record behind the beginning of this one.
        return line.slice(0, at) + this.#pick(this.#lines).slice(at);
      case 5: {
        const fields = line.split(/(?<=[ ,\t])/);
        const [i, j] = [this.#below(fields.length), this.#below(fields.length)];
        [fields[i], fields[j]] = [fields[j]!, fields[i]!];
        return fields.join('');
      }
      default:
        return line.slice(0, at);
    }
  }

  line(): string {
    let line = this.#pick(this.#lines);
    for (let times = this.#below(3); times >= 0; times -= 1) line = this.#once(line);
    return line.replaceAll('\n', ' ');
  }
}

/** The fixtures of a format, and its sample. */
function originals({ name, sample }: { name: string; sample: string }): string[] {
  const folder = fixture('formats', name);
  const texts = sample === '' ? [] : [sample];
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const stored = readFileSync(file);
    const content = file.endsWith('.gz') ? gunzipSync(stored) : stored;
    if (content.length < 100_000) texts.push(content.toString('latin1'));
  }
  return texts;
}

/** What comes before the first record: without it the others say nothing. */
const HEADER = /^(?:#|version |account|"?[a-z_]+"?[,\t]"?[a-z_]+|eventTime|date,)/i;

function withSinks(
  tables: Parameters<Sinks['begin']>[0],
  read: (sink: ReturnType<Sinks['begin']>, tally: CountingTally) => void,
): { tally: CountingTally; rows: number } {
  const sinks = new Sinks();
  const tally = new CountingTally();
  read(sinks.begin(tables), tally);
  const rows = Object.values(sinks.end(1)).reduce((sum, count) => sum + count, 0);
  return { tally, rows };
}

function readLines(format: LineFormat, text: string): void {
  const bytes = Buffer.from(text, 'latin1');
  const head = headOf(bytes);
  assert.doesNotThrow(() => format.recognise(head));
  let state = format.start(head, {});
  const chunk = { bytes, start: 0, end: bytes.length, line: 1, offset: 0 };
  const { tally, rows } = withSinks([format.table, ...(format.also ?? [])], (sink, into) =>
    format.parse(chunk, state, sink, into),
  );
  state = format.carry(chunk, state);
  format.atEnd?.(state);
  const lines = countLines(bytes, 0, bytes.length) + Number(bytes.at(-1) !== LF);
  assert.equal(tally.total, lines, `${format.name}: every line is counted once`);
  const { parsed } = tally.counts;
  if (format.also === undefined) assert.equal(rows, parsed, format.name);
  else assert.ok(rows >= parsed, format.name);
}

function readDocument(format: DocumentFormat, text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  assert.doesNotThrow(() => format.recognise(headOf(bytes)));
  const { tally, rows } = withSinks([format.table, ...(format.also ?? [])], (sink, into) =>
    format.parse(bytes, {}, sink, into),
  );
  const { parsed } = tally.counts;
  if (format.also === undefined) assert.equal(rows, parsed, format.name);
  return tally.total;
}

const LINED = inPiece(FORMATS.filter((format) => format.kind === 'lines'));
const DOCUMENTS = inPiece(FORMATS.filter((format) => format.kind === 'document'));

test('of each format of lines, ten thousand broken records are each counted once', () => {
  let formats = 0;
  for (const format of LINED) {
    const texts = originals(format);
    const lines = [...new Set(texts.flatMap((text) => text.split('\n')))].filter((line) => line !== '');
    assert.ok(lines.length > 0, format.name);
    const headers = texts.map((text) =>
      text
        .split('\n')
        .filter((line) => HEADER.test(line))
        .slice(0, 4),
    );
    const mutator = new Mutator(lines, formats + 1);
    for (let done = 0; done < LINES; done += BATCH) {
      const header = headers[(done / BATCH) % headers.length] ?? [];
      const mutants = Array.from({ length: BATCH }, () => mutator.line());
      readLines(format, [...header, ...mutants].join('\n'));
    }
    formats += 1;
  }
  note('mutant-formats', formats);
  note('mutant-lines', formats * LINES);
});

test('of each format that is read whole, documents that are broken anywhere are read to their end', () => {
  // A document is a record or many; each is parsed from its first byte.
  const times = sized(300, 20_000);
  let records = 0;
  let formats = 0;
  for (const format of DOCUMENTS) {
    const texts = originals(format).filter((text) => text.length < 20_000);
    assert.ok(texts.length > 0, format.name);
    const mutator = new Mutator(texts, 100 + formats);
    for (let n = 0; n < times; n += 1) records += readDocument(format, mutator.line());
    formats += 1;
  }
  assert.ok(records > 0);
  note('mutant-documents', formats * times);
});
