import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { FIREWALLS } from '../../src/actions/firewalls/index.ts';
import { ALL_FORMATS } from '../../src/desk/attachment-formats.ts';
import { parsePowerShell } from '../actions/powershell/tree.ts';
import { LANGS } from '../../src/language/lang.ts';
import { temporary } from '../support.ts';
import { run } from './run.ts';

const script = async (t: TestContext, shell: string): Promise<string> => {
  const ran = await run(t, {}, ['completion', shell]);
  assert.equal(ran.code, 0, ran.stderr);
  return ran.stdout;
};

/** What a real bash offers behind these words, the last of which is being typed. */
async function offered(t: TestContext, ...typed: string[]): Promise<string[]> {
  const file = join(await temporary(t), 'completion.bash');
  await writeFile(file, await script(t, 'bash'));
  const ask =
    'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _abusedesk; printf "%s\\n" "${COMPREPLY[@]}"';
  const output = execFileSync('bash', ['--norc', '-c', ask, 'bash', file, 'abusedesk', ...typed], {
    encoding: 'utf8',
  });
  return output.split('\n').filter((line) => line !== '');
}

test('bash completes commands, commands within commands, and options', async (t) => {
  assert.deepEqual(await offered(t, 'inv'), ['investigate']);
  assert.ok((await offered(t, '')).includes('completion'));
  assert.deepEqual(await offered(t, 'block', 'un'), ['undo']);
  assert.deepEqual(await offered(t, 'investigate', 'logs', '--rec'), ['--received']);
  assert.ok((await offered(t, 'block', 'plan', '-')).includes('--sink'));
});

test('bash completes languages, sinks, kinds of letters and names of formats', async (t) => {
  assert.deepEqual(await offered(t, 'investigate', '--lang', ''), [...LANGS]);
  assert.deepEqual(
    (await offered(t, 'block', 'plan', '--sink', '')).toSorted(),
    FIREWALLS.map(({ name }) => name).toSorted(),
  );
  assert.deepEqual(await offered(t, 'letter', 'reply', '--kind', 'f'), ['final']);
  assert.ok((await offered(t, 'formats', 'vpc-fl')).includes('vpc-flow'));
  assert.ok((await offered(t, 'formats', '')).length >= ALL_FORMATS.length);
});

test('where a file belongs bash is left to complete files', async (t) => {
  assert.deepEqual(await offered(t, 'investigate', 'ex'), []);
  assert.deepEqual(await offered(t, 'investigate', '--case', ''), []);
  assert.match(await script(t, 'bash'), /complete -o default/);
});

test('every shell knows every command, and no script holds what a shell would run', async (t) => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    const text = await script(t, shell);
    for (const name of ['investigate', 'ranges', 'completion', '--received', 'nftables', 'vpc-flow']) {
      assert.ok(text.includes(name.replace(/^--/, '')), `${shell} ${name}`);
    }
    assert.ok(!text.includes('undefined'), shell);
  }
});

test('the script for PowerShell is one, and knows the same commands as the others', async (t) => {
  const root = await parsePowerShell(await script(t, 'powershell'));
  const named = (type: string): string[] => root.descendantsOfType(type).map((node) => node?.text ?? '');
  assert.equal(named('command_name')[0], 'Register-ArgumentCompleter');
  const [text = '', ...more] = named('verbatim_here_string_characters');
  assert.deepEqual(more, []);
  const lines = text.split('\n').slice(1, -1);
  const offers = (kind: string, place: string): string[] | undefined =>
    lines
      .map((line) => line.split('|'))
      .find(([k, p]) => k === kind && p === place)
      ?.slice(2);
  assert.deepEqual(offers('next', ''), await offered(t, ''));
  assert.deepEqual(offers('next', 'block'), await offered(t, 'block', ''));
  assert.deepEqual(offers('options', 'block plan'), await offered(t, 'block', 'plan', '-'));
  assert.deepEqual(offers('values', 'investigate --lang'), [...LANGS]);
  assert.deepEqual(offers('values', 'investigate --case'), []);
  // A hash tells names apart without their case.
  const places = lines.map((line) => line.split('|').slice(0, 2).join(' ').toLowerCase());
  assert.equal(new Set(places).size, places.length);
});

test('a shell that is not known is refused with those that are', async (t) => {
  const ran = await run(t, {}, ['completion', 'tcsh']);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /bash.*zsh.*fish.*powershell/);
});

test('formats by name shows these alone, and says where a name is wrong', async (t) => {
  const ran = await run(t, {}, ['formats', 'vpc-flow', '--json']);
  const names: { name: string }[] = JSON.parse(ran.stdout);
  assert.deepEqual(
    names.map(({ name }) => name),
    ['vpc-flow'],
  );
  const wrong = await run(t, {}, ['formats', 'vpc-flo']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /there is no format "vpc-flo"/);
});
