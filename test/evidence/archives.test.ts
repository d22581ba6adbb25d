import { messageOf } from '../../src/model/reason.ts';
import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { survey } from '../../src/evidence/survey.ts';
import type { ZipEntry } from './evidence-support.ts';
import { fixture } from '../support.ts';
import { contentOf, effects, evidence, reasonOf, surveyed, tar, zip } from './evidence-support.ts';

const LINES = 'one line\n'.repeat(500);

test('members of a zip and a tar.gz are found under the path of their archive', async (t) => {
  const { found, unread } = await surveyed(t, {
    'logs.zip': zip([
      { name: 'inner/a.log', content: LINES },
      { name: 'b.log', content: 'stored', method: 0 },
      { name: 'folder/', content: '', method: 0 },
    ]),
    'more.tgz': gzipSync(
      tar([
        { name: './c.log', content: LINES },
        { name: 'd/', type: '5' },
      ]),
    ),
  });
  assert.deepEqual(
    found.map((file) => file.path),
    ['logs.zip!/inner/a.log', 'logs.zip!/b.log', 'more.tgz!/c.log'],
  );
  assert.equal((await contentOf(found[0])).text, LINES);
  assert.equal((await contentOf(found[1])).text, 'stored');
  assert.equal((await contentOf(found[2])).text, LINES);
  assert.deepEqual(
    unread.map((entry) => [entry.path, entry.format, entry.sha256?.length]),
    [
      ['logs.zip', 'zip', 64],
      ['more.tgz', 'tar.gz', 64],
    ],
  );
});

test('an archive is known by its content, not by its name', async (t) => {
  const { found } = await surveyed(t, { 'access.log': zip([{ name: 'a', content: LINES }]) });
  assert.equal(found[0]?.path, 'access.log!/a');
});

test('archives within archives are unpacked, down to the limit of depth', async (t) => {
  const inner = zip([{ name: 'deep.log', content: LINES }]);
  const files = { 'outer.tar.gz': gzipSync(tar([{ name: 'inner.zip', content: inner }])) };
  const { found } = await surveyed(t, files);
  assert.equal(found[0]?.path, 'outer.tar.gz!/inner.zip!/deep.log');
  assert.equal((await contentOf(found[0])).text, LINES);
  const shallow = await surveyed(t, files, { maxDepth: 1 });
  assert.deepEqual(shallow.found, []);
  assert.match(reasonOf(shallow, 'outer.tar.gz!/inner.zip') ?? '', /deeper than 1 is not unpacked/);
});

test('long names of a tar are read, as GNU tar and as POSIX write them', async (t) => {
  const long = `${'folder/'.repeat(30)}a.log`;
  const record = ` path=${long}\n`;
  const length = String(record.length + 3);
  const { found } = await surveyed(t, {
    'gnu.tar': tar([
      { name: '././@LongLink', type: 'L', content: `${long}\0` },
      { name: long.slice(0, 99), content: 'gnu' },
      { name: 'short.log', content: 'short' },
    ]),
    'pax.tar': tar([
      { name: 'PaxHeaders/a.log', type: 'x', content: length + record },
      { name: 'a.log', content: 'pax' },
    ]),
  });
  assert.deepEqual(
    found.map((file) => file.path),
    [`gnu.tar!/${long}`, 'gnu.tar!/short.log', `pax.tar!/${long}`],
  );
  assert.equal((await contentOf(found[2])).text, 'pax');
});

test('a name that only an extension header leads out of the archive is refused', async (t) => {
  const result = await surveyed(t, {
    'a.tar': tar([
      { name: '././@LongLink', type: 'L', content: '../../evil\0' },
      { name: 'innocent', content: 'x' },
    ]),
  });
  assert.deepEqual(result.found, []);
  assert.match(reasonOf(result, 'a.tar!/../../evil') ?? '', /leads out/);
});

test('a tar that the system made is read', async (t) => {
  const { folder, scratch } = await evidence(t, { 'in/b.log': LINES, 'in/sub/c.log': 'c' });
  const archive = join(folder, 'made.tar.gz');
  const made = spawnSync('/usr/bin/env', ['tar', '-czf', archive, '-C', folder, 'in']);
  if (made.status !== 0) {
    t.skip('no tar on this system');
    return;
  }
  const { found, unread } = await survey([archive], scratch, {}, effects);
  assert.deepEqual(
    found.map((file) => file.path).sort((a, b) => a.localeCompare(b)),
    ['made.tar.gz!/in/b.log', 'made.tar.gz!/in/sub/c.log'],
  );
  assert.deepEqual(unread[0]?.notes, []);
});

