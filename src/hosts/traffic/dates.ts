import type { ClockFact, Facts, ProcessFact } from '../facts.ts';
import { instant as instantOf } from '../text/moment.ts';
import { given } from '../text/words.ts';

const DAY_S = 86_400;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ISO 8601 UTC to the second. @param seconds since 1970 */
const instant = (seconds: number): string => instantOf(Math.floor(seconds) * 1000);

/** The clock that was read last before the line, else the next one after it, of the same file. */
export function nearestClock(
  clocks: readonly ClockFact[],
  evidence: string,
  line: number,
): ClockFact | undefined {
  const own = clocks.filter(({ origin }) => origin.evidence === evidence);
  return own.findLast(({ origin }) => origin.line <= line) ?? own[0];
}

/** Seconds of ps' `[[DD-]hh:]mm:ss` or of plain seconds (etimes). */
export function secondsOfElapsed(text: string | undefined): number | undefined {
  const [, days = '0', hours = '0', minutes, seconds] =
    /^(?:(?:(\d{1,6})-)?(\d{1,2}):)?(\d{1,2}):(\d\d)$/.exec(text ?? '') ?? [];
  if (minutes !== undefined) {
    return Number(days) * DAY_S + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/**
 * When a process started, as ISO 8601 UTC. ps prints `02:01` of what began within a day, `Dec13` of older ones, and
 * the whole time where it is asked for, in the zone of the host, which `date` beside it tells.
 */
function startOf({ started, elapsed }: ProcessFact, { at, offset }: ClockFact): string | undefined {
  const now = Date.parse(at) / 1000;
  if (elapsed !== undefined) return instant(now - elapsed);
  if (started === undefined || offset === undefined) return undefined;
  const local = now + offset * 60;
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(started) ?? [];
  if (hour !== undefined) {
    const today = local - (local % DAY_S) + Number(hour) * 3600 + Number(minute) * 60;
    // `date` may have been run a minute before `ps`.
    return instant((today > local + 60 ? today - DAY_S : today) - offset * 60);
  }
  const whole = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})$/.exec(started);
  if (whole === null) return undefined;
  const [, month = '', day = '', time = '', year = ''] = whole;
  const at1 = MONTHS.indexOf(month) + 1;
  if (at1 === 0) return undefined;
  const read = Date.parse(`${year}-${String(at1).padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`) / 1000;
  return Number.isNaN(read) ? undefined : instant(read - offset * 60);
}

/**
 * Gives sockets the time at which they were listed, and processes when they began, by what `date` printed in the same text;
 * where nothing did, by what the user says. Outputs of several hosts in one text get none: whose clock it was is not known.
 * @param taken when the outputs were taken, as the user says
 */
export function dateFacts(facts: Facts, hosts: readonly string[], taken?: string): void {
  const clocks = hosts.length > 1 ? [] : facts.clocks;
  for (const socket of facts.sockets) {
    if (socket.taken !== undefined) continue;
    const { evidence, line } = socket.origin;
    Object.assign(socket, given('taken', nearestClock(clocks, evidence, line)?.at ?? taken));
  }
  for (const process of facts.processes) {
    const { evidence, line } = process.origin;
    const clock = nearestClock(clocks, evidence, line);
    if (clock !== undefined) Object.assign(process, given('began', startOf(process, clock)));
    else if (taken !== undefined && process.elapsed !== undefined)
      process.began = instant(Date.parse(taken) / 1000 - process.elapsed);
  }
}
