import { worded } from './worded.ts';
import type { Tally } from '../../tables/tally.ts';
import type { Instant } from './instant.ts';

const DAY = 86_400;
const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i;
/** `GMT+05:30`, and with seconds where clocks once followed the sun, as `Intl` writes offsets. */
const LONG_OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;
/** Days and minutes that are remembered: a log has some hundred days, a hostile one as many as there are. */
const MAX_REMEMBERED = 20_000;

const GAP = worded('noteZoneGap');
const TWICE = worded('noteZoneTwice');

/** Seconds east of UTC of `+09:00`, `-0330`, `+9`, `UTC+2`, `Z`, `UTC`; undefined if it is no fixed offset. */
function fixedOffset(zone: string): number | undefined {
  if (/^(?:z|utc|gmt)$/i.test(zone)) return 0;
  const match = OFFSET.exec(zone);
  if (match === null) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60;
  // UTC+14:00 is the farthest there is; Pacific/Kiritimati has it.
  if (seconds > 14 * 3600) return undefined;
  return match[1] === '-' ? -seconds : seconds;
}

function offsetFormat(zone: string): Intl.DateTimeFormat | undefined {
  // Newer engines take offsets for names (ECMAScript 2024); ours are read, and bounded, by `fixedOffset`.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    // A RangeError is how a name is refused.
    return undefined;
  }
}

/** Is it the IANA name of a time zone? An offset is no name. */
export function isZoneName(name: string): boolean {
  return name.length <= 64 && offsetFormat(name) !== undefined;
}

/** Can times be read in this zone? @param zone an IANA name (`Asia/Seoul`) or an offset (`+09:00`) */
export function isZone(zone: string): boolean {
  return zone.length <= 64 && (fixedOffset(zone) ?? offsetFormat(zone)) !== undefined;
}

/**
 * Wall-clock time to UTC, in one zone. Where clocks are set back an hour comes twice, and the first of the two is
 * taken; where they are set forward an hour is missing, and is read as before the change. Both are noted.
 */
export class LocalTime {
  readonly #fixed: number | undefined;
  readonly #format: Intl.DateTimeFormat | undefined;
  /** Offset of each day that has only one, NaN where clocks may change. */
  readonly #days = new Map<number, number>();
  /** Offset in force at each minute of the other days. */
  readonly #minutes = new Map<number, number>();
  #gap = false;
  #twice = false;

  /** @param zone an IANA name or an offset; undefined is UTC. @throws RangeError if it is neither, see `isZone` */
  constructor(zone: string | undefined) {
    this.#fixed = zone === undefined ? 0 : fixedOffset(zone);
    if (this.#fixed !== undefined || zone === undefined) return;
    this.#format = offsetFormat(zone);
    if (this.#format === undefined) throw new RangeError(`no time zone is called ${zone}`);
  }

  /**
   * Seconds since 1970, UTC.
   * @param days days since 1970 of the wall clock's date
   * @param second of that day, 0 to 86,399
   */
  utc(days: number, second: number): number {
    const wall = days * DAY + second;
    if (this.#fixed !== undefined) return wall - this.#fixed;
    let offset = this.#days.get(days);
    if (offset === undefined) {
      offset = this.#offsetOfDay(days);
      remember(this.#days, days, offset);
    }
    return wall - (Number.isNaN(offset) ? this.#offsetOfMinute(wall) : offset);
  }

  /** The instant of a clock that says it is UTC's, and is this zone's. */
  instant({ seconds, micros }: Instant): Instant {
    const day = Math.floor(seconds / DAY);
    return { seconds: this.utc(day, seconds - day * DAY), micros };
  }

  /** Tells of times that were read in one of two ways. Call it at the end of each chunk. */
  note(tally: Pick<Tally, 'note'>): void {
    if (this.#gap) tally.note(GAP);
    if (this.#twice) tally.note(TWICE);
  }

  /** NaN if the offset before the day is another than after it. */
  #offsetOfDay(days: number): number {
    const before = this.#offsetAt((days - 1) * DAY);
    return before === this.#offsetAt((days + 2) * DAY) ? before : Number.NaN;
  }

  #offsetOfMinute(wall: number): number {
    const minute = Math.floor(wall / 60);
    const known = this.#minutes.get(minute);
    if (known !== undefined) return known;
    const before = this.#offsetAt(wall - DAY);
    const after = this.#offsetAt(wall + DAY);
    const holdsBefore = this.#offsetAt(wall - before) === before;
    const holdsAfter = this.#offsetAt(wall - after) === after;
    if (before !== after && holdsBefore && holdsAfter) this.#twice = true;
    if (!holdsBefore && !holdsAfter) this.#gap = true;
    const offset = holdsBefore || !holdsAfter ? before : after;
    remember(this.#minutes, minute, offset);
    return offset;
  }

  /** Seconds east of UTC at an instant. */
  #offsetAt(instant: number): number {
    const [, sign, hours, minutes, seconds = '0'] =
      LONG_OFFSET.exec(this.#format?.format(instant * 1000) ?? '') ?? [];
    if (sign === undefined) return 0;
    const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return sign === '-' ? -offset : offset;
  }
}

function remember(map: Map<number, number>, key: number, value: number): void {
  if (map.size >= MAX_REMEMBERED) map.clear();
  map.set(key, value);
}
