import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS } from '../../src/language/lang.ts';
import { run } from './run.ts';

test('the sinks say what they can do in the language that was asked for', async (t) => {
  const english = (await run(t, {}, ['block', 'sinks'])).stdout.split('\n');
  assert.ok(english.length > 20);
  for (const lang of LANGS.filter((one) => one !== 'en')) {
    const { stdout, code } = await run(t, {}, ['block', 'sinks', '--lang', lang]);
    assert.equal(code, 0);
    const lines = stdout.split('\n');
    assert.equal(lines.length, english.length);
    assert.deepEqual(
      lines.filter((line) => line !== '' && english.includes(line)),
      [],
      lang,
    );
  }
});
