import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import ICAL from 'ical.js';
import { nodeEffects } from '../../../src/base/effects.ts';
import type { Effects } from '../../../src/base/ports.ts';
import { main } from '../../../src/cli/main.ts';
import { LANGS } from '../../../src/language/lang.ts';
import { world } from '../../attribution/world.ts';
import { ROOT, temporary } from '../../support.ts';
import { HOSTILE, putCase } from './checks.ts';

const NOW = new Date('2026-11-21T20:00:00Z');

interface Desk {
  root: string;
  home: string;
  index: string;
  run: (...argv: string[]) => Promise<{ code: number; out: string; err: string }>;
}

/** A desk whose settings name an index in a file. */
async function desk(t: TestContext, changes: Partial<Effects> = {}, place?: string): Promise<Desk> {
  const root = await temporary(t);
  const [home, index] = [join(root, 'home'), join(root, 'team', 'cases.sqlite')];
  await mkdir(home);
  await writeFile(
    join(home, 'abusedesk.yaml'),
    `cases:\n  index: ${JSON.stringify(place ?? `sqlite:${index}`)}\n`,
  );
  const elsewhere = join(root, 'elsewhere');
  await mkdir(elsewhere);
  return {
    root,
    home,
    index,
    async run(...argv) {
      const { effects, written } = world(home, { cwd: () => elsewhere, now: () => NOW, ...changes });
      const code = await main(argv, new AbortController().signal, effects);
      return { code, out: written.stdout, err: written.stderr };
    },
  };
}

const idIn = async (folder: string): Promise<string> =>
  JSON.parse(await readFile(join(folder, 'case.json'), 'utf8')).id;

test('what is investigated, and the answer that went out, is listed from anywhere', async (t) => {
  const { root, run } = await desk(t);
  const folder = join(root, 'made.case');
  const made = await run('investigate', join(ROOT, 'examples', 'nat-port-scan'), '--case', folder, '--quiet');
  assert.deepEqual([made.code, made.err], [0, '']);
  const first = JSON.parse((await run('cases', '--json')).out);
  assert.equal(first.cases.length, 1);
  const [one] = first.cases;
  assert.deepEqual(
    [one.folder, one.reference, one.received, one.answered, one.resource.by, one.stopped],
    [folder, '27579687149', '2026-11-20T15:52:31Z', null, 'logs', 'stopped'],
  );
  const sent = await run(
    'letter',
    'sent',
    folder,
    'letters/reply-interim.en.txt',
    '--at',
    '2026-11-21T09:00Z',
  );
  assert.deepEqual([sent.code, sent.err], [0, '']);
  const { id } = JSON.parse(await readFile(join(folder, 'case.json'), 'utf8'));
  await rm(folder, { recursive: true });
  const gone = await run('cases', '--json');
  const list = JSON.parse(gone.out);
  assert.deepEqual(list.gone, [{ id, folder }]);
  assert.deepEqual(
    [list.cases[0].gone, list.cases[0].answered],
    [true, { kind: 'reply-interim', at: '2026-11-21T09:00:00.000Z' }],
  );
  assert.match(gone.err, new RegExp(`--forget ${id}`));
  const forgotten = await run('cases', '--forget', id, '--json');
  assert.deepEqual([forgotten.code, JSON.parse(forgotten.out).cases], [0, []]);
  assert.equal((await run('cases', '--forget', id)).code, 2);
});

test('a letter that is written notes its case', async (t) => {
  const { root, run } = await desk(t);
  const folder = await putCase(join(root, 'a.case'), { reference: '1' });
  const { code, err } = await run('letter', 'reply', folder, '--kind', 'interim', '--quiet');
  assert.deepEqual([code, err], [0, '']);
  assert.equal(JSON.parse((await run('cases', '--json')).out).cases[0].folder, folder);
});

test('an index that cannot be used never harms the case; it is said in one sentence, in the reader’s language', async (t) => {
  for (const place of ['sqlite:/proc/no/such/cases.sqlite', 'postgres:///desk?host=/no/such/folder']) {
    const { root, run } = await desk(t, {}, place);
    const folder = await putCase(join(root, 'a.case'), { reference: '1' });
    const said = new Set<string>();
    for (const lang of LANGS) {
      const { code, out, err } = await run('letter', 'reply', folder, '--lang', lang);
      assert.equal(code, 0, err);
      assert.ok(out.includes(`reply-interim.${lang}.txt`), out);
      assert.equal(err.trimEnd().split('\n').length, 1, err);
      said.add(err);
    }
    assert.equal(said.size, LANGS.length);
    // A file that is not there yet is an empty index; a server that does not answer is none.
    assert.equal((await run('cases', '--json')).code, place.startsWith('sqlite') ? 0 : 2);
  }
});

