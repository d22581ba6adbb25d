import { worded } from '../../src/evidence/worded.ts';
import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { UserError } from '../../src/base/errors.ts';
import { readWhole } from '../../src/evidence/open.ts';
import { CLOUD_FORMATS } from '../../src/clouds/index.ts';
import { survey } from '../../src/evidence/survey.ts';
import { temporary } from '../support.ts';
import { contentOf, effects, evidence, reasonOf, surveyed } from './evidence-support.ts';

const VPC = '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16"}]}';

test('a folder is read in the order of its names, whatever order the disk has', async (t) => {
  const { found } = await surveyed(t, { 'b/2.log': '2', 'b/1.log': '1', 'a.log': 'a', 'Z.log': 'Z' });
  assert.deepEqual(
    found.map((file) => file.path),
    ['Z.log', 'a.log', 'b/1.log', 'b/2.log'],
  );
  assert.deepEqual(
    found.map((file) => file.id),
    [0, 1, 2, 3],
  );
});

test('the hash is that of the file as stored, compressed or not', async (t) => {
  const packed = gzipSync('some lines\n'.repeat(1000));
  const { found } = await surveyed(t, { 'a.gz': packed, 'b.log': 'plain' });
  const sha = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const [a, b] = found;
  assert.equal(a?.compressed, true);
  assert.equal((await contentOf(a)).end.sha256, sha(packed));
  assert.equal((await contentOf(a)).text, 'some lines\n'.repeat(1000));
  assert.equal((await contentOf(b)).end.sha256, sha('plain'));
});

test('a file that nobody reads is hashed all the same', async (t) => {
  const { found } = await surveyed(t, { 'a.gz': gzipSync('x') });
  const opened = found[0]?.open();
  assert.equal((await opened?.finished())?.sha256, createHash('sha256').update(gzipSync('x')).digest('hex'));
});

test('blocks that a reader copies stay what they were, in a file of many blocks', async (t) => {
  const text = Array.from({ length: 1_200_000 }, (_, i) => `${i} line\n`).join('');
  const { found } = await surveyed(t, { 'a.log': text });
  const kept: Uint8Array[] = [];
  for await (const block of found[0]?.open().content ?? []) kept.push(block.slice());
  assert.ok(kept.length >= 3);
  assert.ok(Buffer.concat(kept).equals(Buffer.from(text)));
});

test('a reader that stops in the middle gets no hash, and is told so', async (t) => {
  const { found } = await surveyed(t, { 'a.gz': gzipSync(Buffer.alloc(10_000_000, 'abc')) });
  const opened = found[0]?.open();
  for await (const block of opened?.content ?? []) if (block.length > 0) break;
  const end = await opened?.finished();
  assert.equal(end?.sha256, undefined);
  assert.match(end?.problems.join() ?? '', /readGivenUp/);
});

test('a file is taken for what it holds, not for what it is called', async (t) => {
  const { folder, scratch } = await evidence(t, { 'holiday.jpg': VPC, 'flows.json': 'nothing of that kind' });
  const { found } = await survey([folder], scratch, { attachments: CLOUD_FORMATS }, effects);
  assert.equal(found[1]?.format?.name, 'aws-inventory');
  assert.equal(found[0]?.format, undefined);
  assert.match(inEnglish(found[0]?.recognition?.because ?? ''), /plain text.*tried .*aws-inventory/);
});

test('a program that is called .log is listed as unknown, and as what it looks like', async (t) => {
  const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(500, 7)]);
  const { found } = await surveyed(t, { 'access.log': elf });
  assert.equal(found[0]?.format, undefined);
  assert.match(inEnglish(found[0]?.recognition?.because ?? ''), /^looks like an ELF binary; tried /);
});

