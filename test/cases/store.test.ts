import assert from 'node:assert/strict';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Effects } from '../../src/base/ports.ts';
import { UserError } from '../../src/base/errors.ts';
import { sha256 } from '../../src/cases/publish.ts';
import { openCase, openExistingCase } from '../../src/cases/store.ts';
import { temporary } from '../support.ts';
import { emptyDocument, world } from './world.ts';
import { quoted } from '../../src/model/message.ts';

const LETTER = 'letters/reply-final.en.txt';

function userError(message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, message);
    assert.equal(error.exitCode, 2);
    assert.ok(error.hint);
    return true;
  };
}

/** One complete run: a lake with one file, a letter, a report. */
async function run(dir: string, letter = 'Dear reviewer', effects: Effects = world()) {
  const folder = await openCase(dir, effects);
  try {
    await writeFile(join(await folder.newLake(), 'rows.parquet'), letter);
    folder.put(LETTER, letter);
    folder.put('report.html', '<p>');
    return await folder.publish(emptyDocument());
  } finally {
    await folder.close();
  }
}

async function newFolder(t: TestContext) {
  return join(await temporary(t), 'web-7.case');
}

test('a finished run leaves case.json, journal, lake, letters and report, and nothing temporary', async (t) => {
  const dir = await newFolder(t);
  const { document } = await run(dir);
  assert.deepEqual((await readdir(dir)).sort(), [
    'case.json',
    'journal.jsonl',
    'lake',
    'letters',
    'report.html',
  ]);
  assert.deepEqual(JSON.parse(await readFile(join(dir, 'case.json'), 'utf8')), document);
  assert.equal(document.id, '2026-11-21-7f3a9c');
  assert.equal(document.opened, '2026-11-21T20:00:00.000Z');
});

test('a second run keeps the id and the opening time and replaces what the first had derived', async (t) => {
  const dir = await newFolder(t);
  await run(dir, 'first');
  const later = world({ now: () => new Date('2026-11-22T08:00:00Z'), uuid: () => crypto.randomUUID() });
  const folder = await openCase(dir, later);
  assert.equal(folder.previous?.id, '2026-11-21-7f3a9c');
  await writeFile(join(await folder.newLake(), 'other.parquet'), 'x');
  folder.put('report.html', '<p>2');
  const { document, kept } = await folder.publish(emptyDocument());
  await folder.close();
  assert.equal(document.id, '2026-11-21-7f3a9c');
  assert.equal(document.opened, '2026-11-21T20:00:00.000Z');
  assert.deepEqual(kept, []);
  assert.deepEqual((await readdir(join(dir, 'lake'))).sort(), ['other.parquet', 'run.json']);
  assert.deepEqual(await readdir(join(dir, 'letters')), [], 'a letter of the first run is not left over');
});

test('a run without rows leaves no lake of an earlier run behind', async (t) => {
  const dir = await newFolder(t);
  await run(dir);
  const folder = await openCase(dir, world());
  await folder.publish(emptyDocument());
  await folder.close();
  assert.equal((await readdir(dir)).includes('lake'), false);
});

test('an interrupted run leaves the case as the run before had written it', async (t) => {
  const dir = await newFolder(t);
  await run(dir, 'first');
  const before = await readFile(join(dir, 'case.json'), 'utf8');
  const folder = await openCase(dir, world());
  await writeFile(join(await folder.newLake(), 'half.parquet'), 'x');
  folder.put(LETTER, 'half');
  await folder.close();
  assert.equal(await readFile(join(dir, 'case.json'), 'utf8'), before);
  assert.equal(await readFile(join(dir, LETTER), 'utf8'), 'first');
  assert.deepEqual((await readdir(join(dir, 'lake'))).sort(), ['rows.parquet', 'run.json']);
  assert.equal((await readdir(dir)).includes('scratch'), false);
});

/** A file system that dies at the n-th change, and stays dead. */
function dying(at: number): Effects {
  const real = world();
  let changes = 0;
  const changing = new Set(['rename', 'mkdir', 'writeFile', 'rm']);
  const fs = new Proxy(real.fs, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return async (...args: unknown[]): Promise<unknown> => {
        if (changing.has(String(name)) || (name === 'open' && args[1] !== 'r')) changes += 1;
        if (changes >= at) throw new Error('killed');
        return call.apply(target, args);
      };
    },
  });
  // The process is gone: nobody holds its lock any more.
  return { ...real, fs, process: { ...real.process, pid: 999_999_999 } };
}

