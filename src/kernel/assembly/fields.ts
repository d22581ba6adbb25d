import { graphEnd } from './find';
import { dayAt } from './host';
import { byteAt, CR, DASH, HASH, KINDS_AT, LF, MAX_DIGITS, MISSING, MOST_AT, ROWS, SPACE } from './layout';
import { endsWord, numberEnd, readClock, readNumber } from './numbers';
import { endRow, rows, setDouble, setInt } from './rows';
import { readV4, v4 } from './v4';
import { addressOf, textOf, v4Of } from './values';

// How a field is read, as src/kernel/fields.ts numbers it.
const SKIP: i32 = 0;
const TEXT: i32 = 1;
const ADDRESS: i32 = 2;
const INT: i32 = 3;
const LONG: i32 = 4;
const EPOCH: i32 = 5;
const ACTION: i32 = 6;
const STATUS: i32 = 7;
const DAY: i32 = 8;
const CLOCK: i32 = 9;

/** An IPv6 address with a zone. */
const MAX_ADDRESS: i32 = 64;
/** Flow logs are younger than 2000, and what lies beyond 2100 is damaged (src/tables/times.ts): seconds since 1970. */
const EARLIEST: i64 = 946684800;
const LATEST: i64 = 4102444800;
const DAY_LENGTH: i32 = 10;
const CLOCK_LENGTH: i32 = 8;
/** `OK`, `ACCEPT` and `REJECT`, the first byte lowest. */
const OK: u16 = 0x4b4f;
const ACCEPT: u64 = 0x545045434341;
const REJECT: u64 = 0x5443454a4552;
const SIX_BYTES: u64 = 0xffffffffffff;

/** The last day, as words of its text: most lines are of the same. */
let yearWord: u64 = 0;
let dayWord: u16 = 0;
let days: i32 = -1;

/**
 * Reads lines of so many fields, a space between them, from `from` on: those that are as they should be. Whatever is
 * not gives the line up: it is then looked at with care.
 *
 * @param end behind the line feed that the text ends with
 * @returns where it stopped: at the end, where there is no room for more, or before a line that was given up
 */
export function readFields(from: i32, end: i32, fields: i32): i32 {
  let at = from;
  while (at < end && rows < ROWS) {
    const next = line(at, fields);
    if (next < 0) break;
    endRow();
    at = next;
  }
  return at;
}

/** The day and the clock of the line at hand, and the clock's field; -1: it has none. */
let day: i32 = 0;
let clock: i32 = 0;
let clockField: i32 = -1;

/** @returns place behind the line's end; -1: it is given up */
function line(start: i32, fields: i32): i32 {
  // A directive of the W3C format.
  if (byteAt(start) == HASH) return -1;
  let at = start;
  clockField = -1;
  for (let field = 0; ;) {
    const kind = <i32>load<u8>(KINDS_AT + field);
    if (byteAt(at) == DASH && endsWord(at + 1)) at = none(at, field, kind);
    else at = value(at, field, kind);
    if (at < 0) return -1;
    if (++field == fields) break;
    if (byteAt(at) != SPACE) return -1;
    at++;
  }
  if (byteAt(at) == CR) at++;
  if (byteAt(at) != LF) return -1;
  // The date may come after the time.
  if (clockField >= 0) setDouble(clockField, (<f64>day * 86400 + <f64>clock) * 1000000);
  return at + 1;
}

/** `-`, which stands for null. @returns place behind it; -1: there must be a value */
function none(at: i32, field: i32, kind: i32): i32 {
  switch (kind) {
    case TEXT:
    case ADDRESS:
    case ACTION:
      setInt(field, 0);
      break;
    case INT:
      setInt(field, MISSING);
      break;
    case LONG:
    case EPOCH:
      setDouble(field, NaN);
      break;
    case SKIP:
      break;
    default:
      return -1;
  }
  return at + 1;
}

/** Sets the value of a field. @returns place behind it; -1: it cannot be there, or there is no room for it */
function value(at: i32, field: i32, kind: i32): i32 {
  switch (kind) {
    case SKIP: {
      const end = graphEnd(at);
      return end == at ? -1 : end;
    }
    case TEXT: {
      const end = graphEnd(at);
      return end == at || end - at > mostOf(field) ? -1 : text(at, end, field);
    }
    case ADDRESS:
      return address(at, field);
    case INT: {
      const number = readNumber(at);
      if (numberEnd == at || numberEnd - at > MAX_DIGITS || number > <i64>mostOf(field)) return -1;
      setInt(field, <i32>number);
      return numberEnd;
    }
    case LONG: {
      const number = readNumber(at);
      if (numberEnd == at || numberEnd - at > MAX_DIGITS) return -1;
      setDouble(field, <f64>number);
      return numberEnd;
    }
    case EPOCH: {
      const number = readNumber(at);
      if (numberEnd - at > MAX_DIGITS || number < EARLIEST || number >= LATEST) return -1;
      setDouble(field, <f64>(number * 1000000));
      return numberEnd;
    }
    case ACTION: {
      const word = load<u64>(at) & SIX_BYTES;
      return word == ACCEPT || word == REJECT ? text(at, at + 6, field) : -1;
    }
    case STATUS:
      // Every other status means that there is no record in this line.
      return load<u16>(at) == OK ? at + 2 : -1;
    case DAY:
      day = readDay(at);
      return day < 0 ? -1 : at + DAY_LENGTH;
    case CLOCK:
      clock = readClock(at);
      clockField = field;
      return clock < 0 ? -1 : at + CLOCK_LENGTH;
    default:
      return -1;
  }
}

function text(start: i32, end: i32, field: i32): i32 {
  const value = textOf(field, start, end);
  setInt(field, value);
  return value == 0 ? -1 : end;
}

function address(start: i32, field: i32): i32 {
  let end = readV4(start);
  let value = 0;
  if (end >= 0) {
    value = v4Of(field, v4);
  } else {
    end = graphEnd(start);
    if (end > start && end - start <= MAX_ADDRESS) value = addressOf(field, start, end);
  }
  setInt(field, value);
  return value == 0 ? -1 : end;
}

function readDay(at: i32): i32 {
  const year = load<u64>(at);
  const rest = load<u16>(at, 8);
  if (year == yearWord && rest == dayWord) return days;
  yearWord = year;
  dayWord = rest;
  days = dayAt(at);
  return days;
}

function mostOf(field: i32): i32 {
  return load<i32>(MOST_AT + field * 4);
}
