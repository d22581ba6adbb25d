import type { AddressColumn, IntColumn, LongColumn, RowSink, TextColumn } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import { TABLES } from '../../tables/tables.ts';
import { setAddressText } from '../text/column-texts.ts';
import { VPC_FIELDS, vpcField } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';
import { fault } from './vpc-other-lines.ts';
import { worded } from './worded.ts';

/** What a column of a query's answer holds. */
type Meaning = 'records' | 'packets' | 'bytes' | VpcFieldName;

/** A function over records: `count(*)`, `sum(bytes)`. */
const CALL = /^(\w{1,30})\(\s{0,4}([\w*@.-]{0,64})\s{0,4}\)$/;
/** Names that a user gave to something else than a count. */
const OTHER = /distinct|unique|avg|average|mean|max|min|median|pct|percent|rate|ratio|stddev|time|age/i;
const NUMBER = /^\d{1,15}$/;

const MEASURES = ['records', 'packets', 'bytes'] as const;

/** Whether a column is a function of Logs Insights' `stats`. */
export function isCall(name: string): boolean {
  return CALL.test(name);
}

/** Undefined: it is nothing that the table of counts holds. */
function meaningOf(name: string): Meaning | undefined {
  const field = vpcField(name);
  if (field !== undefined) return field;
  const [, call, of = ''] = CALL.exec(name) ?? [];
  if (call !== undefined) {
    if (call.toLowerCase() === 'count') return 'records';
    const summed = vpcField(of);
    return call.toLowerCase() === 'sum' && (summed === 'bytes' || summed === 'packets') ? summed : undefined;
  }
  if (name.startsWith('@') || OTHER.test(name)) return undefined;
  if (/byte|octet|volume/i.test(name)) return 'bytes';
  return /packet|pkt/i.test(name) ? 'packets' : 'records';
}

interface Column {
  name: string;
  at: number;
  meaning: Meaning;
}

/** The columns that are kept; the first of each meaning. */
function columnsOf(names: readonly string[]): { kept: Column[]; left: string[] } {
  const kept: Column[] = [];
  const left: string[] = [];
  for (const [at, name] of names.entries()) {
    const meaning = meaningOf(name);
    const column = meaning === undefined ? undefined : columnIn(meaning);
    if (
      meaning === undefined ||
      column === undefined ||
      kept.some((one) => columnIn(one.meaning) === column)
    ) {
      if (!name.startsWith('@')) left.push(name);
    } else kept.push({ name, at, meaning });
  }
  return { kept, left };
}

type CountColumn = keyof typeof TABLES.counts;

function isCountColumn(name: string): name is CountColumn {
  return Object.hasOwn(TABLES.counts, name);
}

function columnIn(meaning: Meaning): CountColumn | undefined {
  if (meaning === 'records') return meaning;
  const column = VPC_FIELDS[meaning].column ?? '';
  return isCountColumn(column) ? column : undefined;
}

/**
 * Reads the answer of a query that has counted flow records or added them up: a row is a group. What the rows rest on, and of
 * which time they are, the answer does not say.
 */
export class CountsReader {
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #columns = new Map<string, ReturnType<typeof columnsOf>>();

  constructor(sink: RowSink, tally: Tally) {
    this.#sink = sink.beside('counts');
    this.#tally = tally;
  }

  record(names: readonly string[], values: readonly string[], line: number, offset: number): void {
    const { kept, left } = this.#columnsOf(names);
    const measured = kept.some(({ meaning }) => MEASURES.some((measure) => measure === meaning));
    if (!measured || !kept.some(({ meaning }) => meaning === 'srcaddr')) {
      this.#tally.skipped(worded('vpcCounts'));
      return;
    }
    const cells = kept.map(({ name, at, meaning }) => ({ name, meaning, value: (values[at] ?? '').trim() }));
    for (const { name, meaning, value } of cells) {
      const wrong = wrongWith(name, meaning, value);
      if (wrong !== undefined) {
        this.#tally.rejected(line, offset, wrong);
        return;
      }
    }
    for (const { name, meaning, value } of cells)
      if (value !== '' && value !== '-') this.#set(name, meaning, value);
    this.#sink.next(line);
    this.#tally.parsed();
    this.#tally.note(worded('vpcCounted'));
    if (left.length > 0)
      this.#tally.note(worded('vpcUnknownFields', { fields: left.slice(0, 10).join(', ') }));
  }

  #columnsOf(names: readonly string[]): ReturnType<typeof columnsOf> {
    const key = names.join('\n');
    const known = this.#columns.get(key) ?? columnsOf(names);
    this.#columns.set(key, known);
    return known;
  }

  #set(name: string, meaning: Meaning, value: string): void {
    const column = columnIn(meaning);
    if (column === undefined) return;
    if (meaning === 'records') this.#sink.text('measure').setText(name);
    const target = this.#target(column);
    if ('setBytes' in target && 'setV4' in target) setAddressText(target, value);
    else if ('setText' in target) target.setText(value);
    else target.set(Number(value));
  }

  #target(column: CountColumn): AddressColumn | IntColumn | LongColumn | TextColumn {
    switch (TABLES.counts[column]) {
      case 'address':
        return this.#sink.address(column);
      case 'int':
        return this.#sink.int(column);
      case 'long':
        return this.#sink.long(column);
      default:
        return this.#sink.text(column);
    }
  }
}

function wrongWith(name: string, meaning: Meaning, value: string): string | undefined {
  if (MEASURES.some((measure) => measure === meaning)) {
    return NUMBER.test(value) ? undefined : worded('vpcNotCount', { field: name });
  }
  if (value === '') return undefined;
  return meaning === 'records' ? undefined : fault(meaning, value);
}