test('cases of another computer are listed as the index has them, without a command to type here', async (t) => {
  const { root, run } = await desk(t, {
    process: { ...nodeEffects(1).process, host: 'desk-2' },
  });
  const folder = await putCase(join(root, 'theirs.case'), {
    reference: '7',
    deadline: '2026-11-22T20:00:00Z',
  });
  assert.equal((await run('cases', '--note', folder)).code, 0);
  const mine = world(join(root, 'home'), { cwd: () => join(root, 'home'), now: () => NOW });
  await rm(folder, { recursive: true });
  assert.equal(await main(['cases'], new AbortController().signal, mine.effects), 0);
  const lines = mine.written.stdout.trimEnd().split('\n');
  assert.equal(lines.length, 3, mine.written.stdout);
  assert.match(lines[0] ?? '', / 7 · .*1 day.*2026-11-22 20:00 UTC/);
  assert.match(lines[2] ?? '', /theirs\.case · on desk-2/);
  assert.equal(mine.written.stderr, '');
});

test('--due leaves out what is answered; --ics - is the calendar alone', async (t) => {
  const { root, run } = await desk(t);
  const answer = { path: 'letters/reply-final.en.txt', source: 'aws', kind: 'reply-final', reference: '1' };
  await putCase(join(root, 'cases', 'a.case'), { reference: '1', deadline: '2026-11-22T10:00:00Z' }, [
    { ...answer, at: '2026-11-21T19:00:00Z' },
  ]);
  await putCase(join(root, 'cases', 'b.case'), { reference: '2', deadline: '2026-11-22T11:00:00Z' });
  assert.equal((await run('cases', '--note', join(root, 'cases'), '--quiet')).code, 0);
  const all = JSON.parse((await run('cases', '--json')).out);
  const due = JSON.parse((await run('cases', '--json', '--due')).out);
  const named = (list: { cases: { reference: string }[] }) => list.cases.map(({ reference }) => reference);
  assert.deepEqual([named(all), named(due)], [['2', '1'], ['2']]);
  const { code, out, err } = await run('cases', '--ics', '-');
  assert.deepEqual([code, err], [0, '']);
  const events = new ICAL.Component(ICAL.parse(out)).getAllSubcomponents('vevent');
  assert.equal(events.length, 1);
  assert.equal(new ICAL.Event(events[0]).endDate.toString(), '2026-11-22T11:00:00Z');
  assert.equal((await run('cases', '--ics', '-', '--json')).code, 2);
});

test('a hostile notice in the index is one line on the screen, one entry in the calendar, one value in JSON', async (t) => {
  const { root, run } = await desk(t);
  const folder = await putCase(join(root, "ev'il \u001b[2J.case"), {
    reference: HOSTILE,
    source: HOSTILE,
    deadline: '2026-11-22T11:00:00Z',
    instances: [HOSTILE],
  });
  assert.equal((await run('cases', '--note', folder, '--quiet')).code, 0);
  await rm(folder, { recursive: true });
  const { out, err } = await run('cases');
  assert.doesNotMatch(`${out}${err}`.replaceAll('\n', ''), /[\u0000-\u001f\u202e]/);
  assert.equal(out.trimEnd().split('\n').length, 3, out);
  assert.equal(JSON.parse((await run('cases', '--json')).out).cases[0].reference, HOSTILE);
  const calendar = (await run('cases', '--ics', '-')).out;
  assert.doesNotMatch(calendar.replaceAll('\r\n', ''), /[\u0000-\u001f\u202e]/);
  assert.equal(calendar.split('\r\n').filter((line) => line === 'BEGIN:VEVENT').length, 1);
  for (const line of calendar.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
});

test('without an index, --note and --forget say where one is set', async (t) => {
  const root = await temporary(t);
  for (const argv of [['--note'], ['--forget', 'x']]) {
    const { effects, written } = world(join(root, 'home'), { cwd: () => root });
    assert.equal(await main(['cases', ...argv], new AbortController().signal, effects), 2);
    assert.match(written.stderr, /no case index is set/);
  }
});

test('several processes that note at once lose nothing', async (t) => {
  const { root, home, run } = await desk(t);
  const names = ['r0', 'r1', 'r2', 'r3'];
  const folders = await Promise.all(
    names.map((reference) => putCase(join(root, `${reference}.case`), { reference })),
  );
  const codes = await Promise.all(
    folders.map(
      (folder) =>
        new Promise((resolve, reject) => {
          const argv = [join(ROOT, 'bin', 'abusedesk.js'), 'cases', '--note', folder, '--quiet'];
          const child = spawn(process.execPath, argv, {
            cwd: root,
            env: { ...process.env, ABUSEDESK_HOME: home },
            stdio: ['ignore', 'ignore', 'inherit'],
          });
          child.once('error', reject);
          child.once('exit', resolve);
        }),
    ),
  );
  assert.deepEqual(codes, [0, 0, 0, 0]);
  const { out } = await run('cases', '--json');
  const listed = JSON.parse(out).cases.map(({ id }: { id: string }) => id);
  assert.deepEqual(listed.toSorted(), (await Promise.all(folders.map(idIn))).toSorted());
});