test('a gzip member of an archive is read as the gzip file that it is', async (t) => {
  const { found } = await surveyed(t, {
    'logs.tar': tar([{ name: 'a.log.gz', content: gzipSync(LINES) }]),
  });
  assert.equal(found[0]?.compressed, true);
  assert.equal((await contentOf(found[0])).text, LINES);
});

test('a file that was packed twice over is unpacked twice', async (t) => {
  const { found } = await surveyed(t, {
    'a.log.gz': gzipSync(gzipSync(LINES)),
    'b.zip.gz': gzipSync(zip([{ name: 'b.log', content: 'b' }])),
  });
  assert.deepEqual(
    found.map((file) => file.path),
    ['a.log.gz!/a.log', 'b.zip.gz!/b.log'],
  );
  assert.equal((await contentOf(found[0])).text, LINES);
});

test('members that point out of the archive, links and devices are refused by name, the rest is read', async (t) => {
  const { folder, scratch } = await evidence(t, {
    'slip.zip': zip([
      { name: '../../evil.sh', content: 'x' },
      { name: '/abs.log', content: 'x' },
      { name: 'C:\\windows.log', content: 'x' },
      { name: 'a/..\\..\\b', content: 'x' },
      { name: 'link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'secret', content: 'x', flags: 1 },
      { name: 'odd', content: 'x', method: 99 },
      { name: 'good.log', content: LINES },
      { name: '../large.log', content: LINES.repeat(10) },
      { name: 'large.log', content: LINES.repeat(10) },
    ]),
    'slip.tar': tar([
      { name: '../../evil.sh', content: 'x' },
      { name: '/abs.log', content: 'x' },
      { name: 'link', type: '2', linkname: '/etc/passwd' },
      { name: 'hard', type: '1', linkname: '/etc/passwd' },
      { name: 'null', type: '3' },
      { name: 'pipe', type: '6' },
      { name: 'good.log', content: LINES },
      { name: 'large.log', content: LINES.repeat(10) },
    ]),
  });
  const result = await survey([folder], scratch, {}, effects);
  assert.deepEqual(
    result.found.map((file) => file.path),
    ['slip.tar!/good.log', 'slip.tar!/large.log', 'slip.zip!/good.log', 'slip.zip!/large.log'],
  );
  for (const file of result.found) {
    const large = file.path.endsWith('large.log');
    assert.equal((await contentOf(file)).text, LINES.repeat(large ? 10 : 1));
  }
  const refused = result.unread.filter((entry) => entry.format === 'unreadable');
  assert.equal(refused.length, 14);
  assert.match(reasonOf(result, 'slip.zip!/../../evil.sh') ?? '', /leads out of the archive/);
  assert.match(reasonOf(result, 'slip.tar!/abs.log') ?? '', /absolute path/);
  assert.match(reasonOf(result, 'slip.zip!/secret') ?? '', /encrypted/);
  assert.match(reasonOf(result, 'slip.zip!/odd') ?? '', /method 99/);
  assert.match(reasonOf(result, 'slip.tar!/null') ?? '', /a device/);
  // What is small lies in memory.
  assert.deepEqual(await readdir(scratch), ['000001', '000002']);
});

test('a member is the same bytes whether it is small and lies in memory, or large and lies on disk', async (t) => {
  const sizes = [0, 1, 4095, 16_383, 16_384, 16_385, 70_000];
  const members = sizes.map((size) => ({
    name: `${size}.bin`,
    content: Buffer.from(Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) % 251)),
  }));
  const { found } = await surveyed(t, {
    'deflated.zip': zip(members),
    'stored.zip': zip(members.map((member) => ({ ...member, method: 0 }))),
    'plain.tar': tar(members),
    'packed.tgz': gzipSync(tar(members)),
    'outer.zip': zip([{ name: 'inner.zip', content: zip(members.slice(0, 3)), method: 0 }]),
  });
  assert.equal(found.length, sizes.length * 4 + 3);
  for (const one of found) {
    const { content = Buffer.of() } = members.find(({ name }) => one.path.endsWith(`/${name}`)) ?? {};
    const { text, end } = await contentOf(one);
    assert.equal(text, content.toString('latin1'), one.path);
    assert.equal(end.sha256, createHash('sha256').update(content).digest('hex'), one.path);
    assert.equal(one.bytes, content.length, one.path);
    assert.equal(await one.isAsRead(), true, one.path);
  }
});

