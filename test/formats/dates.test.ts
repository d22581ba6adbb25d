import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentFormat, LineFormat } from '../../src/formats/format.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { PcapRecords } from '../../src/formats/pcap/pcap-records.ts';
import { SYSLOG } from '../../src/formats/syslog/syslog.ts';
import { VPC_FLOW } from '../../src/formats/vpc-flow/vpc-flow.ts';
import { refuseWrongTimes } from '../../src/events/lake/possible-times.ts';
import { Sinks } from '../../src/events/lake/sinks.ts';
import { CountingTally } from '../../src/events/tally.ts';
import { MISSING } from '../../src/tables/rows.ts';
import { END_FIRST, LATEST, OUT_OF_TIME } from '../../src/tables/times.ts';
import { BEGAN, pcap, readCapture, SYN, tcpPacket } from './pcap/capture-builder.ts';
import { readIntoLake, timesIn } from './lake-reading.ts';
import type { LakeReading } from './lake-reading.ts';

const READ = FORMATS.filter(
  (format): format is LineFormat | DocumentFormat =>
    (format.kind === 'lines' || format.kind === 'document') && format.sample !== '',
);
/** What carries no year is read as of a file of that time. */
const MODIFIED = { modified: Date.UTC(2026, 10, 21) / 1000 };

