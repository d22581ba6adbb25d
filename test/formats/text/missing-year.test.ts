import { english } from '../memory-sink.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { ReadOptions } from '../../../src/formats/format.ts';
import { carryYear, dayOf, monthDayAt, noteYear, startYear } from '../../../src/formats/text/missing-year.ts';
import type { YearState } from '../../../src/formats/text/missing-year.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function seconds(day: string): number {
  return Date.parse(`${day}T12:00:00Z`) / 1000;
}

/** Reads `12-31` and the like, one after the other. */
function read(options: ReadOptions, days: readonly string[]): string[] {
  const state = startYear(options);
  return days.map((text) => {
    const days1970 = dayOf(state, Number(text.slice(0, 2)), Number(text.slice(3)));
    return days1970 < 0 ? 'none' : new Date(days1970 * 86_400_000).toISOString().slice(0, 10);
  });
}

test('dates without a year are of the year before the file was written', () => {
  const modified = seconds('2026-03-10');
  assert.deepEqual(read({ modified }, ['03-01', '03-09']), ['2026-03-01', '2026-03-09']);
  assert.deepEqual(read({ modified }, ['11-30', '12-02']), ['2025-11-30', '2025-12-02']);
  // A clock east of Greenwich is already in the next day.
  assert.deepEqual(read({ modified }, ['03-11']), ['2026-03-11']);
});

test('a log that runs over New Year is read over New Year', () => {
  const modified = seconds('2026-01-05');
  assert.deepEqual(read({ modified }, ['12-20', '12-31', '01-01', '01-04']), [
    '2025-12-20',
    '2025-12-31',
    '2026-01-01',
    '2026-01-04',
  ]);
  // A line that came late belongs to the old year, and the next one to the new.
  assert.deepEqual(read({ modified }, ['12-31', '01-01', '12-31', '01-01']), [
    '2025-12-31',
    '2026-01-01',
    '2025-12-31',
    '2026-01-01',
  ]);
});

test('lines out of order do not begin a year', () => {
  const modified = seconds('2026-06-01');
  assert.deepEqual(read({ modified }, ['05-30', '05-29', '04-01', '05-31']), [
    '2026-05-30',
    '2026-05-29',
    '2026-04-01',
    '2026-05-31',
  ]);
});

test('a forged date cannot bring a log into the future', () => {
  const modified = seconds('2026-06-01');
  assert.deepEqual(read({ modified }, ['05-30', '12-24', '05-31']), [
    '2026-05-30',
    '2025-12-24',
    '2026-05-31',
  ]);
});

test('29 February is of a leap year, and of none if the year is given', () => {
  assert.deepEqual(read({ modified: seconds('2026-06-01') }, ['02-29']), ['2024-02-29']);
  assert.deepEqual(read({ year: 2026 }, ['02-29', '03-01']), ['none', '2026-03-01']);
  assert.deepEqual(read({ modified: seconds('2026-06-01') }, ['02-30']), ['none']);
});

test('a given year is that of the first line, whatever the date of the file', () => {
  assert.deepEqual(read({ year: 2019, modified: seconds('2018-01-01') }, ['12-31', '01-01']), [
    '2019-12-31',
    '2020-01-01',
  ]);
});

test('where nothing is known no year is made up, and it is said', () => {
  assert.deepEqual(read({}, ['03-01']), ['none']);
  const notes: string[] = [];
  noteYear(startYear({}), { note: (text) => void notes.push(english(text)) });
  noteYear(startYear({ modified: seconds('2026-03-10') }), {
    note: (text) => void notes.push(english(text)),
  });
  assert.deepEqual(notes, [
    'its dates carry no year, and none is known: give it with --year',
    "its dates carry no year: assumed from the file's date, in 2026",
  ]);
});

test('syslog dates are found whatever stands there', () => {
  const find = (text: string): number => monthDayAt(Buffer.from(text), 0, text.length);
  assert.equal(find('Nov  3 04:05:06 host'), 11 * 32 + 3);
  assert.equal(find('nov 13 04:05:06 host'), 11 * 32 + 13);
  assert.equal(find('Nov 03 04:05:06 host'), 11 * 32 + 3);
  // Pages and mails make one space of two.
  assert.equal(find('Nov 3 04:05:06 host'), 11 * 32 + 3);
  for (const text of ['', 'Nov', 'Nov 0 04', 'Nox  3 04', 'Nov 33 04', 'Nov  0 04', 'Nov--3 04']) {
    assert.equal(find(text), -1, text);
  }
});

test('however a log is cut into blocks, its years are the same', () => {
  const options = { modified: seconds('2026-02-01') };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 90 }),
      (steps, size) => {
        let day = seconds('2025-10-01') / 86_400;
        const lines = steps.map((step) => {
          day += step % 7;
          const date = new Date(day * 86_400_000);
          return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} 01:02:03 x\n`;
        });
        const bytes = Buffer.from(lines.join(''));
        const whole = carryYear(chunk(bytes, 0, bytes.length), startYear(options));
        let state: YearState = startYear(options);
        for (let at = 0; at < bytes.length;) {
          const feed = bytes.indexOf(10, Math.min(at + size, bytes.length) - 1);
          state = carryYear(chunk(bytes, at, feed + 1), state);
          at = feed + 1;
        }
        assert.deepEqual(state, whole);
      },
    ),
  );
});

function chunk(bytes: Uint8Array, start: number, end: number) {
  return { bytes, start, end, line: 1, offset: start };
}