test('a kill at any change to the disk leaves a whole case, old or new, that the next run can open', async (t) => {
  for (let at = 1; ; at += 1) {
    const dir = await newFolder(t);
    await run(dir, 'first');
    let finished = false;
    try {
      await run(dir, 'second', dying(at));
      finished = true;
    } catch (error) {
      assert.match(String(error), /killed/);
    }
    const folder = await openCase(dir, world());
    assert.equal(folder.id, '2026-11-21-7f3a9c', `killed at change ${at}`);
    assert.ok(folder.previous);
    const lake = await readFile(join(dir, 'lake', 'rows.parquet'), 'utf8');
    assert.match(lake, /^(first|second)$/);
    // The letter, the lake and case.json are of one run.
    assert.equal(await readFile(join(dir, LETTER), 'utf8'), lake, `killed at change ${at}`);
    assert.equal(folder.previous.outputs?.[LETTER], sha256(lake));
    assert.ok(!(await readdir(dir)).includes('publishing'));
    await folder.close();
    if (finished) break;
  }
});

test('files of two runs in one folder are refused by whoever adds to the case, and replaced by the next run', async (t) => {
  const dir = await newFolder(t);
  await run(dir, 'first');
  const before = await readFile(join(dir, 'case.json'));
  await run(dir, 'second');
  await writeFile(join(dir, 'case.json'), before);
  await assert.rejects(openExistingCase(dir, world()), userError(/mixes two runs/));
  await run(dir, 'third');
  await (await openExistingCase(dir, world())).close();
});

test('a lake of another run is noticed', async (t) => {
  const [dir, other] = [await newFolder(t), await newFolder(t)];
  await run(dir);
  await run(other);
  await run(other, 'second');
  await rm(join(dir, 'lake'), { recursive: true });
  await rename(join(other, 'lake'), join(dir, 'lake'));
  await assert.rejects(openExistingCase(dir, world()), userError(/mixes two runs/));
});

test('a letter that was edited or removed is no mixed case', async (t) => {
  const dir = await newFolder(t);
  await run(dir);
  await writeFile(join(dir, LETTER), 'with my root cause');
  await rm(join(dir, 'report.html'));
  await (await openExistingCase(dir, world())).close();
});

test('links in a case folder that somebody handed over are neither read, moved nor removed', async (t) => {
  const outside = await temporary(t);
  const temporaryName = 'x.11111111-1111-4111-8111-111111111111.tmp';
  await writeFile(join(outside, temporaryName), 'mine');
  for (const name of ['letters', 'scratch', 'lake', 'publishing', 'case.json', 'journal.jsonl']) {
    const dir = await newFolder(t);
    await run(dir);
    await rm(join(dir, name), { recursive: true, force: true });
    await symlink(name.includes('.') ? join(outside, temporaryName) : outside, join(dir, name));
    await run(dir, 'second').catch((error: unknown) => assert.ok(error instanceof UserError, String(error)));
    assert.deepEqual(await readdir(outside), [temporaryName], name);
    assert.equal(await readFile(join(outside, temporaryName), 'utf8'), 'mine', name);
  }
});

test('what a run was about to publish is checked against the journal', async (t) => {
  const dir = await newFolder(t);
  await run(dir);
  await mkdir(join(dir, 'publishing', 'files', 'letters'), { recursive: true });
  await writeFile(join(dir, 'publishing', 'files', LETTER), 'not what the journal says');
  await assert.rejects(openExistingCase(dir, world()), userError(/not what its journal says/));
});

test('a folder with other things in it is not touched', async (t) => {
  const dir = await temporary(t);
  await writeFile(join(dir, 'holiday.jpg'), '');
  await assert.rejects(openCase(dir, world()), userError(/not empty and is no case/));
  assert.deepEqual(await readdir(dir), ['holiday.jpg']);
});

test("somebody else's case.json does not make a folder ours", async (t) => {
  const dir = await temporary(t);
  await writeFile(join(dir, 'case.json'), '{"schema":"lawsuit/3"}');
  await assert.rejects(openCase(dir, world()), userError(/schema/));
  assert.deepEqual(await readdir(dir), ['case.json']);
});