test('an empty file, UTF-16 text and a file that a rare program compressed are named, with what to do', async (t) => {
  const { found } = await surveyed(t, {
    'a.log': '',
    'b.log': Buffer.from('\ufeffsome text in a Windows encoding', 'utf16le'),
    'c.log': Buffer.from('no mark, but still two bytes a letter', 'utf16le'),
    'd.Z': Buffer.from([0x1f, 0x9d, 0x90, 1, 2]),
  });
  const because = found.map((file) => inEnglish(file.recognition?.because));
  assert.equal(because[0], 'empty file');
  assert.match(because[1] ?? '', /^UTF-16 text; looks like plain text/);
  assert.match(because[2] ?? '', /^UTF-16 text; looks like plain text/);
  assert.match(because[3] ?? '', /compress.*uncompress/);
});

test('a loop of links ends, and the links are listed with where they lead', async (t) => {
  const { folder, scratch } = await evidence(t, { 'sub/a.log': 'a' });
  await symlink('..', join(folder, 'sub', 'up'));
  await symlink('round', join(folder, 'about'));
  await symlink('about', join(folder, 'round'));
  await symlink('/etc/hostname', join(folder, 'outside'));
  await symlink('nowhere', join(folder, 'broken'));
  await symlink('sub/a.log', join(folder, 'inside'));
  const result = await survey([folder], scratch, {}, effects);
  assert.deepEqual(
    result.found.map((file) => file.path),
    ['sub/a.log'],
  );
  assert.match(reasonOf(result, 'sub/up') ?? '', /a loop/);
  assert.match(reasonOf(result, 'round') ?? '', /in a circle/);
  assert.match(reasonOf(result, 'outside') ?? '', /out of the evidence, to .*hostname/);
  assert.match(reasonOf(result, 'broken') ?? '', /nowhere/);
  assert.match(reasonOf(result, 'inside') ?? '', /is read there/);
});

test('reasons quote names without their escape sequences', async (t) => {
  const { folder, scratch } = await evidence(t, { 'a\u001b[31m.log': 'a' });
  await link(join(folder, 'a\u001b[31m.log'), join(folder, 'b.log'));
  const result = await survey([folder], scratch, {}, effects);
  assert.equal(reasonOf(result, 'b.log'), 'the same file on disk as a\\x1b[31m.log, which is read');
});

test('a link that is given by name is followed: that is what was asked for', async (t) => {
  const { folder, scratch } = await evidence(t, { 'real/a.log': 'a' });
  await symlink('real', join(folder, 'alias'));
  const { found } = await survey([join(folder, 'alias')], scratch, {}, effects);
  assert.deepEqual(
    found.map((file) => file.path),
    ['a.log'],
  );
});

test('the same file under two names, or given twice, is read once', async (t) => {
  const { folder, scratch } = await evidence(t, { 'a.log': 'a' });
  await link(join(folder, 'a.log'), join(folder, 'b.log'));
  const result = await survey([folder, join(folder, 'a.log')], scratch, {}, effects);
  assert.equal(result.found.length, 1);
  assert.equal(result.unread.length, 2);
  for (const entry of result.unread) assert.match(inEnglish(entry.because), /the same file on disk/);
});

test('a folder without rights is listed with what to do, and the rest is read', async (t) => {
  const { folder, scratch } = await evidence(t, { 'locked/a.log': 'a', 'open/b.log': 'b', 'c.log': 'c' });
  const denied = (): Promise<never> =>
    Promise.reject(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }));
  const fs = new Proxy(effects.fs, {
    get: (target, name) => {
      if (name === 'readdir') {
        return (path: string, options: { encoding: 'buffer' }) =>
          path.endsWith('locked') ? denied() : target.readdir(path, options);
      }
      if (name === 'open') {
        return (path: string, flags: string) =>
          path.endsWith('c.log') ? denied() : target.open(path, flags);
      }
      return Reflect.get(target, name);
    },
  });
  const result = await survey([folder], scratch, {}, { ...effects, fs });
  assert.deepEqual(
    result.found.map((file) => file.path),
    ['open/b.log'],
  );
  assert.match(reasonOf(result, 'locked/') ?? '', /no permission.*chmod.*EACCES/);
  assert.match(reasonOf(result, 'c.log') ?? '', /no permission.*EACCES/);
  assert.equal(result.unread.find((entry) => entry.path === 'c.log')?.format, 'unreadable');
});

