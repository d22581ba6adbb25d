import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS } from '../../src/language/lang.ts';
import { ALL_ROWS } from './rows.ts';

const paramsIn = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? ''))].sort();

test('a reason names the same parameters in every language', () => {
  for (const [key, row] of ALL_ROWS) {
    for (const lang of LANGS) assert.deepEqual(paramsIn(row[lang]), paramsIn(row.en), `${key} in ${lang}`);
  }
});

test('no reason is the same in two languages, unless two scripts share its characters', () => {
  for (const [key, row] of ALL_ROWS) {
    // A few Chinese and Japanese words are one: 空行.
    const texts = LANGS.filter((lang) => lang !== 'zh' || row.zh !== row.ja).map((lang) => row[lang]);
    assert.equal(new Set(texts).size, texts.length, `${key}: ${texts.join(' | ')}`);
    if (row.zh === row.ja) assert.match(row.zh, /^\p{Script=Han}+$/u, key);
  }
});
