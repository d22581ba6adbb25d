import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ROOT, temporary } from '../support.ts';

/** What a library that prints does: whenever something is made into JSON, in this thread and in others. */
const PRINTING = `
const { stringify } = JSON;
JSON.stringify = (...given) => {
  console.log('TOTAL 17 EXPECTING 12');
  console.info('info');
  process.stdout.write('a remark\\u001b[31m\\n');
  process.stdout.write(Buffer.from('bytes'), () => undefined);
  return stringify(...given);
};
`;

const run = promisify(execFile);

for (const [name, ...args] of [
  ['formats', 'formats', '--json'],
  [
    'notice',
    'notice',
    join(ROOT, 'test', 'notices', 'fixtures', 'aws', 'dos-day-first-chinese-gb18030', 'input.eml'),
    '--json',
  ],
  ['explain', 'explain', join(ROOT, 'test', 'formats', 'fixtures', 'cowrie'), '--json'],
  ['investigate', 'investigate', join(ROOT, 'test', 'formats', 'fixtures', 'cowrie'), '--json'],
] as const) {
  test(`whatever a library prints, ${name} --json is one JSON document`, async (t) => {
    const folder = await temporary(t);
    const planted = join(folder, 'printing.mjs');
    await writeFile(planted, PRINTING);
    const given = name === 'investigate' ? [...args, '--case', join(folder, 'x.case')] : args;
    const { stdout, stderr } = await run(
      process.execPath,
      ['--import', planted, join(ROOT, 'bin', 'abusedesk.js'), ...given],
      { cwd: folder, maxBuffer: 2 ** 26 },
    );
    assert.equal(typeof JSON.parse(stdout), 'object');
    assert.match(stderr, /TOTAL 17 EXPECTING 12/);
    assert.ok(!stderr.includes('\u001b'), 'what is printed may come from evidence');
  });
}

test('a long document is whole, however slowly it is read', async (t) => {
  const folder = await temporary(t);
  const made = join(folder, 'x.case');
  const program = join(ROOT, 'bin', 'abusedesk.js');
  const cowrie = join(ROOT, 'test', 'formats', 'fixtures', 'cowrie');
  await run(process.execPath, [program, 'investigate', cowrie, '--case', made], { cwd: folder });
  const asked = [program, 'query', made, 'SELECT range AS n FROM range(60000)', '--json'];
  const child = spawn(process.execPath, asked, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  // More than a pipe holds has been written by then, and nothing been taken.
  await setTimeout(3000);
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  assert.deepEqual(await ended, [0, null]);
  assert.ok(text.length > 2 ** 19);
  assert.equal(typeof JSON.parse(text), 'object');
});