test(
  'a socket and a pipe are listed, and not waited for',
  { skip: process.platform === 'win32' },
  async (t) => {
    const { folder, scratch } = await evidence(t, {});
    const server = createServer().listen(join(folder, 'socket'));
    await new Promise((resolve) => {
      server.once('listening', resolve);
    });
    t.after(() => server.close());
    execFileSync('/usr/bin/env', ['mkfifo', join(folder, 'pipe')]);
    const result = await survey([folder], scratch, {}, effects);
    assert.deepEqual(result.found, []);
    assert.match(reasonOf(result, 'pipe') ?? '', /not a file/);
    assert.match(reasonOf(result, 'socket') ?? '', /not a file/);
  },
);

test('names with line ends, escape sequences and broken UTF-8 are read like any other', async (t) => {
  const { folder, scratch } = await evidence(t, { 'two\nlines\u001b[31m.log': 'a' });
  const broken = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff, 0x2e, 0x6c])]);
  await writeFile(broken, 'b');
  const { found } = await survey([folder], scratch, {}, effects);
  assert.deepEqual(
    found.map((file) => file.path),
    ['a\\xff.l', 'two\nlines\u001b[31m.log'],
  );
  assert.equal((await contentOf(found[0])).text, 'b');
  assert.equal((await contentOf(found[1])).text, 'a');
  assert.equal(await effects.fs.readFile(found[0]?.file ?? '', 'utf8'), 'b');
});

test('what programs leave behind and our own case folders are passed over, and said to be', async (t) => {
  const result = await surveyed(t, {
    '.git/config': 'x',
    '.DS_Store': 'x',
    '._a.log': 'x',
    '.a.log.swp': 'x',
    'a.log': 'a',
    'old.case/lake/flows/1.parquet': 'PAR1',
    'renamed/case.json': '{\n  "schema": "abusedesk.case/1",\n  "id": "x"}',
    'renamed/report.html': '<html>',
    'not-ours/case.json': '{"case": 1}',
  });
  assert.deepEqual(
    result.found.map((file) => file.path),
    ['a.log', 'not-ours/case.json'],
  );
  for (const path of ['.git/', '.DS_Store', '._a.log', '.a.log.swp', 'old.case/', 'renamed/']) {
    assert.match(reasonOf(result, path) ?? '', /no evidence/, path);
  }
});

test('the case folder that is being made inside the evidence is not read as evidence', async (t) => {
  const { folder } = await evidence(t, {
    'sub/a.log': 'a',
    'sub/mine/journal.jsonl': '{}',
    'sub/mine/x': 'x',
  });
  const scratch = join(folder, 'sub', 'mine', 'scratch');
  await mkdir(scratch);
  const result = await survey([folder], scratch, {}, effects);
  assert.deepEqual(
    result.found.map((file) => file.path),
    ['sub/a.log'],
  );
  assert.match(reasonOf(result, 'sub/mine/') ?? '', /being made/);
});

test('a path that is not there, or is a case folder, is an error that says what to give', async (t) => {
  const { folder, scratch } = await evidence(t, { 'case.json': '{"schema":"abusedesk.case/1"}' });
  await assert.rejects(survey([folder], scratch, {}, effects), /This is a case folder/);
  await assert.rejects(
    survey([join(folder, 'absent')], scratch, {}, effects),
    (error) => error instanceof UserError && error.exitCode === 2 && error.hint !== undefined,
  );
});

test('several folders keep their files apart by name', async (t) => {
  const one = await evidence(t, { 'x/a.log': '1', 'y/a.log': '2' });
  const { found } = await survey([join(one.folder, 'x'), join(one.folder, 'y')], one.scratch, {}, effects);
  assert.deepEqual(
    found.map((file) => file.path),
    ['x/a.log', 'y/a.log'],
  );
});

