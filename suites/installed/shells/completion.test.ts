import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { LANGS } from '../../../src/language/lang.ts';
import { run } from '../../../test/cli/run.ts';
import { temporary } from '../../../test/support.ts';

async function scriptFile(t: TestContext, shell: string): Promise<string> {
  const ran = await run(t, {}, ['completion', shell]);
  assert.equal(ran.code, 0, ran.stderr);
  const file = join(await temporary(t), `completion.${shell}`);
  await writeFile(file, ran.stdout);
  return file;
}

const linesOf = (output: string): string[] => output.split('\n').filter((line) => line !== '');

/** What fish offers for a line, without the descriptions. */
function fish(file: string, line: string): string[] {
  const ask = 'source $argv[1]; complete -C $argv[2]';
  const output = execFileSync('fish', ['--no-config', '-c', ask, file, line], { encoding: 'utf8' });
  return linesOf(output).map((one) => one.split('\t')[0] ?? '');
}

/** What zsh is given to choose from behind these words; which of it fits, zsh itself decides. */
function zsh(file: string, ...words: string[]): string[] {
  const ask =
    'source $1; shift; compadd() { shift; print -l -- "$@" }; _files() { print FILES }; words=("$@"); CURRENT=$#; _abusedesk';
  const output = execFileSync('zsh', ['-f', '-c', ask, 'zsh', file, 'abusedesk', ...words], {
    encoding: 'utf8',
  });
  return linesOf(output);
}

test('fish completes commands, options, languages, sinks and formats', async (t) => {
  const file = await scriptFile(t, 'fish');
  assert.deepEqual(fish(file, 'abusedesk inv'), ['investigate']);
  assert.deepEqual(fish(file, 'abusedesk block un'), ['undo']);
  assert.ok(fish(file, 'abusedesk investigate --rec').includes('--received'));
  assert.deepEqual(fish(file, 'abusedesk investigate --lang ').toSorted(), LANGS.toSorted());
  assert.ok(fish(file, 'abusedesk block plan --sink nf').includes('nftables'));
  assert.ok(fish(file, 'abusedesk formats vpc-fl').includes('vpc-flow'));
});

test('zsh completes commands, options, languages and sinks, and files where a file belongs', async (t) => {
  const file = await scriptFile(t, 'zsh');
  assert.ok(zsh(file, 'inv').includes('investigate'));
  assert.ok(zsh(file, 'block', '').includes('undo'));
  assert.ok(zsh(file, 'investigate', '--').includes('--received'));
  assert.deepEqual(zsh(file, 'investigate', '--lang', ''), [...LANGS]);
  assert.ok(zsh(file, 'block', 'plan', '--sink', '').includes('nftables'));
  assert.deepEqual(zsh(file, 'investigate', 'ex'), ['FILES']);
});
