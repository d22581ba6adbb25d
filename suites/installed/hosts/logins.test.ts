import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLogins } from '../../../src/hosts/logins/read.ts';
import { readPaste } from '../../../src/hosts/pastes/read.ts';
import { ROOT, temporary } from '../../../test/support.ts';

const FOLDER = join(ROOT, 'test', 'hosts', 'logins');
const ENV = { ...process.env, TZ: 'UTC', LC_ALL: 'C' };

/** What both tell of a login, in the order of last: the newest first. */
function told(logins: readonly { user: string; terminal?: string; at?: string }[]): unknown[] {
  return logins.map(({ user, terminal, at = '' }) => [
    user,
    terminal,
    new Date(at.endsWith('Z') ? at : `${at} UTC`).getTime(),
  ]);
}

for (const [name, last] of [
  ['wtmp', 'last'],
  ['btmp', 'lastb'],
] as const) {
  test(`what utmpdump makes of a text is read as ${last} reads it`, async (t) => {
    const text = await readFile(join(FOLDER, `${name}.txt`));
    const bytes = execFileSync('utmpdump', ['-r'], {
      input: text,
      env: ENV,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const path = join(await temporary(t), name);
    await writeFile(path, bytes);
    const printed = execFileSync(last, ['-wF', '-f', path], { encoding: 'utf8', env: ENV });
    const asked = { program: last, words: ['-wF'] };
    const own = readLogins(bytes, path)?.facts.logins ?? [];
    assert.ok(own.length >= 5, printed);
    assert.deepEqual(told(own), told(readPaste(printed, 'x', asked).facts.logins), printed);
  });
}
