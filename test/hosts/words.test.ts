import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNSEEN } from '../../src/hosts/hidden.ts';
import type { HostMessage } from '../../src/hosts/words/messages.ts';
import { hostWords, renderHost } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';
import { SAMPLES } from './message-samples.ts';

function messages(): HostMessage[] {
  return Object.entries(SAMPLES).flatMap(([key, each]) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `SAMPLES` ties each key to its parameters
    each.map((params) => ({ key, params }) as HostMessage),
  );
}

test('each sentence is whole in every language, and says every name and number it was told', () => {
  for (const lang of LANGS) {
    for (const message of messages()) {
      const text = renderHost(message, lang);
      assert.doesNotMatch(text, /undefined|NaN|\[object/, `${lang} ${message.key}`);
      const digits = text.replaceAll(/[\s\u00a0\u202f,.]/g, '');
      for (const value of Object.values(message.params)) {
        if (typeof value === 'number' && value > 0)
          assert.ok(digits.includes(String(value)), `${lang} ${message.key}: ${text}`);
        const names = message.key === 'oddStart' || message.key === 'orphanSocket' ? [] : [value];
        for (const name of names)
          if (typeof name === 'string') assert.ok(text.includes(name), `${lang}: ${text}`);
      }
    }
  }
});

test('no language repeats another one, and every thing unseen has a word', () => {
  for (const message of messages()) {
    const texts = LANGS.map((lang) => renderHost(message, lang));
    assert.equal(new Set(texts).size, LANGS.length, message.key);
  }
  for (const lang of LANGS)
    for (const one of UNSEEN) assert.ok(hostWords(lang).unseen[one].length > 1, `${lang} ${one}`);
});

test('one socket and five sockets are counted as Russian counts them', () => {
  const say = (sockets: number): string =>
    renderHost(
      {
        key: 'rawSocket',
        params: { process: 'Lixsyn', pid: 19719, sockets, protocol: 6, others: true, queued: 0 },
      },
      'ru',
    );
  assert.match(say(1), /1 сырой сокет /);
  assert.match(say(2), /2 сырых сокета /);
  assert.match(say(5), /5 сырых сокетов /);
  assert.match(say(21), /21 сырой сокет /);
});
