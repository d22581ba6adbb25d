import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { epochTime, isoTime, timeAfter } from '../../../src/formats/text/sensor-time.ts';

test('a time with an offset is the same instant as JavaScript has it', () => {
  const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
  const instant = fc.date({
    min: new Date('1971-01-01T00:00:00Z'),
    max: new Date('2099-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instant, minutes, fc.boolean(), (date, offset, colon) => {
      const wall = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const two = (number: number): string => String(number).padStart(2, '0');
      const east = Math.abs(offset);
      const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(east / 60))}${colon ? ':' : ''}${two(east % 60)}`;
      assert.deepEqual(isoTime(`${wall}${zone}`), {
        seconds: Math.floor(date.getTime() / 1000),
        micros: date.getUTCMilliseconds() * 1000,
      });
    }),
  );
});

test('microseconds are the same as their nanoseconds, whatever stands in the places of digits', () => {
  const digit = fc.constantFrom(...'0123456789'.split(''), '0', '1', '2', 'x', ' ');
  const text = fc.array(digit, { minLength: 22, maxLength: 22 }).map((digits) => {
    const [year, rest] = [digits.slice(0, 2).join(''), digits.slice(2).join('')];
    const two = (at: number): string => rest.slice(at, at + 2);
    return [
      `20${year}-${two(0)}-${two(2)}T${two(4)}:${two(6)}:${two(8)}.${rest.slice(10, 16)}`,
      rest.slice(16),
    ] as const;
  });
  fc.assert(
    fc.property(text, fc.constantFrom('+', '-', 'Z', ''), ([time, zone], sign) => {
      const offset = sign === '+' || sign === '-' ? `${sign}${zone}` : sign;
      assert.deepEqual(isoTime(`${time}${offset}`), isoTime(`${time}000${offset}`));
    }),
    { numRuns: 3000 },
  );
});

test('seconds since 1970 keep their microseconds, as text and as number, and milliseconds are seen as such', () => {
  const expected = { seconds: 1_772_445_601, micros: 186_641 };
  assert.deepEqual(epochTime('1772445601.186641'), expected);
  assert.deepEqual(epochTime('1772445601.186641999'), expected);
  assert.deepEqual(epochTime(1_772_445_601.186641), expected);
  assert.deepEqual(epochTime('1772445601'), { seconds: 1_772_445_601, micros: 0 });
  assert.deepEqual(epochTime('1772445601250'), { seconds: 1_772_445_601, micros: 250_000 });
  assert.deepEqual(epochTime(1_772_445_601_250), { seconds: 1_772_445_601, micros: 250_000 });
});

test('what is no time is none', () => {
  const texts = ['', '-', '.5', '1.', '1e9', '-1', '99999999999999999', '1772445601.1234567890', ' 1', '1 '];
  for (const text of texts) assert.equal(epochTime(text), undefined, JSON.stringify(text));
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, null, undefined, {}, true]) {
    assert.equal(epochTime(value), undefined);
  }
  const dates = ['2026-02-30T00:00:00Z', '2026-03-02T24:00:00Z', '2026-03-02', '2026-03-02T10:00:00+9', 'x'];
  for (const date of dates) assert.equal(isoTime(date), undefined, date);
  assert.equal(isoTime(undefined), undefined);
});

test('a duration carries over into the next second', () => {
  const begin = { seconds: 1_772_445_601, micros: 900_000 };
  assert.deepEqual(timeAfter(begin, 0.25), { seconds: 1_772_445_602, micros: 150_000 });
  assert.deepEqual(timeAfter(begin, 8), { seconds: 1_772_445_609, micros: 900_000 });
});
