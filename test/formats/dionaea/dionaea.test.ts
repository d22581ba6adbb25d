import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { DIONAEA_JSON } from '../../../src/formats/dionaea/dionaea-json.ts';
import { DIONAEA_SQLITE } from '../../../src/formats/dionaea/dionaea-sqlite.ts';
import { fixture } from '../../support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const connections = parseAll(DIONAEA_JSON, readFileSync(fixture('formats', 'dionaea-json', 'dionaea.json')));
const incidents = parseAll(DIONAEA_JSON, readFileSync(fixture('formats', 'dionaea-json', 'incidents.json')));
const database = readFileSync(fixture('formats', 'dionaea-sqlite', 'dionaea.sqlite'));
const stored = parseDocument(DIONAEA_SQLITE, database);

test('a connection is a flow to the honeypot, its time in UTC though it carries no zone', () => {
  assert.deepEqual(connections.rows[0], {
    line: 1,
    ts_start: '2026-03-02T10:00:01.186641Z',
    src: '203.0.113.9',
    src_port: 50122,
    dst: '192.0.2.10',
    dst_port: 445,
    protocol: 6,
    state: 'established',
    initiator: 'src',
  });
});

test('the honeypot itself begins the connections that it fetches malware by', () => {
  const row = connections.rows.find(({ line }) => line === 4);
  assert.equal(row?.['src'], '192.0.2.10');
  assert.equal(row?.['dst'], '198.51.100.77');
  assert.equal(row?.['dst_port'], 4444);
});

test('logins are read however the list is written, and none is said to have worked', () => {
  const logins = connections.rows.filter(({ table }) => table === 'logins');
  assert.deepEqual(
    logins.map(({ line, c_ip: client, service, username, ok, detail }) => [
      line,
      client,
      service,
      username,
      ok,
      detail,
    ]),
    [
      [2, '203.0.113.9', 'dionaea mysqld', 'root', undefined, 'password: 123456'],
      [2, '203.0.113.9', 'dionaea mysqld', 'sa', undefined, 'without a password'],
      [3, '2001:db8::9', 'dionaea ftpd', 'anonymous', undefined, 'password: a@example.com'],
    ],
  );
  const commands = connections.rows.filter(({ table }) => table === 'alerts');
  assert.deepEqual(
    commands.map((row) => row['message']),
    ['USER anonymous', 'STOR x.exe'],
  );
});

test('incidents are read one by one', () => {
  assert.deepEqual(
    incidents.rows.map((row) => row['rule'] ?? row['username'] ?? row['state']),
    ['established', 'sa', 'download.complete.hash'],
  );
  assert.equal(incidents.rows[2]?.['message'], 'http://198.51.100.77/x.exe d41d8cd98f00b204e9800998ecf8427e');
  assert.equal(accounted(incidents), incidents.read);
});

test('a record without an address or time is rejected with the reason', () => {
  assert.deepEqual(reasonsOf(connections.rejects), [
    [7, 'an end of the connection is no address'],
    [8, 'no time in timestamp'],
  ]);
  assert.equal(accounted(connections), connections.read);
});

test('the database gives the same: 40 connections, its own one, logins, a download, a long command', () => {
  const flows = stored.rows.filter(({ table }) => table === undefined);
  assert.equal(flows.length, 41);
  assert.deepEqual(flows[0], {
    line: 2,
    ts_start: '2026-03-02T10:00:03.250000Z',
    src: '203.0.113.9',
    src_port: 50002,
    dst: '192.0.2.10',
    dst_port: 1433,
    protocol: 6,
    state: 'established',
    initiator: 'src',
  });
  assert.deepEqual(
    flows.map((row) => row['src_port']).slice(0, 40),
    Array.from({ length: 40 }, (_, place) => 50_002 + place),
  );
  assert.equal(flows.at(-1)?.['dst'], '198.51.100.77');
  const logins = stored.rows.filter(({ table }) => table === 'logins');
  assert.deepEqual(
    logins.map((row) => [row['username'], row['c_port'], row['detail']]),
    [
      ['sa', 50_002, 'without a password'],
      ['sa', 50_041, 'password: P@ss'],
    ],
  );
  const [download, command] = stored.rows.filter(({ table }) => table === 'alerts');
  assert.equal(download?.['ts'], '2026-03-02T10:01:01Z');
  // It is on the page of its row and four others.
  assert.equal(command?.['message'], `EXEC xp_cmdshell 'echo ${'A'.repeat(2000)}'`);
});