test('more files than the limit are not read, and the list says from where on', async (t) => {
  const result = await surveyed(
    t,
    { '1.log': '1', '2.log': '2', '3.log': '3', '4.log': '4' },
    { maxFiles: 2 },
  );
  assert.equal(result.found.length, 2);
  assert.match(reasonOf(result, '3.log') ?? '', /limit of 2 files.*from this name on/);
});

test('numbers in the manifest are used once, the readable ones first', async (t) => {
  const { found, unread } = await surveyed(t, { 'a.log': 'a', '.DS_Store': 'x', 'b.log': 'b' });
  assert.deepEqual(
    [...found, ...unread].map((entry) => entry.id),
    [0, 1, 2],
  );
});

test('an attachment that is larger than the limit is not read, and the limit is named', async (t) => {
  const { found } = await surveyed(t, { 'inventory.json': VPC });
  const [file] = found;
  assert.ok(file);
  assert.equal((await readWhole(file, 1000)).bytes?.toString(), VPC);
  assert.deepEqual(await readWhole(file, 10), { problems: [worded('readLarge', { bytes: 10 })] });
});

test('damage in the middle of a gzip costs what comes after it, and hardly a word before', async (t) => {
  const text = Array.from({ length: 20_000 }, (_, i) => `${i} line ${(i * 2654435761) % 4294967296}\n`).join(
    '',
  );
  // Stored blocks, each with its length and the length's complement in front of it: the third one is broken.
  const damaged = gzipSync(text, { level: 0 });
  let block = 10;
  let content = 0;
  for (let count = 0; count < 2; count += 1) {
    const length = damaged.readUInt16LE(block + 1);
    content += length;
    block += 5 + length;
  }
  damaged.fill(0xff, block + 1, block + 5);
  const { found } = await surveyed(t, { 'a.log.gz': damaged });
  const { text: read, end } = await contentOf(found[0]);
  const damage = 'invalid stored block lengths';
  assert.deepEqual(end.problems, [worded('gzipDamaged', { bytes: read.length, damage })]);
  assert.ok(text.startsWith(read) && read.length > content - 16 && read.length <= content);
  assert.equal(end.sha256, createHash('sha256').update(damaged).digest('hex'));
});

test('a file that begins like gzip and is none is said to be that, not empty', async (t) => {
  const { found } = await surveyed(t, {
    'a.log': Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff]),
  });
  assert.equal(found[0]?.format, undefined);
  assert.match(inEnglish(found[0]?.recognition?.because ?? ''), /^gzip is damaged after 0 bytes/);
});

test('a file that was removed after the survey is a problem of that file only', async (t) => {
  const { folder, scratch } = await evidence(t, { 'a.log': 'a' });
  const { found } = await survey([folder], scratch, {}, effects);
  await effects.fs.rm(join(folder, 'a.log'));
  const { text, end } = await contentOf(found[0]);
  assert.equal(text, '');
  assert.equal(end.sha256, undefined);
  assert.match(end.problem ?? '', /not there any more.*ENOENT/);
});

test('no bytes make the survey fail, whatever the file claims to be', async (t) => {
  const folder = await temporary(t);
  const scratch = await temporary(t);
  const beginnings = [
    Buffer.alloc(0),
    Buffer.from('PK\x03\x04'),
    Buffer.from('PK\x05\x06'),
    Buffer.from([0x1f, 0x8b, 8, 0]),
    Buffer.from([0x1f, 0x8b, 8, 0x1c]),
    Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\x0000')]),
    Buffer.from('PAR1'),
    Buffer.from('{"Reservations":['),
    Buffer.from('@timestamp,@message\n'),
    Buffer.from('#Fields: date time\n'),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...beginnings),
      fc.uint8Array({ maxLength: 700 }),
      async (start, rest) => {
        const bytes = Buffer.concat([start, rest]);
        await writeFile(join(folder, 'x'), bytes);
        await writeFile(join(folder, 'y.gz'), gzipSync(bytes));
        const result = await survey([folder], scratch, {}, effects);
        for (const file of result.found) await contentOf(file);
        assert.ok(result.found.length + result.unread.length >= 2);
      },
    ),
    { numRuns: 300 },
  );
});