test('a case is not begun where an existing one is asked for', async (t) => {
  const dir = await temporary(t);
  await assert.rejects(openExistingCase(dir, world()), userError(/no case here/));
  await assert.rejects(openExistingCase(join(dir, 'absent'), world()), userError(/no case here/));
  assert.deepEqual(await readdir(dir), []);
});

test('a file where the case folder should be, or a disk without rights, is said in plain words', async (t) => {
  const dir = await temporary(t);
  await writeFile(join(dir, 'file'), '');
  await assert.rejects(openCase(join(dir, 'file'), world()), userError(/ENOTDIR/));
  const real = world();
  const mkdir = () => Promise.reject(Object.assign(new Error('denied'), { code: 'EACCES' }));
  const denied = world({ fs: { ...real.fs, mkdir } });
  await assert.rejects(openCase(join(dir, 'new'), denied), userError(/EACCES/));
});

test('a letter that was edited by hand is kept beside the new one', async (t) => {
  const dir = await newFolder(t);
  await run(dir, 'first');
  await writeFile(join(dir, LETTER), 'first, with my root cause');
  const { kept } = await run(dir, 'second');
  assert.deepEqual(kept, ['letters/reply-final.en.edited-1.txt']);
  assert.equal(await readFile(join(dir, kept[0] ?? ''), 'utf8'), 'first, with my root cause');
  assert.equal(await readFile(join(dir, LETTER), 'utf8'), 'second');
});

test('a letter added to a case leaves its lake and its other files alone', async (t) => {
  const dir = await newFolder(t);
  const first = await run(dir, 'first');
  const folder = await openExistingCase(dir, world());
  folder.put('letters/reply-final.ja.txt', 'ja');
  const { document } = await folder.amend({ ...first.document, gaps: [quoted('none')] });
  await folder.close();
  assert.deepEqual((await readdir(join(dir, 'letters'))).sort(), [
    'reply-final.en.txt',
    'reply-final.ja.txt',
  ]);
  assert.deepEqual((await readdir(join(dir, 'lake'))).sort(), ['rows.parquet', 'run.json']);
  assert.deepEqual(document.gaps, [quoted('none')]);
  // The next complete run clears both away.
  await run(dir, 'second');
  assert.deepEqual(await readdir(join(dir, 'letters')), ['reply-final.en.txt']);
});

test('no name leads out of the case folder or over its own files', async (t) => {
  const folder = await openCase(await newFolder(t), world());
  t.after(() => folder.close());
  const bad = ['../x', '/etc/passwd', 'letters/../../x', 'a\\b', 'case.json', 'lake/x', 'scratch/x', ''];
  for (const path of [...bad, 'letters//x', 'letters/.', '.hidden', 'a\n', 'C:x', 'journal.jsonl']) {
    assert.throws(() => folder.put(path, ''), RangeError, path);
  }
});

test('a link inside the case folder is not followed out of it', async (t) => {
  const dir = await newFolder(t);
  const outside = await temporary(t);
  await mkdir(dir);
  await symlink(outside, join(dir, 'letters'));
  // The folder would be refused as foreign; the link comes into a case that exists already.
  await rm(join(dir, 'letters'));
  await run(dir);
  await rm(join(dir, 'letters'), { recursive: true });
  await symlink(outside, join(dir, 'letters'));
  await assert.rejects(run(dir, 'second'), userError(/link/));
  assert.deepEqual(await readdir(outside), []);
  assert.ok((await lstat(join(dir, 'letters'))).isSymbolicLink());
});

test('two runs cannot work on one case at once', async (t) => {
  const dir = await newFolder(t);
  const folder = await openCase(dir, world());
  await assert.rejects(openCase(dir, world()), userError(/another run/));
  await folder.close();
  await (await openCase(dir, world())).close();
});

test('the lock of a run that was killed is taken over', async (t) => {
  const dir = await newFolder(t);
  const gone = world();
  await openCase(dir, { ...gone, process: { ...gone.process, pid: 999_999_999 } });
  await (await openCase(dir, world())).close();
});

test('a lock whose number belongs to a later process by now is taken over', async (t) => {
  const dir = await newFolder(t);
  await openCase(dir, world());
  const lock = join(dir, 'case.lock');
  const holder: Record<string, unknown> = JSON.parse(await readFile(lock, 'utf8'));
  if (holder['began'] === undefined) return t.skip('only Linux tells when a process began');
  await writeFile(lock, JSON.stringify({ ...holder, began: 'another-boot:1' }));
  await (await openCase(dir, world())).close();
});

