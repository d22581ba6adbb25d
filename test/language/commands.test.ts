import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { WORDS as CASE_WORDS } from '../../src/cases/translations.ts';
import { SCREEN_WORDS } from '../../src/cli/words/index.ts';
import { LANGS } from '../../src/language/lang.ts';
import { render, renderPieces } from '../../src/language/render.ts';
import { shellLine } from '../../src/language/shell.ts';
import type { Message } from '../../src/model/message.ts';
import { SAMPLE_MESSAGES } from './found-samples.ts';

/** What evidence is made of when it wants to be more. */
const hostile = fc
  .array(
    fc.constantFrom(
      '`',
      '`reboot`',
      "'",
      '"',
      '\n',
      '\r\n',
      '$(reboot)',
      '${IFS}',
      ';',
      '&&',
      '|',
      '\\',
      '\u0001',
      '\u00010\u0001',
      '\u0000',
      '\u001b[2J',
      '\u202e',
      ' ',
      '-',
      '--profile=x',
      '=ls',
      '~',
      'a',
      '日本',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** The same message with a text in place of each string; commands stay, keys stay. */
function replaced(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (typeof value !== 'object' || value === null || 'argv' in value || 'shell_line' in value) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => replaced(item, text));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === 'key' ? item : replaced(item, text)]),
  );
}

const commandsIn = (message: Message, lang: (typeof LANGS)[number]): string[][] => {
  const words = new Map([...CASE_WORDS[lang], ...SCREEN_WORDS[lang]]);
  return renderPieces(message, words).flatMap((piece) =>
    typeof piece === 'string' ? [] : ['shell_line' in piece ? [piece.shell_line] : [...piece.argv]],
  );
};

test('no text of the evidence becomes a command, whatever sentence of whatever language it stands in', () => {
  let changed = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...SAMPLE_MESSAGES),
      fc.constantFrom(...LANGS),
      hostile,
      (message, lang, text) => {
        const params = replaced(message.params, text);
        let commands: string[][];
        try {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object gives an object
          commands = commandsIn({ key: message.key, params: params as object }, lang);
        } catch {
          // A key of its own kind (a type of abuse, a time) that is no such word has no sentence.
          return;
        }
        changed += 1;
        const own = new Set(commandsIn(message, lang).map((argv) => argv.join(' ')));
        for (const argv of commands) assert.ok(own.has(argv.join(' ')), `${message.key}: ${argv.join(' ')}`);
      },
    ),
    { numRuns: 3000 },
  );
  assert.ok(changed > 1500, `${changed} sentences were made`);
});

test('the parameters of a message are no command themselves, whatever they are called', () => {
  for (const params of [
    { text: 'x', argv: ['reboot'] },
    { text: 'x', shell_line: 'reboot' },
  ]) {
    assert.deepEqual(renderPieces({ key: 'quoted', params }, CASE_WORDS.en), ['x']);
  }
});

test('a shell takes each word of a command for what it is, whatever an attacker wrote into it', () => {
  const words = fc.sample(fc.array(hostile, { minLength: 1, maxLength: 6 }), { numRuns: 150, seed: 11 });
  for (const argv of words.map((list) => list.map((word) => word.replaceAll('\0', '')))) {
    const line = shellLine(['printf', String.raw`%s\0`, ...argv]);
    const said = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
    assert.deepEqual(said.split('\0').slice(0, -1), argv, line);
  }
  // zsh takes `=name` for the path of a program.
  assert.equal(shellLine(['=ls', 'a=b']), "'=ls' a=b");
});

test('a command within a sentence is written as a shell takes it', () => {
  const message: Message = { key: 'nextCutOff', params: { host: 'i-1', stop: { argv: ['aws', "it's"] } } };
  assert.ok(render(message, CASE_WORDS.en).includes(String.raw`aws 'it'\''s'`));
});
