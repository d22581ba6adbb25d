import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { manifestFiles } from '../../src/complaints/manifest-files.ts';
import { world } from '../attribution/world.ts';
import { temporary } from '../support.ts';

const { effects } = world('/nowhere');
const ENTRIES = [
  '{"schema":"abusedesk.manifest/1","evidence":[',
  '{"id":0,"path":"a.log","format":"syslog","bytes":1},',
  '{"id":7,"path":"b\\n.log","format":"access-log","bytes":1}',
  ']}',
];

test('the files that rows are from are found by their numbers', async (t) => {
  const folder = await temporary(t);
  await writeFile(join(folder, 'manifest.json'), `${ENTRIES.join('\n')}\n`);
  const files = await manifestFiles(folder, new Set([7]), effects);
  assert.deepEqual(
    [...files.values()].map(({ path, format }) => [path, format]),
    [['b\n.log', 'access-log']],
  );
});

test('a manifest that lacks a file, is none, is a link, a folder or not there is said in words', async (t) => {
  const folder = await temporary(t);
  const path = join(folder, 'manifest.json');
  const refused = (pattern: RegExp): Promise<void> =>
    assert.rejects(manifestFiles(folder, new Set([0, 8]), effects), (error: unknown) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, pattern);
      return true;
    });
  await refused(/no manifest/);
  await writeFile(path, `${ENTRIES.join('\n')}\n`);
  await refused(/does not name all files/);
  await writeFile(path, '['.repeat(200_000));
  await refused(/does not name all files/);
  await mkdir(join(folder, 'link'));
  await symlink('/dev/zero', join(folder, 'link', 'manifest.json'));
  await assert.rejects(manifestFiles(join(folder, 'link'), new Set([0]), effects), /no regular file/);
});
