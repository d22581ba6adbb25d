import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { LANGS } from '../../src/language/lang.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';

/** What a terminal obeys, or what turns a line or hides in it: but for the ends of lines. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;
const HOSTILE = '=cmd|x \u001b[2J\u202e<img src=x onerror=alert(1)>\n`reboot`\'"; reboot #';
/** Of what a format is known by, or a record placed: times, addresses, numbers, names of fields and kinds, ids. */
const KEPT = /^(?:[\d.:TZ+-]+|[0-9a-fA-F:.]+|[A-Za-z][\w.:/*-]*)$/;
/** Whose texts are somebody's words, whatever they look like. */
const WORDS =
  /title|description|agent|name$|message|path|url|uri|host|query|user|password|input|banner|request|reason|tag|comment/i;
const MAX_BYTES = 300_000;

function worded(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (/event_?name|event_?type|schema|detectorId|operationName/i.test(key)) return value;
    return KEPT.test(value) && !WORDS.test(key) ? value : HOSTILE;
  }
  if (Array.isArray(value)) return value.map((item) => worded(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, worded(item, name)]));
}

/** JSON, or lines of JSON, with hostile texts; undefined: it is no JSON. */
function hostile(text: string): string | undefined {
  try {
    return JSON.stringify(worded(JSON.parse(text)));
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      return lines.map((line) => `${JSON.stringify(worded(JSON.parse(line)))}\n`).join('');
    } catch {
      return undefined;
    }
  }
}

test('the texts of every format of JSON are harmless wherever they are shown', async (t) => {
  const home = await temporary(t);
  const evidence = join(home, 'evidence');
  await mkdir(evidence);
  const places = ['formats', 'clouds', 'hosts'].map((room) => join(ROOT, 'test', room, 'fixtures'));
  let files = 0;
  for (const place of places) {
    for (const name of await readdir(place, { recursive: true }).catch(() => [])) {
      const path = join(place, name);
      const { size } = await stat(path);
      if (!/\.(?:json|jsonl|log|ndjson|txt)$/.test(name) || size > MAX_BYTES) continue;
      const text = hostile(await readFile(path, 'utf8'));
      if (text === undefined) continue;
      files += 1;
      await writeFile(join(evidence, `${String(files)}-${basename(name)}`), text);
    }
  }
  assert.ok(files > 40, `${files} files`);
  const run = async (...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
    const { effects, written } = world(home, { cwd: () => home });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  const shown = [await run('investigate', 'evidence', '--case', 'c'), await run('explain', 'evidence')];
  for (const lang of LANGS) shown.push(await run('show', 'c', '--lang', lang));
  shown.push(await run('show', 'c', '--json'));
  for (const { code, stdout, stderr } of shown) {
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout + stderr, OBEYED);
  }
  const written: { evidence: { parsed: number }[] } = JSON.parse(shown.at(-1)?.stdout ?? '');
  const parsed = written.evidence.reduce((sum, one) => sum + one.parsed, 0);
  assert.ok(parsed > 80, `${parsed} records were read`);
  const page = await readFile(join(home, 'c', 'report.html'), 'utf8');
  assert.ok(page.includes('onerror'), 'the texts are on the page');
  assert.doesNotMatch(page, /<img/);
  assert.doesNotMatch(page.replaceAll('\n', ''), OBEYED);
  // As a spreadsheet takes them: no field begins a formula.
  for (const table of ['requests', 'logins', 'alerts']) {
    const { code, stdout, stderr } = await run('query', 'c', `SELECT * FROM ${table}`, '--csv');
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout, /(?:^|,)"?[=@]/m, table);
  }
});
