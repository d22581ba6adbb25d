import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { configFolder } from '../../src/base/home.ts';
import { UserError } from '../../src/base/errors.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { readConfig } from '../../src/settings/load.ts';
import { world } from '../attribution/world.ts';
import { run } from '../cli/run.ts';
import { temporary } from '../support.ts';

const LOG = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "curl"\n';
const SETTINGS = 'ours: [198.51.100.0/24]\nlang: ja\n';

test('settings that lie in the evidence are named and not obeyed, also by somebody who stands in it', async (t) => {
  const files = { 'a.log': LOG, 'abusedesk.yaml': SETTINGS };
  const plain = await run(t, { 'a.log': LOG }, ['investigate', '.', '--json', '--case', 'home/c']);
  const ran = await run(t, files, ['investigate', '.', '--json', '--case', 'home/c']);
  assert.equal(ran.code, 0);
  assert.match(ran.stderr, /abusedesk\.yaml in the current folder is not read.*--config abusedesk\.yaml/);
  const { evidence, sources } = JSON.parse(ran.stdout);
  assert.deepEqual(sources, JSON.parse(plain.stdout).sources);
  const named = evidence.find(({ path }: { path: string }) => path.endsWith('abusedesk.yaml'));
  assert.equal(named.parsed, 0);
  assert.match(named.because, /never taken from evidence/);
});

test('settings are read from the folder for settings, and from the file that is given', async (t) => {
  const wrong = 'colour: blue\n';
  const kept = await run(t, { 'home/abusedesk.yaml': wrong, 'a.log': LOG }, ['explain', 'a.log']);
  const given = await run(t, { 'abusedesk.yaml': wrong, 'a.log': LOG }, [
    'explain',
    'a.log',
    '--config',
    'abusedesk.yaml',
  ]);
  for (const ran of [kept, given]) {
    assert.equal(ran.code, 2, ran.stderr);
    assert.match(ran.stderr, /colour: no such key/);
  }
});

test('the folder for settings follows the platform, and is never the current one', () => {
  const at = (platform: NodeJS.Platform, env: Record<string, string>): string =>
    configFolder(world('', { platform, env, cwd: () => '/evidence' }).effects);
  assert.equal(at('linux', { HOME: '/home/a' }), '/home/a/.config/abusedesk');
  assert.equal(at('linux', { HOME: '/home/a', XDG_CONFIG_HOME: '/c' }), '/c/abusedesk');
  assert.equal(at('linux', { HOME: '/home/a', XDG_CONFIG_HOME: 'c' }), '/home/a/.config/abusedesk');
  assert.equal(at('darwin', { HOME: '/Users/a' }), '/Users/a/Library/Application Support/abusedesk');
  assert.equal(at('win32', { APPDATA: 'C:\\R' }), 'C:\\R\\abusedesk');
  assert.equal(at('win32', { USERPROFILE: 'C:\\U' }), 'C:\\U\\AppData\\Roaming\\abusedesk');
  assert.throws(() => at('linux', {}), UserError);
});

test('a pipe, a folder and aliases without end are refused as settings at once', async (t) => {
  const folder = await temporary(t);
  const { effects } = world(folder);
  const pipe = join(folder, 'pipe.yaml');
  execFileSync('mkfifo', [pipe]);
  await mkdir(join(folder, 'folder.yaml'));
  const many = join(folder, 'many.yaml');
  const doubled = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n');
  await effects.fs.writeFile(many, `a0: &a0 [x]\n${doubled}\n`);
  for (const given of [pipe, join(folder, 'folder.yaml'), many]) {
    await assert.rejects(readConfig(given, folder, settingsSchema, effects), UserError, given);
  }
});

test('settings that are nested without end are refused before their parser runs out of stack', async (t) => {
  const folder = await temporary(t);
  const { effects } = world(folder);
  const steps = Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  for (const text of [
    '['.repeat(200_000),
    '{a: '.repeat(50_000),
    '- '.repeat(50_000),
    '? '.repeat(50_000),
    steps,
  ]) {
    const file = join(folder, 'deep.yaml');
    await effects.fs.writeFile(file, text);
    await assert.rejects(
      readConfig(file, folder, settingsSchema, effects),
      (error) => error instanceof UserError && /nested too deep/.test(error.message),
    );
  }
});
