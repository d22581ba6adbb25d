import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS } from '../../src/language/lang.ts';
import { LANGUAGES as LETTERS } from '../../src/letters/languages/index.ts';
import { html, plain, Html } from '../../src/report/html.ts';
import { LANGUAGES } from '../../src/report/languages/index.ts';

/** Names and units that are the same in every language. */
const SAME = new Set(['USD', 'SHA-256', 'NAT', 'Outlook', 'Skype for Business', 'user agent', ' ', ', ']);

/** Every text and every sentence of a language, by its place; those of the case have tests of their own. */
function leaves(value: unknown, place = ''): [string, unknown][] {
  if (place === '.sentences') return [];
  if (typeof value !== 'object' || value === null) return [[place, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${place}.${key}`));
}

/** Deeds are the sentences' only argument that is not a text or a number. */
const DEEDS = /^\.answer\.(?:scan|flood|logins|other)$/;
const deed = {
  who: html`WHO`,
  ports: 'TCP port 22',
  hosts: 12_043,
  hostsText: 'HOSTS',
  when: html`WHEN`,
  via: html`VIA`,
};

/** What a sentence is handed where that is no text. */
function argumentsAt(place: string): unknown[] {
  if (place === '.period') return [{ from: '2026-11-20 14:31:07', to: '2026-11-21 15:02:44' }];
  return DEEDS.test(place) ? [deed, 'TYPE'] : ['A1', 'A2', 'A3', 'A4', 'A5'];
}

function said(place: string, sentence: (...args: unknown[]) => unknown): string {
  const text = sentence(...argumentsAt(place));
  return text instanceof Html ? plain(text) : String(text);
}

/** Every text of a language by its place, sentences with what they are handed here; some give several texts. */
function textsOf(language: unknown): Map<string, string> {
  const texts = leaves(language).flatMap(([place, value]): [string, unknown][] => {
    if (typeof value !== 'function') return [[place, value]];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the arguments are tried, not known
    const made = (value as (...args: unknown[]) => unknown)(...argumentsAt(place));
    return made instanceof Html ? [[place, plain(made)]] : leaves(made, place);
  });
  return new Map(texts.map(([place, text]) => [place, String(text)]));
}

/** What a sentence is handed here, and what no language translates. */
const HANDED = /\b(?:A[1-5]|WHO|HOSTS|WHEN|VIA|TYPE|UTC|TCP port 22)\b|`[^`]*`|--\w+|\S+\.(?:md|json|txt)\b/g;

/** Places at which two languages say the same, and not only names and numbers. */
function equals(all: Readonly<Record<(typeof LANGS)[number], unknown>>): string[] {
  const texts = LANGS.map((lang) => ({ lang, said: textsOf(all[lang]) }));
  return texts.flatMap(({ lang, said: one }, i) =>
    texts.slice(i + 1).flatMap(({ lang: other, said: two }) =>
      [...one].flatMap(([place, text]) => {
        const letters = text.replaceAll(HANDED, '').replaceAll(/\P{L}/gu, '');
        if (two.get(place) !== text || SAME.has(text) || letters === '') return [];
        // Chinese and Japanese share words that both write with the same characters.
        if ([lang, other].sort().join() === 'ja,zh' && /^\p{Script=Han}+$/u.test(letters)) return [];
        return [`${place} in ${lang} and ${other}: ${text}`];
      }),
    ),
  );
}

test('no text and no sentence of a report is the same in two languages, but names and numbers', () => {
  assert.deepEqual(equals(LANGUAGES), []);
});

test('no text and no sentence of a letter is the same in two languages, but names and numbers', () => {
  assert.deepEqual(equals(LETTERS), []);
});

for (const lang of LANGS) {
  test(`every sentence in ${lang} says all that it is told`, () => {
    for (const [place, value] of leaves(LANGUAGES[lang])) {
      if (typeof value !== 'function') continue;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the arguments are tried, not known
      const text = said(place, value as (...args: unknown[]) => unknown);
      assert.doesNotMatch(text, /undefined|\[object|NaN/, place);
      if (!DEEDS.test(place)) continue;
      for (const part of ['WHO', 'TCP port 22', 'HOSTS', 'WHEN', 'VIA'])
        assert.ok(text.includes(part), `${place}: ${part}`);
    }
  });

  test(`the time left has its place in ${lang}`, () => {
    const { clock } = LANGUAGES[lang];
    assert.equal(clock.left.split('{}').length, 2);
    assert.equal(clock.overdue.split('{}').length, 2);
  });

  test(`a letter in ${lang} names each kind of abuse as the report does`, () => {
    assert.equal(LETTERS[lang].types, LANGUAGES[lang].types);
  });
}