/** Years and numbers of seconds, milliseconds, microseconds since 1970, as they are in logs. */
const TIME = /(?<![\d.])(?:20[0-3]\d(?=[-/.:年 \]"]|[01]\d[0-3]\d)|1[4-9]\d{8}(?:\d{3}|\d{6})?(?!\d))/g;

/** The same time beyond 2100, or long ago. */
function moved(time: string, year: number): string {
  if (time.length === 4) return String(year);
  const seconds = String(Date.UTC(year, 0, 1) / 1000);
  return seconds.padEnd(seconds.length + time.length - 10, '0');
}

function placesOf(text: string): { at: number; time: string }[] {
  return [...text.matchAll(TIME)].map((match) => ({ at: match.index, time: match[0] }));
}

/** No row has a time that cannot be. */
function assertPossible(name: string, { sinks }: LakeReading): void {
  for (const sink of sinks) {
    for (const column of ['ts', 'ts_start', 'ts_end']) {
      for (const time of timesIn(sink, column)) {
        assert.ok(Number.isNaN(time) || (time >= 0 && time < LATEST * 1e6), `${name}: ${column} ${time}`);
      }
    }
    const ends = timesIn(sink, 'ts_end');
    for (const [row, start] of timesIn(sink, 'ts_start').entries()) {
      assert.ok(!(ends[row]! < start), `${name}: a flow ends before it begins`);
    }
  }
}

test('a date beyond 2100 costs its record and no other, in every format whose dates have a year', () => {
  const seen: string[] = [];
  for (const format of READ) {
    const far = format.sample.replaceAll(TIME, (time) => moved(time, 2199));
    if (far === format.sample) continue;
    seen.push(format.name);
    const alone = readIntoLake(format, `${far}\n`, MODIFIED);
    assertPossible(format.name, alone);
    assert.equal(alone.counts.parsed, 0, `${format.name}: ${far}`);
    assert.ok(alone.counts.rejected > 0, `${format.name}: ${JSON.stringify([...alone.counts.skips])}`);
    assert.ok(alone.counts.rejects.every(({ reason }) => reason !== ''));
    if (format.kind !== 'lines') continue;
    const { parsed } = readIntoLake(format, `${format.sample}\n`, MODIFIED).counts;
    const between = readIntoLake(format, `${format.sample}\n${far}\n${format.sample}\n`, MODIFIED);
    assertPossible(format.name, between);
    assert.equal(between.counts.parsed, 2 * parsed, format.name);
    assert.equal(between.total, between.lines, format.name);
  }
  const without = READ.filter(({ name }) => !seen.includes(name)).map(({ name }) => name);
  assert.deepEqual(without, ['syslog'], 'every other format has a year in its sample');
});

test('whichever time of a record lies long ago or far ahead, no flow ends before it begins', () => {
  const refusing = new Set<string>();
  for (const format of READ) {
    for (const { at, time } of placesOf(format.sample)) {
      for (const year of [2001, 2060]) {
        const text = format.sample.slice(0, at) + moved(time, year) + format.sample.slice(at + time.length);
        const reading = readIntoLake(format, `${text}\n`, MODIFIED);
        assertPossible(format.name, reading);
        if (reading.counts.rejects.some(({ reason }) => reason === END_FIRST)) refusing.add(format.name);
      }
    }
  }
  assert.deepEqual(
    [...refusing],
    [
      'vpc-flow',
      'vpc-flow-csv',
      'vpc-flow-json',
      'tgw-flow',
      'google-flow',
      'google-flow-json',
      'oracle-flow',
      'oracle-flow-json',
      'nlb-tls',
    ],
  );
});

test('the reject of a damaged date names its line and where that begins', () => {
  const header =
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
  const record =
    '2 123456789012 eni-1 192.0.2.10 198.51.100.7 40000 22 6 1 40 1796000000 1796000060 ACCEPT OK';
  const backwards = record.replace(
    / (\d{10}) (\d{10}) /,
    (_, start: string, end: string) => ` ${end} ${start} `,
  );
  assert.notEqual(backwards, record);
  const { counts } = readIntoLake(VPC_FLOW, `${header}\n${record}\n${backwards}\n${record}\n`);
  assert.deepEqual(counts.rejects, [
    { line: 3, offset: header.length + record.length + 2, reason: END_FIRST },
  ]);
  assert.deepEqual([counts.parsed, counts.rejected, counts.rows], [2, 1, { flows: 2 }]);
});

test('all rows of a record whose date is damaged go, in every table, and the rows behind them stay whole', () => {
  const sinks = new Sinks();
  const tally = new CountingTally();
  const logins = sinks.begin(['logins', 'alerts']);
  const alerts = logins.beside('alerts');
  for (const [line, seconds] of [1, LATEST, 3].entries()) {
    logins.time('ts').set(seconds);
    logins.text('username').setText(`user ${line}`);
    logins.next(line);
    alerts.time('ts').set(1);
    alerts.int('src_port').set(line);
    alerts.next(line);
    tally.parsed();
  }
  refuseWrongTimes(sinks, tally, true, (line) => line * 100);
  assert.deepEqual(sinks.end(7), { logins: 2, alerts: 2 });
  assert.deepEqual(tally.counts.rejects, [{ line: 1, offset: 100, reason: OUT_OF_TIME }]);
  assert.equal(tally.counts.parsed, 2);
  assert.deepEqual(timesIn(logins, 'ts'), [1e6, 3e6]);
  assert.deepEqual([logins.lineOf(0), logins.lineOf(1)], [0, 2]);
  const ports = alerts.intBuffer('src_port').items;
  assert.deepEqual([...ports.subarray(0, 3)], [0, 2, MISSING]);
  const names = logins.columns.get('username');
  assert.ok(names?.kind === 'text');
  assert.deepEqual([...names.items.subarray(0, 3)], [1, 3, 0]);
});

test('a packet of the year 2101 is rejected, and its conversation keeps the time of the others', () => {
  const packet = tcpPacket('192.0.2.10:40000', '198.51.100.7:22', SYN);
  const result = readCapture(
    () => new PcapRecords(),
    pcap([
      { bytes: packet, at: 0 },
      { bytes: packet, at: LATEST + 40_000_000 - BEGAN },
    ]),
  );
  assert.equal(result.parsed, 1);
  assert.deepEqual(
    result.rejects.map(({ line, reason }) => [line, reason]),
    [[2, inEnglish(OUT_OF_TIME)]],
  );
  assert.equal(result.rows.length, 1);
  assert.equal(result.rows[0]?.['ts_end'], result.rows[0]?.['ts_start']);
});

/** How each format without a year writes 29 February, in its own sample. */
function onLeapDay(sample: string): string {
  return sample.replaceAll(/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d(?= )/g, 'Feb 29');
}

test('29 February is read with --year of a leap year, and costs its line in another, in every format without a year', () => {
  const seen: string[] = [];
  for (const format of READ) {
    const text = `${onLeapDay(format.sample)}\n`;
    const leap = readIntoLake(format, text, { year: 2028 });
    const other = readIntoLake(format, text, { year: 2024 });
    const [at] = timesIn(leap.sinks[0]!, 'ts');
    if (at === timesIn(other.sinks[0]!, 'ts')[0]) continue;
    seen.push(format.name);
    assert.equal(new Date(at! / 1000).toISOString().slice(0, 10), '2028-02-29', format.name);
    const common = readIntoLake(format, text, { year: 2026 });
    assert.equal(common.counts.parsed, 0, format.name);
    assert.ok(common.counts.rejected > 0, format.name);
  }
  assert.deepEqual(seen, ['syslog']);
});

test('29 February between lines of a year without one costs its line, and takes no line along into another year', () => {
  const line = (day: string): string => SYSLOG.sample.replace(/^\w{3} [ \d]\d/, day);
  const text = `${['Feb 28', 'Feb 29', 'Mar  1'].map(line).join('\n')}\n`;
  const common = readIntoLake(SYSLOG, text, { year: 2026 });
  const days = (reading: LakeReading): string[] =>
    timesIn(reading.sinks[0]!, 'ts').map((time) => new Date(time / 1000).toISOString().slice(0, 10));
  assert.deepEqual(days(common), ['2026-02-28', '2026-03-01']);
  assert.deepEqual(
    common.counts.rejects.map(({ line: number }) => number),
    [2],
  );
  assert.deepEqual(days(readIntoLake(SYSLOG, text, { year: 2028 })), [
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
  // Over the turn of the year the leap day is the next year's.
  const winter = `${['Dec 30', 'Feb 29', 'Mar  1'].map(line).join('\n')}\n`;
  assert.deepEqual(days(readIntoLake(SYSLOG, winter, { year: 2027 })), [
    '2027-12-30',
    '2028-02-29',
    '2028-03-01',
  ]);
});
