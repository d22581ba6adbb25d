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

function said(place: string, sentence: (...args: unknown[]) => unknown): string {
  const args = DEEDS.test(place) ? [deed, 'TYPE'] : ['A1', 'A2', 'A3', 'A4', 'A5'];
  const text = sentence(...args);
  return text instanceof Html ? plain(text) : String(text);
}

for (const lang of LANGS.filter((one) => one !== 'en')) {
  test(`no English is left in ${lang}`, () => {
    const english = new Map(leaves(LANGUAGES.en));
    const left = leaves(LANGUAGES[lang]).filter(
      ([place, value]) => typeof value === 'string' && english.get(place) === value && !SAME.has(value),
    );
    assert.deepEqual(left, []);
  });
}

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
