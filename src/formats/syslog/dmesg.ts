import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import { utf8Of } from '../text/column-texts.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { Instant } from '../text/instant.ts';
import { readKernel } from './kernel-firewall.ts';
import { latin1At } from '../text/line-bytes.ts';
import { daysOf, parseClock } from '../../kernel/byte-time.ts';
import { recogniseLines } from '../text/line-records.ts';
import { monthNamed } from '../text/month-names.ts';
import { isoTime } from '../text/sensor-time.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { ReadingRows } from '../rows/reading-rows.ts';

/**
 * What dmesg prints before a message (dmesg(1), util-linux): seconds since the computer started, with `-T` the time
 * that it reckons from them, with `--time-format iso` that with its offset.
 */
const UPTIME = /^(?:<\d{1,3}>)?\[ {0,10}\d{1,12}\.\d{1,9}\] ?/;
/** Day of the week and month are in the user's language. */
const CTIME = /^\[[^ [\]]{2,20} {1,2}([^ [\]]{2,12}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4})\] ?/;
const ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{1,6}[+-]\d\d:\d\d) /;
const SHAPE =
  /^(?:(?:<\d{1,3}>)?\[ {0,10}\d{1,12}\.\d{1,9}\]|\[[^ [\]]{2,20} {1,2}[^ [\]]{2,12} [ \d]\d \d\d:\d\d:\d\d \d{4}\]|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{1,6}[+-]\d\d:\d\d) (?!\[(?:core:|mpm_|error|warn|notice))/;

const NO_CLOCK = worded('sysUntimed');
const NO_CLOCK_NOTE = worded('sysUntimedNote');
const RECKONED_NOTE = worded('sysReckoned');

/** @returns false if it is no time */
function setCtime(
  [, month = '', day, clock = '', year]: RegExpExecArray,
  local: LocalTime,
  into: Instant,
): boolean {
  const days = daysOf(Number(year), monthNamed(Buffer.from(month, 'latin1')) ?? 0, Number(day));
  const second = parseClock(Buffer.from(clock), 0);
  if (days < 0 || second < 0) return false;
  into.seconds = local.utc(days, second);
  into.micros = 0;
  return true;
}

function readLine(text: string, local: LocalTime, into: Instant, tally: Tally): Reading {
  const uptime = UPTIME.exec(text);
  if (uptime !== null) {
    const reading = readKernel(text.slice(uptime[0].length));
    if (reading.kind !== 'flow') return reading;
    tally.note(NO_CLOCK_NOTE);
    return skip(NO_CLOCK);
  }
  const ctime = CTIME.exec(text);
  const iso = ctime === null ? ISO.exec(text) : null;
  const head = ctime ?? iso;
  if (head === null) return /^\s/.test(text) ? skip(worded('textFurther')) : reject(worded('sysNoDmesg'));
  const reading = readKernel(text.slice(head[0].length));
  if (reading.kind !== 'flow') return reading;
  tally.note(RECKONED_NOTE);
  if (ctime !== null) return setCtime(ctime, local, into) ? reading : reject(worded('badTime'));
  const time = isoTime(iso?.[1]);
  if (time === undefined) return reject(worded('badTime'));
  Object.assign(into, time);
  return reading;
}

function parse(chunk: Chunk, zone: string | undefined, sink: RowSink, tally: Tally): void {
  const rows = new ReadingRows(sink, tally, utf8Of);
  const local = new LocalTime(zone);
  const into: Instant = { seconds: 0, micros: 0 };
  // The kernel ends a packet's line in a space.
  rows.addLines(chunk, into, (start, end) =>
    readLine(latin1At(chunk.bytes, start, end).trimEnd(), local, into, tally),
  );
  local.note(tally);
}

function recognise(head: Head): Recognition | undefined {
  return recogniseLines(head, SHAPE, 'dmesg');
}

/** Packets that the kernel's firewall logs, from dmesg. */
export const DMESG: LineFormat<string | undefined> = {
  name: 'dmesg',
  title: 'dmesg: packets logged by iptables, nftables, ufw',
  sample:
    '[Sat Nov 21 22:10:03 2026] [UFW BLOCK] IN=eth0 OUT= MAC= SRC=203.0.113.9 DST=192.0.2.5 LEN=40 TOS=0x00 PREC=0x00 TTL=244 ID=54321 PROTO=TCP SPT=41234 DPT=22 WINDOW=1024 RES=0x00 SYN URGP=0',
  kind: 'lines',
  table: 'flows',
  zone: ZONE.assumed,
  local: true,
  zoneIn: ({ text }) => (ISO.test(text) ? ZONE.offsets : undefined),
  recognise,
  start: (_head, { zone }) => zone,
  carry: (_chunk, zone) => zone,
  parse,
};
