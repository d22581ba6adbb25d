import { parseAddress } from '../../net/address.ts';
import { printable } from '../../base/printable.ts';
import { LATEST } from '../../tables/times.ts';
import { LOST_NOTE, LOST_REASON } from '../../tables/lost.ts';
import type { Tally } from '../../tables/tally.ts';
import { vpcField } from './vpc-fields.ts';
import { parseHeader } from './vpc-header.ts';
import type { VpcState } from './vpc-header.ts';
import { FIELD } from '../../kernel/fields.ts';
import { kindOf, MAX_TEXT, mostOf } from './vpc-plan.ts';
import { blankReason, latin1At } from '../text/line-bytes.ts';
import { MAX_DIGITS } from '../../kernel/byte-time.ts';

/** Flow logs are younger than 2000: seconds since 1970. */
const EARLIEST = 946_684_800;

/** A line longer than this is not looked at word by word. */
const MAX_LOOK = 16_384;
const MAX_SHOWN = 40;

function shown(value: string): string {
  const text = printable(value.slice(0, MAX_SHOWN));
  return value.length > MAX_SHOWN ? `"${text}…"` : `"${text}"`;
}

function wholeNumber(value: string): number {
  return /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
}

/** Why a field's value cannot be read; undefined: it can. */
function fault(name: string, value: string): string | undefined {
  const field = vpcField(name);
  const kind = kindOf(field);
  if (value === '') return `${name} is empty`;
  if (value === '-' || kind === FIELD.skip || field === undefined) return undefined;
  switch (kind) {
    case FIELD.address:
      return parseAddress(value) === undefined ? `${name} is ${shown(value)}, not an address` : undefined;
    case FIELD.int: {
      const most = mostOf(field);
      return wholeNumber(value) <= most
        ? undefined
        : `${name} is ${shown(value)}, not a number from 0 to ${most}`;
    }
    case FIELD.long:
      return value.length <= MAX_DIGITS && !Number.isNaN(wholeNumber(value))
        ? undefined
        : `${name} is ${shown(value)}, not a whole number of at most ${MAX_DIGITS} digits`;
    case FIELD.time: {
      const seconds = wholeNumber(value);
      return seconds >= EARLIEST && seconds < LATEST
        ? undefined
        : `${name} is ${shown(value)}, not a time in seconds since 1970 between 2000 and 2100`;
    }
    case FIELD.action:
      return value === 'ACCEPT' || value === 'REJECT'
        ? undefined
        : `${name} is ${shown(value)}, neither ACCEPT nor REJECT`;
    case FIELD.status:
      return value === 'OK' ? undefined : `${name} is ${shown(value)}, none of OK, NODATA, SKIPDATA`;
    default:
      return value.length > MAX_TEXT
        ? `${name} is ${value.length} bytes long, more than ${MAX_TEXT}`
        : undefined;
  }
}

/** Why the words are no record of these fields. */
function reasonFor(words: readonly string[], state: VpcState): string {
  const { fields } = state;
  if (fields === undefined) {
    return `${words.length} fields and no header: name the fields, in order, with --fields`;
  }
  if (words.length !== fields.length) {
    const many = words.length === 1 ? '1 field' : `${words.length} fields`;
    return `${many}, ${state.source} ${fields.length}`;
  }
  for (const [i, name] of fields.entries()) {
    const reason = fault(name, words[i] ?? '');
    if (reason !== undefined) return reason;
  }
  return 'not a flow record';
}

/** `NODATA` or `SKIPDATA` where the line's fields have it, or at its end where the fields are not known. */
function statusOf(words: readonly string[], fields: readonly string[] | undefined): string | undefined {
  if (fields !== undefined && words.length !== fields.length) return undefined;
  const at = fields?.findIndex((name) => vpcField(name) === 'log-status') ?? words.length - 1;
  return words[at];
}

/** The line's text without its line end, at most `MAX_LOOK` bytes of it, as latin1. */
export function lineText(bytes: Uint8Array, start: number, end: number): string {
  const stop = Math.min(end, start + MAX_LOOK);
  return latin1At(bytes, start, stop).replace(/\r?\n?$/, '');
}

/**
 * Accounts for a line that is no good record.
 * @param end behind the line's end
 * @returns the state for the lines after it: another one if it is a header
 */
export function accountFor(
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
  offset: number,
  state: VpcState,
  tally: Tally,
): VpcState {
  const text = lineText(bytes, start, end);
  const blank = blankReason(bytes, start, end);
  if (blank !== undefined) {
    tally.skipped(blank);
    return state;
  }
  const header = parseHeader(text);
  if (header !== undefined) {
    tally.skipped('header');
    noteUnknown(header, tally);
    return stateOfHeader(header);
  }
  if (end - start > MAX_LOOK) {
    tally.rejected(line, offset, `line of ${end - start} bytes, longer than any flow record`);
    return state;
  }
  const words = text.split(' ');
  const status = statusOf(words, state.fields);
  if (status === 'NODATA') {
    tally.skipped('NODATA: no traffic in the interval');
  } else if (status === 'SKIPDATA') {
    tally.skipped(LOST_REASON);
    tally.note(LOST_NOTE);
  } else {
    tally.rejected(line, offset, reasonFor(words, state));
  }
  return state;
}

export function stateOfHeader(fields: readonly string[]): VpcState {
  return { fields, source: 'the header names' };
}

function noteUnknown(fields: readonly string[], tally: Tally): void {
  const unknown = fields.filter((name) => vpcField(name) === undefined);
  if (unknown.length > 0)
    tally.note(`fields that are not known were left out: ${unknown.slice(0, 10).join(', ')}`);
}
