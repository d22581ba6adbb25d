import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { figuresOf } from '../../src/language/figures.ts';

test('whole numbers are written as each language writes them', () => {
  for (const locale of ['en', 'ja', 'ko', 'zh-CN', 'ru']) {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const { count } = figuresOf(locale);
    const check = (value: number): void =>
      assert.equal(count(value), format.format(value), `${value} in ${locale}`);
    for (const value of [
      0,
      1,
      999,
      1000,
      12_043,
      999_999,
      1_000_000,
      Number.MAX_SAFE_INTEGER,
      2 ** 60,
      0.4,
      1e21,
    ])
      check(value);
    fc.assert(fc.property(fc.maxSafeInteger(), check));
  }
});