test('a small Parquet file in an archive is read like one that lies in a folder', async (t) => {
  const small = await readFile(fixture('formats', 'vpc-flow-parquet', 'v5-hourly.parquet'));
  const { found } = await surveyed(t, { 'logs.zip': zip([{ name: 'small.parquet', content: small }]) });
  assert.equal(found[0]?.format?.kind, 'parquet', found[0]?.recognition?.because);
  assert.deepEqual(await readFile(found[0].file), small);
});

test('a bomb stops at the ratio, keeps what was read, and the other members are still read', async (t) => {
  const zeros = Buffer.alloc(80 * 2 ** 20);
  const result = await surveyed(
    t,
    {
      'bomb.gz': gzipSync(zeros),
      'bomb.zip': zip([
        { name: 'bomb', content: zeros },
        { name: 'note.txt', content: 'small' },
      ]),
    },
    { spareBytes: 64 * 2 ** 20 },
  );
  const [gz, member, note] = result.found;
  const inflated = await contentOf(gz);
  assert.ok(inflated.text.length < 70 * 2 ** 20);
  assert.match(inflated.end.problem ?? '', /more than 80 times its size.*stopped after [\d,]+ bytes/);
  assert.equal(inflated.end.sha256?.length, 64);
  assert.match((await contentOf(member)).end.problem ?? '', /more than 80 times its size/);
  // One bomb hides nothing: what does no harm is read beside it.
  assert.equal((await contentOf(note)).text, 'small');
});

test('limits of size hold for a member and for all that is unpacked, and say what was read', async (t) => {
  const files = {
    'a.tar.gz': gzipSync(
      tar([
        { name: '1.log', content: Buffer.alloc(300_000, 'x') },
        { name: '2.log', content: 'after' },
      ]),
    ),
  };
  const member = await surveyed(t, files, { maxMemberBytes: 100_000 });
  const cut = await contentOf(member.found[0]);
  assert.ok(cut.text.length <= 100_000);
  assert.match(
    cut.end.problem ?? '',
    /limit of 100,000 bytes of content; [\d,]+ of the 300,000 bytes that the archive names were read/,
  );
  assert.equal(cut.end.sha256, undefined);
  assert.equal((await contentOf(member.found[1])).text, 'after');

  const total = await surveyed(t, files, { maxTotalBytes: 200_000 });
  assert.match(
    (await contentOf(total.found[0])).end.problem ?? '',
    /limit of 200,000 bytes.*; [\d,]+ of the 300,000 bytes/,
  );
  assert.match(total.unread[0]?.notes.map((note) => inEnglish(note)).join() ?? '', /limit of 200,000 bytes/);
  const gz = await surveyed(t, { 'a.gz': gzipSync(Buffer.alloc(300_000, 'x')) }, { maxMemberBytes: 100_000 });
  assert.match((await contentOf(gz.found[0])).end.problem ?? '', /limit of 100,000 bytes/);
});

test('an archive of more members than the limit says which were left', async (t) => {
  const entries: ZipEntry[] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, content: name }));
  const result = await surveyed(t, { 'many.zip': zip(entries) }, { maxFiles: 3 });
  assert.equal(result.found.length, 3);
  assert.match(
    result.unread[0]?.notes.map((note) => inEnglish(note)).join() ?? '',
    /limit of 3 files.*members from 4 of 5 on were not read/,
  );
});

test('a tar.gz that ends early gives what it still has', async (t) => {
  const noise = Buffer.from(Array.from({ length: 60_000 }, (_, i) => (i * 7919) % 251));
  const whole = gzipSync(
    tar([
      { name: '1.log', content: LINES },
      { name: '2.log', content: noise },
    ]),
  );
  const { found, unread } = await surveyed(t, { 'cut.tar.gz': whole.subarray(0, whole.length - 200) });
  assert.equal((await contentOf(found[0])).text, LINES);
  const second = await contentOf(found[1]);
  assert.ok(noise.toString('latin1').startsWith(second.text) && second.text.length > 0);
  assert.match(
    second.end.problem ?? '',
    /gzip ends early after [\d,]+ bytes of content; [\d,]+ of the 60,000 bytes/,
  );
  assert.match(unread[0]?.notes.map((note) => inEnglish(note)).join() ?? '', /ends early/);
});

