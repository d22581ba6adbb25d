import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sentences } from '../../src/findings/sentences/messages.ts';
import { english, Phrases, speak, type Told } from '../../src/findings/sentences/say.ts';
import { LANGUAGES } from '../../src/report/languages/index.ts';
import { SAMPLES } from './support/sentence-samples.ts';

/** Every sample of every sentence, with its key. */
const ALL: Told[] = Object.entries(SAMPLES).flatMap(([key, samples]) =>
  samples.map((told: unknown): Told => Object.assign({ key }, told)),
);

/** Made of names and parts, with no word of their own. */
const WORDLESS = new Set(['quoted', 'attackerClient', 'placeAddress', 'didAll', 'culpritBecause']);

/** The language, with a note of every value that its sentences ask for: `scanned.who`. */
function watched(sentences: Sentences, asked: Set<string>): Sentences {
  const entries = Object.entries(sentences).map(([key, sentence]) => {
    const watching = (told: object, kinds: unknown): unknown => {
      const proxy = new Proxy(told, {
        get(target, name): unknown {
          asked.add(`${key}.${String(name)}`);
          return Reflect.get(target, name);
        },
      });
      return Reflect.apply(sentence, undefined, [proxy, kinds]);
    };
    return [key, watching];
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys, each sentence within
  return Object.fromEntries(entries) as Sentences;
}

for (const [lang, { sentences, types }] of Object.entries(LANGUAGES)) {
  test(`every sentence in ${lang} uses all that it is told, and says nothing that it is not`, () => {
    const asked = new Set<string>();
    const own = watched(sentences, asked);
    const told = new Set<string>();
    for (const { key, ...values } of ALL) {
      for (const name of Object.keys(values)) told.add(`${key}.${name}`);
      const text = speak({ key, ...values }, own, types);
      assert.doesNotMatch(text, /undefined|null|NaN|\[object/, `${key}: ${text}`);
      assert.equal(text.trim(), text, key);
    }
    assert.deepEqual([...told].filter((name) => !asked.has(name)).sort(), []);
  });
}

for (const [lang, { sentences, types }] of Object.entries(LANGUAGES).filter(([lang]) => lang !== 'en')) {
  test(`no sentence is left in English in ${lang}`, () => {
    const left = ALL.filter(
      (told) => !WORDLESS.has(told.key) && speak(told, sentences, types) === english(told),
    );
    assert.deepEqual(left, []);
  });

  test(`commands, paths and names are the same in ${lang} as in English`, () => {
    for (const told of ALL) {
      const own = speak(told, sentences, types);
      const fixed = english(told).match(/`[^`]+`|docs\/\S+\.md|letters\/\S+\.txt|\bi-[0-9a-f]+\b/g) ?? [];
      for (const one of fixed) assert.ok(own.includes(one), `${told.key}: ${one}`);
      assert.equal(own.split('`').length, english(told).split('`').length, told.key);
    }
  });
}

test('Russian counts nouns by its own rules', () => {
  const { sentences, types } = LANGUAGES.ru;
  const failed = (failures: number): string =>
    /: .*? входа/.exec(
      speak({ ...SAMPLES.loginsFailed[0], key: 'loginsFailed', failures } as Told, sentences, types),
    )?.[0] ?? '';
  const days = (count: number): string =>
    speak({ ...SAMPLES.gapDistant[0], key: 'gapDistant', days: count } as Told, sentences, types).split(
      ' на ',
    )[1] ?? '';
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
  const said = (failures: number): string => english({ key: 'whyGuessed', failures } as Told);
  assert.deepEqual([1, 2].map(said), ['after 1 failed login with it', 'after 2 failed logins with it']);
});

test('numbers are written as each language does', () => {
  const hosts = Object.values(LANGUAGES).map(({ sentences, types }) =>
    speak({ ...SAMPLES.scanned[0], key: 'scanned' }, sentences, types),
  );
  assert.deepEqual(
    hosts.map((text) => /12\D043/.exec(text)?.[0]),
    ['12,043', '12,043', '12,043', '12,043', '12\u00a0043'],
  );
});

test('a port whose protocol is not known is given none, in no language', () => {
  for (const { sentences, types } of Object.values(LANGUAGES)) {
    const said = (told: object): string =>
      speak(Object.assign({ key: 'fanOnly', who: 'WHO', port: 53 }, told), sentences, types);
    assert.match(said({ protocol: 17 }), /UDP/);
    assert.match(said({}), /53/);
    assert.doesNotMatch(said({}), /TCP|UDP/);
  }
});

test('what is said is remembered with its key, and can be said again within another sentence', () => {
  const phrases = new Phrases();
  const text = phrases.say({ key: 'quietHosts', hosts: 4 });
  assert.deepEqual(phrases.again(text), { key: 'quietHosts', hosts: 4 });
  assert.deepEqual(phrases.again('never said'), { key: 'quoted', text: 'never said' });
  phrases.say({ key: 'quoted', text: 'of evidence' });
  assert.deepEqual(phrases.all, [{ text, said: { key: 'quietHosts', hosts: 4 } }]);
});

test('a sentence that nobody knows is refused, whatever it is called', () => {
  for (const key of ['nothing', '__proto__', 'constructor', 'toString'])
    assert.throws(() => english({ key }), TypeError);
});

test('where only the interface is known, the command that tells its instance is given', () => {
  const step = (host: string, instance: string): string =>
    english({ key: 'nextSnapshot', host, instance } as Told);
  assert.match(
    step('eni-0d4928c7be1f6035a', 'INSTANCE-ID'),
    /--network-interface-ids eni-0d4928c7be1f6035a /,
  );
  assert.doesNotMatch(step('eni-0d4928c7be1f6035a', 'i-0a5306f1eb7c8294d'), /network-interface/);
  assert.doesNotMatch(step('eni-1; reboot', 'INSTANCE-ID'), /network-interface/);
});