test('the lock of a process that has ended but is not yet taken note of is taken over', async (t) => {
  const dir = await newFolder(t);
  await openCase(dir, world());
  const real = world();
  const fs = new Proxy(real.fs, {
    get(target, name) {
      if (name !== 'readFile') return Reflect.get(target, name);
      return async (path: string, encoding: 'utf8') => {
        const text = await target.readFile(path, encoding);
        return path.endsWith('/stat') ? text.replace(/\) \w /, ') Z ') : text;
      };
    },
  });
  if (real.platform !== 'linux') return t.skip('only Linux tells');
  await (await openCase(dir, { ...real, fs })).close();
});

test('a lock from another computer is respected', async (t) => {
  const dir = await newFolder(t);
  const there = world();
  await openCase(dir, { ...there, process: { ...there.process, host: 'elsewhere' } });
  await assert.rejects(openCase(dir, world()), userError(/elsewhere/));
});

test('half a lock is taken for a run that is just beginning, and after a while for the rest of a kill', async (t) => {
  const dir = await newFolder(t);
  await mkdir(dir);
  const lock = join(dir, 'case.lock');
  await writeFile(lock, '{"pid":1');
  const now = new Date('2026-11-21T20:00:00Z');
  await utimes(lock, now, now);
  await assert.rejects(openCase(dir, world()), userError(/another run/));
  const later = world({ now: () => new Date('2026-11-21T20:01:00Z') });
  await (await openCase(dir, later)).close();
});

test('a journal that was cut after the case was written is noticed', async (t) => {
  const dir = await newFolder(t);
  await run(dir);
  const path = join(dir, 'journal.jsonl');
  const [first = ''] = (await readFile(path, 'utf8')).split(/(?<=\n)/);
  await writeFile(path, first);
  await assert.rejects(openCase(dir, world()), userError(/lost records/));
});

test('a journal moved aside on purpose makes way for a new one that says so', async (t) => {
  const dir = await newFolder(t);
  const { document } = await run(dir);
  await rename(join(dir, 'journal.jsonl'), join(dir, 'journal.before'));
  for (const _ of ['killed before it published', 'again']) {
    const folder = await openCase(dir, world());
    assert.equal(folder.id, document.id);
    assert.deepEqual(folder.journal.records[0]?.body['replaces'], document.journal);
    await folder.close();
  }
});

test('a case.json of another case beside the journal is noticed', async (t) => {
  const dir = await newFolder(t);
  const { document } = await run(dir);
  await writeFile(
    join(dir, 'case.json'),
    JSON.stringify({ ...document, id: '2020-01-01-000000', journal: undefined }),
  );
  await assert.rejects(openCase(dir, world()), userError(/two cases/));
});

test('a case.json with a wrong value names the key', async (t) => {
  const dir = await newFolder(t);
  const { document } = await run(dir);
  const path = join(dir, 'case.json');
  await writeFile(path, JSON.stringify({ ...document, gaps: [1] }));
  await assert.rejects(openCase(dir, world()), userError(/^gaps\.0 /));
  await writeFile(path, '{"schema": "abused');
  await assert.rejects(openCase(dir, world()), userError(/not JSON/));
});

test('the case folder can be moved to another place', async (t) => {
  const dir = await newFolder(t);
  const { document } = await run(dir);
  const moved = join(await mkdtemp(join(await temporary(t), 'm-')), 'moved');
  await rename(dir, moved);
  const folder = await openExistingCase(moved, world());
  assert.equal(folder.id, document.id);
  await folder.close();
});

test('what stands in the place of the lock and is none is named, and not waited for', async (t) => {
  const dir = await newFolder(t);
  await run(dir);
  await symlink('/dev/zero', join(dir, 'case.lock'));
  await assert.rejects(openCase(dir, world()), userError(/no lock stands in the place/));
});

test('a file in the place of the folder of letters is named when the case is written', async (t) => {
  const dir = await newFolder(t);
  await run(dir);
  await rm(join(dir, 'letters'), { recursive: true });
  await writeFile(join(dir, 'letters'), '');
  await assert.rejects(run(dir), userError(/or no folder/));
  await rm(join(dir, 'letters'));
  await run(dir);
});

test('a case under /proc, where no folder can be made, is refused at once', async () => {
  await assert.rejects(openCase('/proc/nowhere/a.case', world()), userError(/cannot be made/));
});
