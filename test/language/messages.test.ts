import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WORDS as CASE_WORDS } from '../../src/cases/translations.ts';
import { SCREEN_WORDS } from '../../src/cli/words/index.ts';
import { LANGS } from '../../src/language/lang.ts';
import { render } from '../../src/language/render.ts';
import type { Words } from '../../src/language/words.ts';
import type { Message } from '../../src/model/message.ts';
import { SAMPLE_MESSAGES } from './found-samples.ts';
import { ALL_ROWS } from './rows.ts';

/** Made of names and parts, with no word of their own. */
const WORDLESS = new Set([
  'quoted',
  'attackerClient',
  'placeAddress',
  'didAll',
  'culpritBecause',
  'gapNote',
  'blockSink',
  'requestClient',
]);

/** What the case says, and what the terminal says around it. */
const WORDS = {
  en: new Map([...CASE_WORDS.en, ...SCREEN_WORDS.en]),
  ja: new Map([...CASE_WORDS.ja, ...SCREEN_WORDS.ja]),
  ko: new Map([...CASE_WORDS.ko, ...SCREEN_WORDS.ko]),
  zh: new Map([...CASE_WORDS.zh, ...SCREEN_WORDS.zh]),
  ru: new Map([...CASE_WORDS.ru, ...SCREEN_WORDS.ru]),
};

const english = (message: Message): string => render(message, WORDS.en);

const others = LANGS.filter((lang) => lang !== 'en');

/** A sample, with some of its parameters changed. */
function sample(key: string, changes: object = {}): Message {
  const found = SAMPLE_MESSAGES.find((message) => message.key === key) ?? assert.fail(key);
  return { key, params: { ...found.params, ...changes } };
}

/** The words, with a note of every parameter that their sentences ask for: `scanned.who`. */
function watched(words: Words, asked: Set<string>): Words {
  return new Map(
    [...words].map(([key, say]) => [
      key,
      (params: object): string => {
        const proxy = new Proxy(params, {
          get(target, name): unknown {
            asked.add(`${key}.${String(name)}`);
            return Reflect.get(target, name);
          },
        });
        return say(proxy);
      },
    ]),
  );
}

/** Their words stand side by side, and their parameters in them: `evidence-words.test.ts` looks at these. */
const IN_ROWS = new Set(ALL_ROWS.map(([key]) => key));

test('every message has samples', () => {
  const sampled = new Set([...IN_ROWS, ...SAMPLE_MESSAGES.map(({ key }) => key)]);
  assert.deepEqual(
    [...WORDS.en.keys()].filter((key) => key !== 'quoted' && !sampled.has(key)),
    [],
  );
});

for (const lang of LANGS) {
  test(`every message in ${lang} uses all its parameters, and needs no other`, () => {
    const asked = new Set<string>();
    const words = watched(WORDS[lang], asked);
    const given = new Set<string>();
    for (const message of SAMPLE_MESSAGES) {
      for (const name of Object.keys(message.params)) given.add(`${message.key}.${name}`);
      const text = render(message, words);
      assert.doesNotMatch(text, /undefined|null|NaN|\[object/, `${message.key}: ${text}`);
      assert.equal(text.trim(), text, message.key);
    }
    assert.deepEqual([...given].filter((name) => !asked.has(name)).sort(), []);
  });
}

test('no message is the same in two languages', () => {
  for (const message of SAMPLE_MESSAGES.filter(({ key }) => !WORDLESS.has(key))) {
    const texts = LANGS.map((lang) => render(message, WORDS[lang]));
    assert.equal(new Set(texts).size, texts.length, `${message.key}: ${texts.join(' | ')}`);
  }
});

for (const lang of others) {
  test(`commands, paths and names are the same in ${lang} as in English`, () => {
    for (const message of SAMPLE_MESSAGES) {
      const own = render(message, WORDS[lang]);
      const fixed = english(message).match(/`[^`]+`|docs\/\S+\.md|letters\/\S+\.txt|\bi-[0-9a-f]+\b/g) ?? [];
      for (const one of fixed) assert.ok(own.includes(one), `${message.key}: ${one}`);
      assert.equal(own.split('`').length, english(message).split('`').length, message.key);
    }
  });
}

test('Russian counts nouns by its own rules', () => {
  const failed = (failures: number): string =>
    /: .*? входа/.exec(render(sample('loginsFailed', { failures }), WORDS.ru))?.[0] ?? '';
  const days = (count: number): string =>
    render(sample('gapDistant', { days: count }), WORDS.ru).split(' на ')[1] ?? '';
  assert.deepEqual([1, 3, 5, 11, 21, 22, 112].map(failed), [
    ': 1\u00a0неудачная попытка входа',
    ': 3\u00a0неудачные попытки входа',
    ': 5\u00a0неудачных попыток входа',
    ': 11\u00a0неудачных попыток входа',
    ': 21\u00a0неудачная попытка входа',
    ': 22\u00a0неудачные попытки входа',
    ': 112\u00a0неудачных попыток входа',
  ]);
  assert.deepEqual([1, 2, 7, 11, 24].map(days), [
    '1\u00a0день',
    '2\u00a0дня',
    '7\u00a0дней',
    '11\u00a0дней',
    '24\u00a0дня',
  ]);
});

test('English counts one and many', () => {
  const failed = (failures: number): string => english(sample('whyGuessed', { failures }));
  assert.deepEqual([1, 2].map(failed), ['after 1 failed login with it', 'after 2 failed logins with it']);
});

test('numbers are written as each language does', () => {
  const hosts = LANGS.map((lang) => /12\D043/.exec(render(sample('scanned'), WORDS[lang]))?.[0]);
  assert.deepEqual(hosts, ['12,043', '12,043', '12,043', '12,043', '12\u00a0043']);
});

test('a port whose protocol is not known is given none, in no language', () => {
  for (const lang of LANGS) {
    const fan = (params: object): string =>
      render({ key: 'fanOnly', params: { who: 'WHO', port: 53, ...params } }, WORDS[lang]);
    assert.match(fan({ protocol: 17 }), /UDP/);
    assert.match(fan({}), /53/);
    assert.doesNotMatch(fan({}), /TCP|UDP/);
  }
});
