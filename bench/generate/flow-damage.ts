import type { Random } from './random.ts';
import { LONGEST_LINE } from './truth.ts';
import type { Planted } from './truth.ts';

/** Values that cannot be in a field of a flow record, by the field's place in the default format. */
const IMPOSSIBLE: readonly (readonly [place: number, value: string])[] = [
  [2, `eni-${'0'.repeat(600)}`],
  [3, '10.0.1.300'],
  [3, '010.0.1.5'],
  [3, '10.0\0.1.5'],
  [4, '2001:db8::1::2'],
  [4, '198.51.100'],
  [4, ''],
  [5, '65536'],
  [6, '4.5'],
  [7, '256'],
  [8, '-5'],
  [8, '1e3'],
  [9, '12345678901234567890'],
  [10, '1234'],
  [10, '2026-07-02T00:00:00Z'],
  [11, '9999999999'],
  [12, 'DROP'],
  [13, 'OKAY'],
];

const NO_RECORDS = ['', '   ', '\r'];

function without(words: readonly string[], status: string): string {
  return words
    .map((word, place) => ((place > 2 && place < 10) || place === 12 ? '-' : place === 13 ? status : word))
    .join(' ');
}

/** A line that is no record, made of one that is. @param record without its line end */
export function damagedFlow(record: string, header: string, random: Random): Planted {
  const words = record.split(' ');
  const rejected = (text: string): Planted => ({ text, becomes: 'rejected' });
  const skipped = (text: string): Planted => ({ text, becomes: 'skipped' });
  switch (random.below(9)) {
    case 0:
      return skipped(without(words, 'NODATA'));
    case 1:
      return skipped(without(words, 'SKIPDATA'));
    case 2:
      return skipped(random.of(NO_RECORDS));
    case 3:
      return skipped(header);
    case 4:
      return rejected(words.slice(0, random.between(1, words.length - 1)).join(' '));
    case 5:
      return rejected(random.of([`${record} more`, '\0'.repeat(64), 'x'.repeat(20_000)]));
    default: {
      const [place, value] = random.of(IMPOSSIBLE);
      return rejected(words.with(place, value).join(' '));
    }
  }
}

/** A line too long to be read. */
export function longFlow(record: string): Planted {
  return { text: `${record} ${'0'.repeat(LONGEST_LINE)}`, becomes: 'rejected' };
}
