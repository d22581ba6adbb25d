import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import type { CaseFolder } from '../../src/cases/store.ts';
import { complaint, credentials, states, trial } from './desk.ts';
import { awsDesk, mailServer } from './providers.ts';

class Killed extends Error {}

/** The case whose journal says that another file is to go out, and whose run ends before its first attempt. */
function saying(path: string, sha256: string): (folder: CaseFolder) => CaseFolder {
  return (folder) => ({
    ...folder,
    journal: {
      ...folder.journal,
      append: async (kind, body) => {
        if (body['step'] === 'queued') return folder.journal.append(kind, { ...body, body: path, sha256 });
        await folder.journal.append(kind, body);
        // An attempt whose end nobody wrote down: it is resumed with what was queued.
        throw new Killed();
      },
    },
  });
}

test('a journal that was handed over sends no file from outside its outbox', async (t) => {
  credentials(t);
  const secret = 'what nobody else may read';
  const digest = createHash('sha256').update(secret).digest('hex');
  for (const path of ['../secret', 'secret', 'complaints/outbox/../../../secret', '/etc/hostname']) {
    const desk = await awsDesk(t);
    const run = await trial(t, { aws_abuse_signal: { endpoint: desk.base } });
    const complaints = [complaint()];
    await assert.rejects(run.send(complaints, { broken: saying(path, digest) }), Killed);
    await writeFile(join(dirname(run.dir), 'secret'), secret);
    await writeFile(join(run.dir, 'secret'), secret);
    await assert.rejects(run.send(complaints), UserError, path);
    assert.deepEqual(desk.taken, [], path);
  }
});

test('a link in the place of the outbox is neither written nor read through', async (t) => {
  credentials(t);
  const desk = await awsDesk(t);
  const run = await trial(t, { aws_abuse_signal: { endpoint: desk.base } });
  const outside = join(dirname(run.dir), 'outside');
  await mkdir(outside);
  // The case is there after its first run.
  await run.queue();
  await symlink(outside, join(run.dir, 'complaints'));
  await assert.rejects(run.send([complaint()]), UserError);
  assert.deepEqual([await readdir(outside), desk.taken], [[], []]);
  // What was queued lies behind a link by now.
  const other = await trial(t, { aws_abuse_signal: { endpoint: desk.base } });
  const killed = (folder: CaseFolder): CaseFolder => ({
    ...folder,
    journal: {
      ...folder.journal,
      append: async (kind, body) => {
        await folder.journal.append(kind, body);
        throw new Killed();
      },
    },
  });
  await assert.rejects(other.send([complaint()], { broken: killed }), Killed);
  await rename(join(other.dir, 'complaints'), join(dirname(other.dir), 'moved'));
  await symlink(join(dirname(other.dir), 'moved'), join(other.dir, 'complaints'));
  await assert.rejects(other.send([complaint()]), UserError);
  assert.deepEqual(desk.taken, []);
});

test('a mail that is resumed goes to the desk that it would go to today, and not to whom the journal names', async (t) => {
  const server = await mailServer(t);
  const { send } = await trial(t, { smtp: { url: `smtp://127.0.0.1:${server.port}` } });
  const HETZNER = complaint({ provider: 'hetzner' });
  const forged = (folder: CaseFolder): CaseFolder => ({
    ...folder,
    journal: {
      ...folder.journal,
      append: (kind, body) =>
        folder.journal.append(
          kind,
          body['step'] === 'queued' ? { ...body, to: 'somebody@example.net' } : body,
        ),
    },
  });
  server.moods.push({ at: 'DATA', hangUp: true });
  assert.deepEqual(states((await send([HETZNER], { broken: forged })).queue), ['waiting']);
  const { outline, attempted } = await send([HETZNER]);
  assert.deepEqual([attempted, server.taken], [[], []]);
  assert.deepEqual(
    outline.kept.map(({ why }) => why),
    ['held'],
  );
});
