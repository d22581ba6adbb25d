import assert from 'node:assert/strict';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { WrittenCase } from '../../src/model/case.ts';
import { main } from '../../src/cli/main.ts';
import type { Effects } from '../../src/base/ports.ts';
import { world } from '../attribution/world.ts';
import { temporary } from '../support.ts';

const V2 =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const V3 = `${V2} tcp-flags pkt-srcaddr pkt-dstaddr`;

function v2(second: number, port = 443): string {
  const start = 1_795_185_000 + second;
  return `2 123456789012 eni-0a1b2c3d4e5f60718 10.0.1.5 198.51.100.7 40000 ${port} 6 10 4000 ${start} ${start + 30} ACCEPT OK`;
}

function v3(second: number): string {
  return `${v2(second).replace(/^2/, '3')} 3 10.0.1.5 198.51.100.7`;
}

function lines(...texts: string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** Everything that people and accidents put into evidence folders. */
async function makeFolder(folder: string): Promise<void> {
  const write = (name: string, content: string | Buffer): Promise<void> =>
    writeFile(join(folder, name), content);
  await mkdir(join(folder, 'deep', 'deeper'), { recursive: true });
  const many = Array.from({ length: 5000 }, (_, i) => v2(i % 600, 1024 + ((i * 7919) % 60_000)));
  const gz = gzipSync(lines(V2, ...many));
  await write('truncated.log.gz', gz.subarray(0, Math.floor(gz.length * 0.8)));
  await write('binary.log', Buffer.concat([Buffer.from('\u007FELF'), Buffer.alloc(5000, 0x9f)]));
  await write('long-line.log', lines(V2, v2(1)));
  await truncate(join(folder, 'long-line.log'), 200 * 2 ** 20);
  await write('repeated-header.log', lines(V2, v2(1), V2, v2(2)));
  await write('mixed-versions.log', lines(V2, v2(3), V3, v3(4), V2, v2(5)));
  await write('out-of-order.log', lines(V2, v2(90), v2(10), v2(50)));
  await write(
    'subject-only.eml',
    'From: trustandsafety@support.aws.com\r\nSubject: Your AWS Abuse Report [27579687149] [AWS ID 123456789012]\r\n\r\n',
  );
  await write('empty.log', '');
  await write('name with\nnewline \u001B[2J.log', lines(V2, v2(6)));
  await symlink('..', join(folder, 'deep', 'deeper', 'loop'));
  await symlink(join(folder, 'deep'), join(folder, 'deep', 'deeper', 'again'));
  await mkdir(join(folder, 'closed'));
  await write('closed/secret.log', lines(V2, v2(7)));
  await write('after.log', lines(V2, v2(8)));
}

test('whatever lies in the folder, each bad file gets a clear reason and every readable line is read', async (t) => {
  const home = await temporary(t);
  const folder = join(home, 'evidence');
  await mkdir(folder);
  await makeFolder(folder);
  // Modes do not bind root, so the file system itself refuses this folder.
  const { fs } = world(home).effects;
  // oxlint-disable typescript/no-unsafe-type-assertion -- one function for all of readdir's overloads
  const refuse: Effects['fs'] = {
    ...fs,
    readdir: ((path: string | Buffer, ...rest: never[]) =>
      String(path).endsWith('closed')
        ? Promise.reject(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }))
        : fs.readdir(path, ...rest)) as typeof fs.readdir,
  };
  // oxlint-enable typescript/no-unsafe-type-assertion
  const { effects, written } = world(home, { cwd: () => home, fs: refuse });
  const code = await main(['investigate', 'evidence', '--json'], new AbortController().signal, effects);
  assert.equal(code, 0, written.stderr);
  const document: WrittenCase = JSON.parse(written.stdout);
  const entry = (part: string): WrittenCase['evidence'][number] => {
    const found = document.evidence.find(({ path }) => path.includes(part));
    assert.ok(found, `${part} is in the manifest`);
    return found;
  };
  for (const { path, read, parsed, rejected, skipped } of document.evidence) {
    assert.equal(read, parsed + rejected + skipped, path);
  }

  const truncated = entry('truncated.log.gz');
  assert.ok(truncated.parsed > 2000 && truncated.parsed < 5000, `${truncated.parsed} lines before the cut`);
  assert.match(truncated.notes.map(({ text }) => text).join(), /ends early|truncated/);
  assert.equal(entry('binary.log').format, 'unknown');
  assert.match(entry('binary.log').because, /ELF|program/i);
  const long = entry('long-line.log');
  assert.deepEqual([long.parsed, long.rejected], [1, 1]);
  assert.match(long.rejects[0]?.reason ?? '', /longer than 1 MiB/);
  assert.deepEqual([entry('repeated-header').parsed, entry('repeated-header').skipped], [2, 2]);
  assert.deepEqual([entry('mixed-versions').parsed, entry('mixed-versions').rejected], [3, 0]);
  assert.equal(entry('out-of-order').parsed, 3);
  assert.equal(entry('subject-only').format, 'notice');
  assert.equal(document.claims[0]?.reference, '27579687149');
  assert.deepEqual(document.claims[0]?.instances, []);
  assert.match(entry('empty.log').because, /empty/);
  assert.equal(entry('newline').parsed, 1);
  assert.match(entry('loop').because, /link/);
  assert.equal(entry('closed').format, 'unreadable');
  assert.match(entry('closed').because, /right|permission|allowed/i);
  assert.equal(entry('after.log').parsed, 1);
});
