import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { render, renderPieces } from '../../src/language/render.ts';
import { shellLine } from '../../src/language/shell.ts';
import { wordsOf } from '../../src/language/words.ts';

const WORDS = wordsOf('en', [
  {
    en: {
      greet: ({ who }: { who: string }) => `hello ${who}`,
      run: ({ what, why }: { what: string; why: string }) => `run ${what}, ${why}`,
    },
    ja: {},
    ko: {},
    ru: {},
    zh: {},
  },
]);

test('a message within a message is put into words first', () => {
  const who = { key: 'greet', params: { who: 'you' } };
  assert.equal(render({ key: 'greet', params: { who } }, WORDS), 'hello hello you');
});

test('a command stands apart from the words around it, and is quoted for a shell where it is text', () => {
  const what = { argv: ['aws', '--query', 'Vpcs[].VpcId'] };
  const message = { key: 'run', params: { what, why: 'please' } };
  assert.deepEqual(renderPieces(message, WORDS), ['run ', what, ', please']);
  assert.equal(render(message, WORDS), "run `aws --query 'Vpcs[].VpcId'`, please");
});

test('no parameter can pass for a command', () => {
  const what = { argv: ['true'] };
  const message = { key: 'run', params: { what, why: '\u00010\u0001' } };
  assert.deepEqual(renderPieces(message, WORDS), ['run ', what, ', \ufffd0\ufffd']);
});

test('a message that nobody knows is refused, whatever it is called', () => {
  for (const key of ['nothing', '__proto__', 'constructor', 'toString'])
    assert.throws(() => render({ key, params: {} }, WORDS), TypeError);
});

test('two rooms cannot use the same key', () => {
  const room = { en: { greet: () => '' }, ja: {}, ko: {}, ru: {}, zh: {} };
  assert.throws(() => wordsOf('en', [room, room]), /greet/);
});

test('a shell reads back exactly the words of the command', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
        { minLength: 1 },
      ),
      (argv) => {
        const line = shellLine(argv);
        const script = `for word in ${line}; do printf '%s\\0' "$word"; done`;
        const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
        assert.deepEqual(read, argv);
      },
    ),
    { numRuns: 30 },
  );
});
