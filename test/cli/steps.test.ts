import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { asTyped, stepText } from '../../src/cli/steps.ts';
import { programOf } from '../../src/desk/program.ts';
import { displayWidth } from '../../src/base/width.ts';
import { WORDS } from '../../src/cases/translations.ts';
import { LANGS } from '../../src/language/lang.ts';
import type { Message } from '../../src/model/message.ts';

const here = { program: ['npx', 'abusedesk'], folder: 'my cases/a.case' };

/** A step with this command in the middle of its words. */
const step = (argv: string[]): Message => ({ key: 'nextCutOff', params: { host: 'i-1', stop: { argv } } });

/** The lines of the command alone. */
const commandOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('      '))
    .join('\n');

const STOP = [
  'aws',
  'ec2',
  'stop-instances',
  '--region',
  'ap-northeast-2',
  '--instance-ids',
  'i-0a5306f1eb7c8294d',
];

test('a command stands on lines of its own, and no option is parted from its value', () => {
  for (const lang of LANGS) {
    const text = stepText(step(STOP), WORDS[lang], 80, '  · ', here);
    assert.equal(
      commandOf(text),
      '      aws ec2 stop-instances --region ap-northeast-2 \\\n        --instance-ids i-0a5306f1eb7c8294d',
      lang,
    );
    assert.ok(!text.includes('`'), lang);
  }
});

test('a command that fits stays on one line', () => {
  assert.equal(commandOf(stepText(step(STOP), WORDS.en, 120, '  · ', here)), `      ${STOP.join(' ')}`);
});

test('a command of ours is called as it was called, and names the case where it lies', () => {
  const plan = { argv: ['abusedesk', 'block', 'plan', 'CASE'] };
  const text = stepText({ key: 'nextRanges', params: { update: plan } }, WORDS.en, 100, '  · ', here);
  assert.equal(commandOf(text), "      npx abusedesk block plan 'my cases/a.case'");
  assert.deepEqual(programOf({ env: {}, platform: 'linux' }), ['abusedesk']);
  assert.deepEqual(programOf({ env: { npm_command: 'exec' }, platform: 'linux' }), ['npx', 'abusedesk']);
});

test('from a clone, hints and help texts name commands as they must be typed there', () => {
  const clone = { env: { npm_command: 'exec' }, platform: 'linux' } as const;
  const text =
    'Run `abusedesk ranges update`, or sudo abusedesk block undo; see /etc/abusedesk x, abusedesk.yaml, my-abusedesk y.';
  assert.equal(
    asTyped(text, clone),
    'Run `npx abusedesk ranges update`, or sudo npx abusedesk block undo; see /etc/abusedesk x, abusedesk.yaml, my-abusedesk y.',
  );
  assert.equal(asTyped(text, { env: {}, platform: 'linux' }), text);
});

test('whatever its words are, a shell that gets the lines as they stand runs what was meant', () => {
  const word = fc
    .string({ unit: fc.constantFrom(...Array.from('ab-=/$`"\'\\ *;|&()<>日本語#!~{}[]?')), maxLength: 30 })
    .filter((text) => text !== '');
  const argvs = fc.sample(fc.array(word, { minLength: 1, maxLength: 12 }), { numRuns: 60, seed: 7 });
  for (const argv of argvs) {
    const text = stepText(step(['printf', String.raw`%s\n`, ...argv]), WORDS.en, 60, '  · ', here);
    const output = execFileSync('sh', ['-c', commandOf(text)], { encoding: 'utf8' });
    assert.equal(output, argv.map((one) => `${one}\n`).join(''), text);
  }
});

test('no line is wider than the screen but for a word that is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z-]{1,30}$/), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 40, max: 100 }),
      (argv, width) => {
        for (const line of stepText(step(argv), WORDS.en, width, '  · ', here).split('\n')) {
          const words = line.replace(/ \\$/, '').trim().split(' ');
          assert.ok(displayWidth(line) <= width || words.length <= 2, line);
        }
      },
    ),
  );
});
