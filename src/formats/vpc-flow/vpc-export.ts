import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { ReadOptions } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { CountsReader, isCall } from './vpc-counts.ts';
import { isTagField, vpcField } from './vpc-fields.ts';
import type { VpcFieldName } from './vpc-fields.ts';
import { VPC_FLOW } from './vpc-flow.ts';
import { customFieldCount, defaultFields } from './vpc-header.ts';

/**
 * What the columns of a CloudWatch export hold.
 * - `lines`: whole flow log lines in one column
 * - `fields`: flow records, a field a column
 * - `aggregated`: sums and counts over flow records, such as `stats count(dstPort) by srcAddr`
 * - `other`: nothing of flow logs
 */
export type ExportShape = 'lines' | 'fields' | 'aggregated' | 'other';

/** Columns that hold the line as it was logged: Logs Insights, the console's and the CLI's log events. */
const MESSAGE = new Set(['@message', 'message']);
const TIMESTAMP = '@timestamp';

/** Fields that no other table of flows has: addresses, ports and counts are in many. */
const OWN: readonly VpcFieldName[] = [
  'interface-id',
  'account-id',
  'log-status',
  'action',
  'vpc-id',
  'subnet-id',
  'instance-id',
  'pkt-srcaddr',
  'pkt-dstaddr',
  'flow-direction',
];

export function shapeOf(names: readonly string[]): ExportShape {
  if (names.some((name) => MESSAGE.has(name))) return 'lines';
  const fields = new Set(names.map(vpcField));
  const timed = fields.has('start') || names.includes(TIMESTAMP);
  const marked = OWN.some((name) => fields.has(name)) || names.includes(TIMESTAMP);
  if (fields.has('srcaddr') && fields.has('dstaddr') && timed && marked) return 'fields';
  // Counts have a few columns of a query's own; a table with more of them is another program's.
  const own = names.filter((name) => vpcField(name) === undefined && !name.startsWith('@') && !isCall(name));
  if (own.length * 2 > names.length) return 'other';
  const addressed = fields.has('srcaddr') || fields.has('dstaddr') || fields.has('interface-id');
  return addressed ? 'aggregated' : 'other';
}

/** Whether a text is a line of a flow log, as far as that can be known without its header. */
export function looksLikeFlowLine(message: string): boolean {
  return defaultFields(message) !== undefined || customFieldCount(message) !== undefined;
}

/** Seconds since 1970 of `2024-01-31 23:59:59.000`, which Logs Insights writes in UTC. */
function epochOf(timestamp: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z?$/.exec(timestamp);
  const time = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}Z`);
  return Number.isNaN(time) ? undefined : String(time / 1000);
}

/** One record of an export: its columns by name, in any order. */
export interface ExportRecord {
  names: readonly string[];
  values: readonly string[];
  /** Line or record number, from 1, and byte offset. */
  line: number;
  offset: number;
}

/** Lines that follow one another and have the same fields are handed on together. */
interface Batch {
  fields: readonly string[] | undefined;
  texts: string[];
  /** Number of the first one. */
  line: number;
  /** Where each is in the file. */
  offsets: number[];
  length: number;
}

const BATCH_CHARACTERS = 2 ** 20;

/** Reads flow records out of exports: each becomes a line of a flow log and is read as one. */
export class ExportReader {
  readonly #options: ReadOptions;
  readonly #sink: RowSink;
  readonly #tally: Tally;
  /** The state that a log's header would set, by the fields it was made from. */
  readonly #states = new Map<string, ReturnType<typeof VPC_FLOW.start>>();
  #batch: Batch | undefined;
  #counts: CountsReader | undefined;

  constructor(options: ReadOptions, sink: RowSink, tally: Tally) {
    this.#options = options;
    this.#sink = sink;
    this.#tally = tally;
  }

  record(record: ExportRecord): void {
    const shape = shapeOf(record.names);
    if (shape === 'lines') this.#message(record);
    else if (shape === 'fields') this.#fields(record);
    else if (shape === 'aggregated') {
      this.#counts ??= new CountsReader(this.#sink, this.#tally);
      this.#counts.record(record.names, record.values, record.line, record.offset);
    } else this.#tally.rejected(record.line, record.offset, worded('vpcNoColumn'));
  }

  /** Reads what is still waiting; to be called once, behind the last record. */
  finish(): void {
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch === undefined) return;
    const bytes = Buffer.from(`${batch.texts.join('\n')}\n`);
    const chunk = { bytes, start: 0, end: bytes.length, line: batch.line, offset: 0 };
    VPC_FLOW.parse(chunk, this.#state(batch, bytes), this.#sink, {
      parsed: (records) => this.#tally.parsed(records),
      skipped: (reason) => this.#tally.skipped(reason),
      rejected: (line, _offset, reason) =>
        this.#tally.rejected(line, batch.offsets[line - batch.line] ?? 0, reason),
      note: (text) => this.#tally.note(text),
    });
  }

  #state({ fields }: Batch, bytes: Buffer): ReturnType<typeof VPC_FLOW.start> {
    const key = fields?.join(' ') ?? '';
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const head = { bytes, text: bytes.toString('latin1'), name: '', whole: true };
    const state = VPC_FLOW.start(head, fields === undefined ? {} : { vpcFields: fields });
    this.#states.set(key, state);
    return state;
  }

  #message({ names, values, line, offset }: ExportRecord): void {
    const message = values[names.findIndex((name) => MESSAGE.has(name))] ?? '';
    this.#add(message.trim(), this.#options.vpcFields, line, offset);
  }

  #fields({ names, values, line, offset }: ExportRecord): void {
    const fields: VpcFieldName[] = [];
    const words: string[] = [];
    let timestamp: string | undefined;
    for (const [index, name] of names.entries()) {
      const field = vpcField(name);
      const text = (values[index] ?? '').trim();
      // Who exports may have taken the encoding off a tag: it holds blanks then.
      const tagged = field !== undefined && isTagField(field);
      const value = tagged ? text.replaceAll(/\s/g, (blank) => encodeURIComponent(blank)) : text;
      if (field === undefined) {
        if (name === TIMESTAMP) timestamp = value;
      } else if (/\s/.test(value)) {
        this.#tally.rejected(line, offset, worded('vpcSpaces', { field }));
        return;
      } else if (!fields.includes(field)) {
        fields.push(field);
        words.push(value === '' ? '-' : value);
      }
    }
    const start = timestamp === undefined || fields.includes('start') ? undefined : epochOf(timestamp);
    if (start !== undefined) {
      this.#tally.note(worded('vpcNoStart'));
      fields.push('start');
      words.push(start);
    }
    this.#add(words.join(' '), fields, line, offset);
  }

  #add(text: string, fields: readonly string[] | undefined, line: number, offset: number): void {
    if (text.includes('\n')) {
      this.#tally.rejected(line, offset, worded('vpcLines'));
      return;
    }
    const last = this.#batch;
    const follows = last !== undefined && last.line + last.texts.length === line;
    if (!follows || last.fields?.join(' ') !== fields?.join(' ') || last.length > BATCH_CHARACTERS)
      this.finish();
    this.#batch ??= { fields, texts: [], line, offsets: [], length: 0 };
    this.#batch.texts.push(text);
    this.#batch.offsets.push(offset);
    this.#batch.length += text.length + 1;
  }
}
