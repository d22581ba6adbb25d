import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { run } from './run.ts';

/** Clears a terminal, sounds its bell, turns what follows around, and begins a line of its own. */
const RAW = 'x\u001B[2J\u0007\u202E\u009B31m\r\ny';
/** A line feed is ours, and so is a tab; nothing else that moves, paints or turns. */
const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** It runs until it is stopped, looks at this very host, or opens a browser. */
const LEFT = new Set(['open', 'help', 'host inspect']);

/** Each command with the options that take a value, from its own help. */
async function commands(t: TestContext, above: readonly string[] = []): Promise<[string[], string[]][]> {
  const { stdout } = await run(t, {}, [...above, '--help']);
  const [head = '', list] = stdout.split('\nCommands:\n');
  if (list === undefined) {
    const options = [...head.matchAll(/^ {2}(?:-\w, )?(--[\w-]+) </gm)].map(([, name = '']) => name);
    return [[[...above], options]];
  }
  const found: [string[], string[]][] = [];
  for (const [, name = ''] of list.matchAll(/^ {2}([a-z][\w-]*)(?: |$)/gm)) {
    const path = [...above, name];
    if (name === 'abusedesk' || LEFT.has(name) || LEFT.has(path.join(' '))) continue;
    if (above.length < 2) found.push(...(await commands(t, path)));
  }
  return found;
}

test('no command echoes raw control characters of its arguments, whatever is wrong with them', async (t) => {
  const all = await commands(t);
  assert.ok(all.length >= 20, all.map(([path]) => path.join(' ')).join(', '));
  let tried = 0;
  for (const [path, options] of all) {
    const lines = [
      [...path, RAW],
      [...path, `--${RAW}`],
      [...path, `-${RAW}`],
      [...path, RAW, RAW, RAW],
      ...options.flatMap((option) => [
        [...path, RAW, option, RAW],
        [...path, RAW, `${option}=${RAW}`],
      ]),
    ];
    for (const argv of lines) {
      const { stdout, stderr } = await run(t, {}, argv);
      tried += 1;
      for (const output of [stdout, stderr]) {
        const match = UNPRINTABLE.exec(output);
        assert.equal(match, null, `${JSON.stringify(argv)}: ${JSON.stringify(output.slice(0, 400))}`);
      }
    }
  }
  assert.ok(tried > 150, `${tried} command lines`);
  for (const argv of [[RAW], [`--${RAW}`], ['help', RAW], [RAW, '--json']]) {
    const { stdout, stderr } = await run(t, {}, argv);
    assert.doesNotMatch(stdout + stderr, UNPRINTABLE, JSON.stringify(argv));
  }
});
