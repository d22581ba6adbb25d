import assert from 'node:assert/strict';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { LANGS } from '../../src/language/lang.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';

const EXAMPLE = join(ROOT, 'examples', 'nat-port-scan');

test('a plan from a folder of inventory says what each lever does, and cannot be applied', async (t) => {
  const home = await temporary(t);
  const run = async (...argv: string[]) => {
    const { effects, written } = world(home, { cwd: () => home });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  const dir = join(home, 'scan.case');
  assert.equal((await run('investigate', EXAMPLE, '--case', dir, '--quiet')).code, 0);
  const plan = ['contain', 'plan', dir, '--inventory', join(EXAMPLE, 'inventory')];
  const { code, stdout, stderr } = await run(...plan);
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^What would cut what, for i-0a5306f1eb7c8294d \(web-7, running\), by the files that were given/,
  );
  assert.match(stdout, /a denial in a security group: does not cut/);
  assert.match(stdout, /stopping the instance: cuts/);
  assert.match(stdout, /cannot be applied/);
  const refused = await run(...plan, '--out', join(home, 'plan.json'));
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /a plan made from files cannot be applied/);
});

/** What a terminal obeys, or what turns a line or hides in it: but for the ends of lines. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;
const HOSTILE = '\u001b[2J\u202e<img src=x onerror=alert(1)>\n`reboot`\'"; reboot #';
/** What people write into an account: names, descriptions, tags. */
const FREE = new Set(['Value', 'Key', 'GroupName', 'Description', 'OwnerAlias', 'KeyName', 'LogGroupName']);

/** The inventory with a hostile text in each place of a free one; keys of tags that are known stay. */
function renamed(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return FREE.has(name) && value !== 'Name' ? HOSTILE : value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, key)]));
}

test('names, tags and descriptions of an account are harmless in a plan, on the screen, in the report and in JSON', async (t) => {
  const home = await temporary(t);
  const run = async (...argv: string[]) => {
    const { effects, written } = world(home, { cwd: () => home });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  const evidence = join(home, 'evidence');
  await cp(EXAMPLE, evidence, { recursive: true });
  const inventory = join(evidence, 'inventory');
  let changed = 0;
  for (const name of await readdir(inventory)) {
    const path = join(inventory, name);
    const text = JSON.stringify(renamed(JSON.parse(await readFile(path, 'utf8'))));
    changed += text.split('onerror').length - 1;
    await writeFile(path, text);
  }
  assert.ok(changed > 0, `${changed} texts were changed`);
  const dir = join(home, 'scan.case');
  const shown = [await run('investigate', evidence, '--case', dir)];
  for (const lang of LANGS)
    shown.push(await run('contain', 'plan', dir, '--inventory', inventory, '--lang', lang));
  shown.push(await run('contain', 'plan', dir, '--inventory', inventory, '--json'), await run('show', dir));
  for (const { code, stdout, stderr } of shown) {
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout + stderr, OBEYED);
  }
  const page = await readFile(join(dir, 'report.html'), 'utf8');
  assert.doesNotMatch(page, /<img/);
  assert.doesNotMatch(page.replaceAll('\n', ''), OBEYED);
  assert.ok(shown.some(({ stdout }) => stdout.includes('\\x1b[2J')));
});