test('a login whose connection is gone is rejected, and tables that are not read are named', () => {
  assert.deepEqual(reasonsOf(stored.rejects), [[45, 'its connection is not in the database']]);
  assert.deepEqual(stored.skipped, { 'the honeypot began to listen on a port': 1 });
  assert.deepEqual(stored.notes, ['tables that are not read: p0fs']);
});

test('another SQLite database is not taken for one of Dionaea', () => {
  assert.ok(DIONAEA_SQLITE.recognise(headOf(database)) !== undefined);
  const other = Buffer.from(database.toString('latin1').replaceAll('remote_', 'foreign_'), 'latin1');
  assert.equal(DIONAEA_SQLITE.recognise(headOf(other)), undefined);
});

test('a database that ends early is read up to there, and what is missing is said', () => {
  const { rows, rejects } = parseDocument(DIONAEA_SQLITE, database.subarray(0, 13 * 512));
  assert.ok(rows.length > 0 && rows.length < stored.rows.length);
  assert.ok(rejects.some(({ reason }) => /no page of a table/.test(reason)));
});

test('a tree of pages that leads back into itself ends', () => {
  const bytes = Buffer.from(database);
  // Every interior page of a table now has page 1 as its last child.
  for (let page = 1; page < bytes.length / 512; page++) {
    if (bytes[page * 512] === 5) bytes.writeUInt32BE(page + 1, page * 512 + 8);
  }
  const { rejects } = parseDocument(DIONAEA_SQLITE, bytes);
  assert.ok(rejects.some(({ reason }) => /linked to more than once/.test(reason)));
});

test('a database written ahead of itself says that some of it stands elsewhere', () => {
  const bytes = Buffer.from(database);
  bytes[18] = 2;
  bytes[19] = 2;
  assert.match(parseDocument(DIONAEA_SQLITE, bytes).notes.join(), /-wal/);
});

test('no damage to a database makes the reader throw or lose a count', () => {
  const damage = fc.array(fc.tuple(fc.nat(database.length - 1), fc.nat(255)), { maxLength: 40 });
  fc.assert(
    fc.property(damage, fc.nat(database.length), (changes, length) => {
      const bytes = Buffer.from(database);
      for (const [at, byte] of changes) bytes[at] = byte;
      const { rows, parsed } = parseDocument(DIONAEA_SQLITE, bytes.subarray(0, Math.max(length, 100)));
      assert.equal(rows.length, parsed);
    }),
    { numRuns: 300 },
  );
});

const wal = readFileSync(fixture('formats', 'dionaea-sqlite-wal', 'dionaea.sqlite-wal'));
const MOVED =
  'a page of the database that had not been moved into it: rows that only stand here are not read';
const BEHIND = 'a page that was left behind in the file, or of a change that was never finished';
const FRAME = 24 + 512;

test('Pages that had not been moved into the database are counted, and what to do is said', () => {
  assert.ok(DIONAEA_SQLITE.recognise({ ...headOf(wal), name: 'honeypot/dionaea.sqlite-wal' }) !== undefined);
  assert.equal(DIONAEA_SQLITE.recognise({ ...headOf(wal), name: 'places.sqlite-wal' }), undefined);
  const { rows, skipped, notes } = parseDocument(DIONAEA_SQLITE, wal);
  assert.deepEqual(rows, []);
  assert.deepEqual(skipped, { [MOVED]: Math.floor((wal.length - 32) / FRAME) });
  assert.match(notes.join(), /pragma wal_checkpoint/);
});

test('Pages after a damaged one, or of an unfinished change, are no part of the database', () => {
  const pages = Math.floor((wal.length - 32) / FRAME);
  const damaged = Buffer.from(wal);
  damaged[wal.length - 1]! ^= 1;
  const { skipped } = parseDocument(DIONAEA_SQLITE, damaged);
  assert.ok((skipped[BEHIND] ?? 0) >= 1);
  assert.equal((skipped[MOVED] ?? 0) + (skipped[BEHIND] ?? 0), pages);
  const salted = Buffer.from(wal);
  salted[32 + 8]! ^= 1;
  assert.deepEqual(parseDocument(DIONAEA_SQLITE, salted).skipped, { [BEHIND]: pages });
});

test('A write-ahead log with a damaged header is a reject', () => {
  const damaged = Buffer.from(wal);
  damaged[24]! ^= 1;
  const { rejects } = parseDocument(DIONAEA_SQLITE, damaged);
  assert.deepEqual(
    rejects.map(({ reason }) => reason),
    ['the header of the write-ahead log is damaged'],
  );
});
