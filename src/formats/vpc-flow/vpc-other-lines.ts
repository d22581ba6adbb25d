import type { Message } from '../../model/message.ts';
import { worded } from './worded.ts';
import { parseAddress } from '../../net/address.ts';
import { printable } from '../../base/printable.ts';
import { LATEST } from '../../tables/times.ts';
import { LOST_NOTE, LOST_REASON } from '../../tables/lost.ts';
import type { Tally } from '../../tables/tally.ts';
import { vpcField } from './vpc-fields.ts';
import { parseHeader } from './vpc-header.ts';
import type { VpcState } from './vpc-header.ts';
import { FIELD } from '../../kernel/fields.ts';
import { kindOf, longestOf, mostOf } from './vpc-plan.ts';
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
export function fault(name: string, value: string): string | undefined {
  const field = vpcField(name);
  const kind = kindOf(field);
  if (value === '') return worded('vpcEmpty', { field: name });
  if (value === '-' || kind === FIELD.skip || field === undefined) return undefined;
  switch (kind) {
    case FIELD.address:
      return parseAddress(value) === undefined
        ? worded('vpcNotAddress', { field: name, value: shown(value) })
        : undefined;
    case FIELD.int: {
      const most = mostOf(field);
      return wholeNumber(value) <= most
        ? undefined
        : worded('vpcNotNumber', { field: name, value: shown(value), most: String(most) });
    }
    case FIELD.long:
      return value.length <= MAX_DIGITS && !Number.isNaN(wholeNumber(value))
        ? undefined
        : worded('vpcNotWhole', { field: name, value: shown(value), digits: MAX_DIGITS });
    case FIELD.time: {
      const seconds = wholeNumber(value);
      return seconds >= EARLIEST && seconds < LATEST
        ? undefined
        : worded('vpcNotTime', { field: name, value: shown(value) });
    }
    case FIELD.action:
      return value === 'ACCEPT' || value === 'REJECT'
        ? undefined
        : worded('vpcNotAction', { field: name, value: shown(value) });
    case FIELD.status:
      return value === 'OK' ? undefined : worded('vpcNotStatus', { field: name, value: shown(value) });
    default:
      return value.length > longestOf(field)
        ? worded('vpcTooLong', { field: name, length: value.length, most: longestOf(field) })
        : undefined;
  }
}

/** Why the words are no record of these fields. */
function reasonFor(words: readonly string[], state: VpcState): string {
  const { fields } = state;
  if (fields === undefined) {
    return worded('vpcNoHeader', { fields: words.length });
  }
  if (words.length !== fields.length) {
    const have: Message =
      words.length === 1
        ? { key: 'vpcOneField', params: {} }
        : { key: 'vpcFields', params: { fields: words.length } };
    return worded(state.source, { fields: have, wanted: fields.length });
  }
  for (const [i, name] of fields.entries()) {
    const reason = fault(name, words[i] ?? '');
    if (reason !== undefined) return reason;
  }
  return worded('vpcNoRecord');
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
    tally.skipped(worded('skipHeader'));
    noteUnknown(header, tally);
    return stateOfHeader(header);
  }
  if (end - start > MAX_LOOK) {
    tally.rejected(line, offset, worded('vpcLongLine', { length: end - start }));
    return state;
  }
  const words = text.split(' ');
  const status = statusOf(words, state.fields);
  if (status === 'NODATA') {
    tally.skipped(worded('vpcNoData'));
  } else if (status === 'SKIPDATA') {
    tally.skipped(LOST_REASON);
    tally.note(LOST_NOTE);
  } else {
    tally.rejected(line, offset, reasonFor(words, state));
  }
  return state;
}

export function stateOfHeader(fields: readonly string[]): VpcState {
  return { fields, source: 'vpcHeaderHas' };
}

function noteUnknown(fields: readonly string[], tally: Tally): void {
  const unknown = fields.filter((name) => vpcField(name) === undefined);
  if (unknown.length > 0) tally.note(worded('vpcUnknownFields', { fields: unknown.slice(0, 10).join(', ') }));
}