test('a zip without its directory, or with a wrong checksum, is said to be damaged', async (t) => {
  const whole = zip([{ name: 'a.log', content: LINES }]);
  const { found, unread } = await surveyed(t, {
    'cut.zip': whole.subarray(0, whole.length - 30),
    'wrong.zip': zip([{ name: 'a.log', content: LINES, crc: 1 }]),
  });
  assert.match(
    unread
      .find((entry) => entry.path === 'cut.zip')
      ?.notes.map((note) => inEnglish(note))
      .join() ?? '',
    /damaged after 0 members/,
  );
  assert.equal(found[0]?.path, 'wrong.zip!/a.log');
  assert.match((await contentOf(found[0])).end.problem ?? '', /checksum does not match/);
});

test('files that a killed run left in the scratch folder are no obstacle', async (t) => {
  const { folder, scratch } = await evidence(t, { 'a.zip': zip([{ name: 'a.log', content: LINES }]) });
  await survey([folder], scratch, {}, effects);
  const { found } = await survey([folder], scratch, {}, effects);
  assert.equal((await contentOf(found[0])).text, LINES);
});

test('two members of one name stay two', async (t) => {
  const { found } = await surveyed(t, {
    'twice.zip': zip([
      { name: 'a.log', content: 'first' },
      { name: 'a.log', content: 'second' },
    ]),
  });
  assert.deepEqual(
    found.map((file) => file.path),
    ['twice.zip!/a.log', 'twice.zip!/a.log (2)'],
  );
  assert.equal((await contentOf(found[1])).text, 'second');
});

test('a damaged member of a zip gives what stands before the damage, and the next one is read', async (t) => {
  const text = Array.from({ length: 3000 }, (_, i) => `${i} line ${(i * 2654435761) % 4294967296}\n`).join(
    '',
  );
  const archive = zip([
    { name: 'a.log', content: text },
    { name: 'b.log', content: LINES },
  ]);
  archive.fill(0xff, 10_000, 10_300);
  const { found } = await surveyed(t, { 'damaged.zip': archive });
  const first = await contentOf(found[0]);
  assert.ok(first.text.length > 10_000 && text.startsWith(first.text.slice(0, 10_000)));
  assert.match(first.end.problem ?? '', /packed data is damaged .*; [\d,]+ bytes of it were read/);
  assert.equal((await contentOf(found[1])).text, LINES);
});

test('macOS metadata in an archive and an office document are not taken for evidence', async (t) => {
  const result = await surveyed(t, {
    'mac.zip': zip([
      { name: '__MACOSX/._a.log', content: 'x' },
      { name: 'a.log', content: 'a' },
    ]),
    'sheet.xlsx': zip([{ name: '[Content_Types].xml', content: '<Types/>' }]),
  });
  assert.deepEqual(
    result.found.map((file) => file.path),
    ['mac.zip!/a.log', 'sheet.xlsx'],
  );
  assert.match(inEnglish(result.found[1]?.recognition?.because ?? ''), /Office document.*save its text/);
});

test('no change of a byte makes an archive throw, and no part of it leaves the folder', async (t) => {
  const archives = [
    zip([
      { name: 'a.log', content: LINES },
      { name: 'b.log', content: 'x', method: 0 },
    ]),
    tar([
      { name: 'a.log', content: LINES },
      { name: 'b.log', content: 'x' },
    ]),
    gzipSync(tar([{ name: 'a.log', content: LINES }])),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...archives),
      fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { maxLength: 4 }),
      fc.nat(400),
      async (archive, changes, cut) => {
        const bytes = Buffer.from(archive.subarray(0, archive.length - cut));
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
        const { folder, scratch } = await evidence(t, { x: bytes });
        const { found, unread } = await survey([folder], scratch, {}, effects);
        for (const file of found) await contentOf(file);
        assert.ok(found.length + unread.length > 0);
        for (const name of await readdir(scratch).catch(() => [])) assert.match(name, /^\d{6}$/);
      },
    ),
    { numRuns: 200 },
  );
});

