import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { isZone, LocalTime } from '../../../src/formats/text/local-time.ts';

const DAY = 86_400;

function utcOf(zone: string | undefined, wall: string, notes: string[] = []): string {
  const at = Date.parse(`${wall}Z`) / 1000;
  const time = new LocalTime(zone);
  const utc = time.utc(Math.floor(at / DAY), at % DAY);
  time.note({ note: (text) => void notes.push(text) });
  return new Date(utc * 1000).toISOString().slice(0, 19);
}

test('a time of Seoul, of Kolkata or of an offset becomes UTC', () => {
  assert.equal(utcOf('Asia/Seoul', '2026-11-21T09:00:00'), '2026-11-21T00:00:00');
  assert.equal(utcOf('Asia/Kolkata', '2026-11-21T05:30:00'), '2026-11-21T00:00:00');
  for (const zone of ['+09:00', '+0900', '+9', 'UTC+9', 'GMT+09:00']) {
    assert.equal(utcOf(zone, '2026-01-01T00:00:00'), '2025-12-31T15:00:00', zone);
  }
  assert.equal(utcOf('-03:30', '2026-01-01T00:00:00'), '2026-01-01T03:30:00');
  for (const zone of [undefined, 'UTC', 'Z', 'gmt', 'Etc/UTC']) {
    assert.equal(utcOf(zone, '2026-07-01T12:34:56'), '2026-07-01T12:34:56');
  }
});

test('summer time is read as such, and its beginning and end are said', () => {
  const notes: string[] = [];
  assert.equal(utcOf('Europe/Berlin', '2026-07-01T12:00:00', notes), '2026-07-01T10:00:00');
  assert.equal(utcOf('Europe/Berlin', '2026-03-29T01:59:59', notes), '2026-03-29T00:59:59');
  assert.equal(utcOf('Europe/Berlin', '2026-03-29T03:00:00', notes), '2026-03-29T01:00:00');
  assert.deepEqual(notes, []);
  // 02:30 does not exist on that day.
  assert.equal(utcOf('Europe/Berlin', '2026-03-29T02:30:00', notes), '2026-03-29T01:30:00');
  assert.match(notes.pop() ?? '', /noteZoneGap/);
  // On this one it comes twice: at 00:30 and 01:30 UTC.
  assert.equal(utcOf('Europe/Berlin', '2026-10-25T02:30:00', notes), '2026-10-25T00:30:00');
  assert.match(notes.pop() ?? '', /noteZoneTwice/);
  assert.equal(utcOf('Europe/Berlin', '2026-10-25T03:00:00', notes), '2026-10-25T02:00:00');
  // Half an hour of summer time, and a change at one minute past midnight.
  assert.equal(utcOf('Australia/Lord_Howe', '2026-04-05T01:15:00', notes), '2026-04-04T14:15:00');
  assert.equal(utcOf('Australia/Lord_Howe', '2026-04-05T01:45:00', notes), '2026-04-04T14:45:00');
  assert.match(notes.pop() ?? '', /noteZoneTwice/);
  assert.equal(utcOf('America/St_Johns', '2010-03-14T00:00:30'), '2010-03-14T03:30:30');
  assert.equal(utcOf('America/St_Johns', '2010-03-14T01:01:00'), '2010-03-14T03:31:00');
});

test('what is no zone is refused', () => {
  for (const zone of ['Asia/Seoul', 'UTC', '+09:00', '-3', 'EST']) assert.ok(isZone(zone), zone);
  for (const zone of ['', 'Seoul', '+15', '+9:75', '9', 'x'.repeat(100_000), '../etc']) {
    assert.ok(!isZone(zone), zone.slice(0, 20));
  }
  assert.throws(() => new LocalTime('Mars/Olympus'), RangeError);
});

test('every instant that a clock shows once is found again from what the clock shows', () => {
  const zones = ['Asia/Seoul', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 631_152_000, max: 2_000_000_000 }),
      (zone, at) => {
        const parts = new Map(
          new Intl.DateTimeFormat('en-US', {
            timeZone: zone,
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric',
          })
            .formatToParts(at * 1000)
            .map(({ type, value }) => [type, Number(value)]),
        );
        const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
        const wall =
          Date.UTC(
            part('year'),
            part('month') - 1,
            part('day'),
            part('hour'),
            part('minute'),
            part('second'),
          ) / 1000;
        const time = new LocalTime(zone);
        const found = time.utc(Math.floor(wall / DAY), wall % DAY);
        let twice = false;
        time.note({ note: (text) => void (twice ||= text.includes('Twice')) });
        assert.ok(twice ? found <= at : found === at);
      },
    ),
    { numRuns: 500 },
  );
});
