import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { LoginFact } from '../../../src/hosts/facts.ts';
import { areLogins, loginFileOf, readLogins } from '../../../src/hosts/logins/read.ts';
import { messageOf } from '../../../src/model/reason.ts';

/** Files that `utmpdump -r` of util-linux 2.38.1 made on x86-64 of the texts beside them. */
const FOLDER = join(import.meta.dirname, '../../../../test/hosts/logins');

async function bytesOf(name: string): Promise<Buffer> {
  return readFile(join(FOLDER, name));
}

function told(logins: readonly LoginFact[]): unknown[] {
  return logins.map(({ user, terminal, from, at, failed }) => [user, terminal, from, at, failed]);
}

const SESSIONS = [
  ['root', 'tty1', undefined, '2026-11-30T01:30:00Z', false],
  ['anna', 'pts/2', '198.51.100.7', '2026-11-30T01:02:03Z', false],
  ['ubuntu', 'pts/1', '2001:db8:85a3::8a2e:370:7334', '2026-11-29T19:20:31Z', false],
  ['root', 'pts/0', '203.0.113.5', '2026-11-29T18:02:11Z', false],
  ['oracle', 'pts/3', '203.0.113.9', '2026-11-29T03:12:30Z', false],
];

test('wtmp tells who logged in, when and from where, the newest first; starts of the system are no logins', async () => {
  const paste = readLogins(await bytesOf('debian-12.wtmp'), 'var/log/wtmp');
  assert.deepEqual(told(paste?.facts.logins ?? []), SESSIONS);
  assert.deepEqual([paste?.read, paste?.parsed, paste?.rejected, paste?.skipped], [9, 5, 0, 4]);
  assert.deepEqual(
    paste?.facts.logins.map(({ origin }) => origin.line),
    [9, 8, 7, 5, 4],
  );
});

test('btmp tells which logins failed, also where its name says nothing', async () => {
  const bytes = await bytesOf('debian-12.btmp');
  for (const name of ['btmp', 'btmp.1', 'evidence.bin']) {
    const logins = readLogins(bytes, name)?.facts.logins ?? [];
    assert.equal(logins.length, 13, name);
    assert.ok(
      logins.every(({ failed }) => failed),
      name,
    );
    assert.equal(areLogins(bytes, name, true), true, name);
  }
  assert.equal(loginFileOf('/var/log/btmp-20261101'), 'btmp');
  assert.equal(loginFileOf('/var/log/btmp.1.gz'), undefined);
});

test('who is logged in now is said of utmp alone', async () => {
  const bytes = await bytesOf('debian-12.wtmp');
  assert.deepEqual(
    readLogins(bytes, '/run/utmp')?.facts.logins.map(({ open }) => open),
    [true, true, true, true, true],
  );
  assert.deepEqual(
    readLogins(bytes, '/var/log/wtmp')?.facts.logins.map(({ open }) => open),
    [undefined, undefined, undefined, undefined, undefined],
  );
});

/** The records as a 64-bit ARM system writes them: session and time have eight bytes each. */
function widened(bytes: Buffer): Buffer {
  const records = Array.from({ length: bytes.length / 384 }, (_none, i) => {
    const narrow = bytes.subarray(i * 384, (i + 1) * 384);
    const wide = Buffer.alloc(400);
    narrow.copy(wide, 0, 0, 336);
    wide.writeBigInt64LE(BigInt(narrow.readInt32LE(336)), 336);
    wide.writeBigInt64LE(BigInt(narrow.readUInt32LE(340)), 344);
    wide.writeBigInt64LE(BigInt(narrow.readInt32LE(344)), 352);
    narrow.copy(wide, 360, 348, 384);
    return wide;
  });
  return Buffer.concat(records);
}

/** The records as a system with the greatest byte first writes them (s390x). */
function swapped(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  for (let at = 0; at < other.length; at += 384) {
    other.subarray(at, at + 2).swap16();
    other.subarray(at + 4, at + 8).swap32();
    other.subarray(at + 332, at + 336).swap16();
    other.subarray(at + 336, at + 348).swap32();
  }
  return other;
}

test('records of 400 bytes, of AArch64, and those of the other byte order say the same', async () => {
  const bytes = await bytesOf('debian-12.wtmp');
  for (const other of [widened(bytes), swapped(bytes)]) {
    assert.deepEqual(told(readLogins(other, 'wtmp')?.facts.logins ?? []), SESSIONS);
  }
});

test('a file that was cut keeps its whole records, and the cut one is counted with the reason', async () => {
  const bytes = await bytesOf('debian-12.wtmp');
  const paste = readLogins(bytes.subarray(0, bytes.length - 100), 'wtmp');
  assert.deepEqual(told(paste?.facts.logins ?? []), SESSIONS.slice(1));
  assert.deepEqual(
    paste?.rejects.map(({ line, offset, reason }) => [line, offset, messageOf(reason).key]),
    [[9, 8 * 384, 'recordCut']],
  );
});

test('texts are no such records, nor are zeros', () => {
  const text = Buffer.from(
    'root     pts/0        203.0.113.5      Sun Nov 29 19:20   still logged in\n'.repeat(40),
  );
  assert.equal(areLogins(text, 'wtmp', true), false);
  assert.equal(areLogins(Buffer.alloc(3840), 'x', true), false);
  assert.equal(areLogins(Buffer.alloc(0), 'wtmp', true), false);
});

test('any bytes are counted and nothing of them throws; a record that is changed invents no login elsewhere', async () => {
  const bytes = await bytesOf('debian-12.wtmp');
  const whole = new Set(SESSIONS.map((one) => JSON.stringify(one)));
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 2000 }),
      fc.nat(bytes.length - 1),
      fc.nat(bytes.length),
      (noise, at, end) => {
        const random = readLogins(noise, 'wtmp');
        if (random !== undefined) assert.equal(random.parsed + random.rejected + random.skipped, random.read);
        const changed = Buffer.from(bytes);
        changed.set(noise.subarray(0, bytes.length - at), at);
        const paste = readLogins(changed.subarray(0, end), 'wtmp');
        if (paste === undefined) return;
        const { read, parsed, rejected, skipped, facts } = paste;
        assert.equal(parsed + rejected + skipped, read);
        const [first, last] = [Math.floor(at / 384), Math.floor((at + noise.length) / 384)];
        for (const login of facts.logins) {
          const record = login.origin.line - 1;
          if (record < first || record > last) assert.ok(whole.has(JSON.stringify(told([login])[0])));
        }
      },
    ),
    { numRuns: 500, seed: 20261130 },
  );
});