const ZEROS = Buffer.alloc(30 * 2 ** 20);

test('archives in archives have one budget: what each holds is little, what they hold together is a bomb', async (t) => {
  const inner = zip([1, 2].map((n) => ({ name: `${n}.log`, content: ZEROS })));
  const found = await surveyed(
    t,
    { 'outer.zip': zip(['a.zip', 'b.zip', 'c.zip'].map((name) => ({ name, content: inner }))) },
    { spareBytes: 64 * 2 ** 20 },
  );
  // Twice 60 MiB are one archive too many for 64 MiB and a ratio of 80.
  assert.match(
    reasonOf(found, 'outer.zip!/b.zip!/2.log') ?? '',
    /^not unpacked: the archive unfolds to more than 80 times/,
  );
  assert.match(reasonOf(found, 'outer.zip!/c.zip') ?? '', /^not unpacked: the archive unfolds/);
  assert.deepEqual(
    found.found.map(({ path }) => path),
    ['outer.zip!/a.zip!/1.log', 'outer.zip!/a.zip!/2.log', 'outer.zip!/b.zip!/1.log'],
  );
});

test('behind one bomb, another one is stopped after few mebibytes', async (t) => {
  const zeros = Buffer.alloc(70 * 2 ** 20);
  const { found } = await surveyed(t, {
    'bombs.zip': zip(['first', 'second', 'third'].map((name) => ({ name, content: zeros }))),
  });
  const lengths: number[] = [];
  for (const each of found) lengths.push((await contentOf(each)).text.length);
  assert.ok((lengths[0] ?? 0) > 60 * 2 ** 20);
  // The grace of a megabyte, or its ratio.
  assert.ok(
    lengths.slice(1).every((length) => length <= 300 * 32 * 1024),
    String(lengths),
  );
});

test('once an archive is known to be a bomb, no more of its members are inflated', async (t) => {
  const names = Array.from({ length: 40 }, (_, n) => `${n}.log`);
  const found = await surveyed(t, { 'bomb.zip': zip(names.map((name) => ({ name, content: ZEROS }))) });
  const refused = found.unread.filter(({ because }) => messageOf(because).key === 'arcBomb');
  assert.ok(refused.length > 20);
  assert.equal(found.found.length + refused.length, names.length);
});

test('a tar, and what is compressed twice, is opened whatever it is compressed with', async (t) => {
  const names = ['logs.tar.zst', 'logs.tar.xz', 'logs.tar.bz2', 'logs.tar.lz4', 'twice.log.gz.xz'];
  const files = Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(fixture('evidence', 'packings', name))] as const),
    ),
  );
  const { found, unread } = await surveyed(t, files);
  assert.deepEqual(found.map(({ path }) => path).toSorted(), [
    ...names
      .slice(0, 4)
      .toSorted()
      .flatMap((name) => [`${name}!/var/log/a.log`, `${name}!/var/log/b.log`]),
    'twice.log.gz.xz!/twice.log.gz',
  ]);
  const contents = await Promise.all(found.map(async (file) => (await contentOf(file)).text));
  assert.equal(new Set(contents).size, 1);
  assert.match(contents[0] ?? '', /^0 line 0\n1 line 12\n/);
  assert.deepEqual(
    unread.map(({ path, format, sha256 }) => [path, format, sha256]),
    names.toSorted().map((name) => {
      const kind = name.startsWith('logs.') ? name.slice('logs.'.length) : 'xz';
      return [name, kind, createHash('sha256').update(files[name]!).digest('hex')];
    }),
  );
});

test('a compressed log is evidence like the log, and is hashed as it is stored', async (t) => {
  const names = ['short.zst', 'short.xz', 'short.bz2', 'short.lz4'];
  for (const name of names) {
    const bytes = await readFile(fixture('evidence', 'packings', name));
    const { found } = await surveyed(t, { [name]: bytes, 'cut.log': bytes.subarray(0, bytes.length - 3) });
    const [cut, whole] = found;
    assert.equal(whole?.compressed, true);
    const { text, end } = await contentOf(whole);
    assert.match(text, /^0 line 0\n/);
    assert.deepEqual(end, { sha256: createHash('sha256').update(bytes).digest('hex'), problems: [] });
    assert.match((await contentOf(cut)).end.problem ?? '', /ends early after 644 bytes/);
  }
});
