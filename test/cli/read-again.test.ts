import assert from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCase } from '../../src/cases/store.ts';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import type { Written } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';

test('a case is shown, written anew and opened without its evidence', async (t) => {
  const home = await temporary(t);
  const evidence = join(home, 'nat-port-scan');
  const dir = join(home, 'nat.case');
  const started: string[][] = [];
  let starts = true;
  const run = async (...argv: string[]): Promise<Written & { code: number }> => {
    const { effects, written } = world(home, {
      cwd: () => home,
      platform: 'linux',
      start: (program, args) => {
        started.push([program, ...args]);
        return Promise.resolve(starts);
      },
    });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  await cp(join(ROOT, 'examples', 'nat-port-scan'), evidence, { recursive: true });
  const investigated = await run('investigate', evidence, '--case', dir, '--lang', 'ko');
  assert.equal(investigated.code, 0, investigated.stderr);
  await rm(evidence, { recursive: true });
  const page = (): Promise<string> => readFile(join(dir, 'report.html'), 'utf8');
  const first = await page();
  const document = JSON.parse(await readFile(join(dir, 'case.json'), 'utf8'));

  await t.test('show prints what investigate printed, and --json what it wrote', async () => {
    const shown = await run('show', dir);
    assert.equal(shown.code, 0, shown.stderr);
    assert.equal(shown.stdout, investigated.stdout);
    assert.deepEqual(JSON.parse((await run('show', dir, '--json')).stdout), document);
    assert.notEqual((await run('show', dir, '--lang', 'en')).stdout, investigated.stdout);
  });

  await t.test('report prints the very page again, for the readers of the last one', async () => {
    const printed = await run('report', dir, '--output', '-');
    assert.equal(printed.code, 0, printed.stderr);
    assert.equal(printed.stdout, first);
  });

  await t.test('while another run holds the case all three read it, and nothing of it changes', async () => {
    const { effects } = world(home);
    const holder = await openCase(dir, effects);
    try {
      assert.equal((await run('show', dir)).code, 0);
      const out = join(home, 'ja.html');
      const written = await run(
        'report',
        dir,
        '--lang',
        'ja',
        '--zone',
        'Asia/Tokyo',
        '--output',
        out,
        '--json',
      );
      assert.equal(written.code, 0, written.stderr);
      assert.deepEqual(JSON.parse(written.stdout), {
        schema: 'abusedesk.report/1',
        lang: 'ja',
        zone: 'Asia/Tokyo',
        path: out,
        kept: [],
      });
      assert.match(await readFile(out, 'utf8'), /<html\s+lang="ja"/);
      assert.equal((await run('open', dir, '--quiet')).code, 0);
      assert.equal(await page(), first);
      const refused = await run('report', dir);
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /another run is working on this case/);
    } finally {
      await holder.close();
    }
  });

  await t.test('report --lang replaces the page, and the letters that follow keep its language', async () => {
    const written = await run('report', dir, '--lang', 'ru');
    assert.equal(written.code, 0, written.stderr);
    assert.equal(written.stdout, `${join(dir, 'report.html')}\n`);
    assert.match(await page(), /<html\s+lang="ru"/);
    assert.equal((await run('letter', 'reply', dir, '--quiet')).code, 0);
    assert.match(await page(), /<html\s+lang="ru"/);
    const after = JSON.parse(await readFile(join(dir, 'case.json'), 'utf8'));
    assert.deepEqual(after.findings, document.findings);
  });

  await t.test('a page that somebody edited is kept', async () => {
    await writeFile(join(dir, 'report.html'), 'my own notes');
    const written = await run('report', dir, '--json');
    assert.deepEqual(JSON.parse(written.stdout).kept, ['report.edited-1.html']);
    assert.equal(await readFile(join(dir, 'report.edited-1.html'), 'utf8'), 'my own notes');
  });

  await t.test(
    'open hands the page to the program of the system, and says where it lies if there is none',
    async () => {
      started.length = 0;
      const path = join(dir, 'report.html');
      const opened = await run('open', dir, '--json');
      assert.deepEqual(JSON.parse(opened.stdout), { schema: 'abusedesk.open/1', path, opened: true });
      assert.deepEqual(started, [['xdg-open', path]]);
      starts = false;
      const failed = await run('open', dir);
      assert.equal(failed.code, 2);
      assert.equal(failed.stdout, `${path}\n`);
      assert.match(failed.stderr, /no program of this computer took the report/);
      await rm(path);
      assert.match((await run('open', dir)).stderr, /abusedesk report CASE/);
    },
  );

  await t.test('a zone that nobody knows is said to be none', async () => {
    const { code, stderr } = await run('report', dir, '--zone', 'Mars/Base');
    assert.equal(code, 2);
    assert.match(stderr, /"Mars\/Base" is no time zone/);
  });
});
