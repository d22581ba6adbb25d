import assert from 'node:assert/strict';
import { test } from 'node:test';
import { S3_ACCESS } from '../../../src/formats/s3/s3-access.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { accounted, parseAll, reasonsOf } from '../memory-sink.ts';
import { takesLinearTime } from '../../support.ts';

const log = fixtureOf(S3_ACCESS, 'bucket.log');
const { rows, rejects, skipped, notes } = parseAll(S3_ACCESS, log);

test('S3: who asked for what in which bucket, with the answer', () => {
  assert.deepEqual(rowOf(rows, 1), {
    line: 1,
    ts: '2026-03-02T10:00:01Z',
    c_ip: '203.0.113.9',
    s_sitename: 'example-bucket',
    cs_host: 'example-bucket.s3.eu-central-1.amazonaws.com',
    cs_method: 'GET',
    cs_uri_stem: '/example-bucket/photos/cat%20big.jpg',
    cs_uri_query: 'response-content-type=x',
    cs_version: 'HTTP/1.1',
    sc_status: 200,
    sc_bytes: 4406,
    time_taken: 7,
    referer: 'https://www.example.com/',
    user_agent: 'Mozilla/5.0 (X11)',
  });
});

test('S3: an authenticated requester is the user; the offset goes into UTC; quotes in an agent stay', () => {
  const row = rowOf(rows, 2);
  assert.equal(row['cs_username'], 'arn:aws:sts::123456789012:assumed-role/backup/i-0abc1234def567890');
  assert.equal(row['ts'], '2026-03-02T10:00:02Z');
  assert.equal(row['c_ip'], '2001:db8::7');
  assert.equal(row['sc_status'], 403);
  assert.equal(row['user_agent'], 'aws-cli/2 "quoted" exec-env');
  assert.equal(row['cs_host'], 'example-bucket.s3.eu-central-1.amazonaws.com');
});

test('S3: an object of a multi-object delete has no request line; its path is the key', () => {
  const row = rowOf(rows, 3);
  assert.equal(row['cs_uri_stem'], 'backups/2026-01.tar');
  assert.equal(row['cs_method'], undefined);
  assert.equal(row['sc_status'], 204);
  assert.equal(row['c_ip'], '198.51.100.77');
});

test('S3: what S3 does by itself is no request; what AWS does within it has no address', () => {
  assert.deepEqual(Object.values(skipped), [1]);
  assert.equal(rowOf(rows, 6)['c_ip'], undefined);
  assert.equal(rowOf(rows, 6)['cs_uri_stem'], '/k');
});

test('S3: a request that holds a copy of the fields behind it gets no status, and the file says so', () => {
  const row = rowOf(rows, 5);
  assert.equal(row['c_ip'], '198.51.100.77');
  assert.equal(row['sc_status'], undefined);
  assert.equal(row['user_agent'], undefined);
  assert.ok(notes.some((note) => note.includes('reads like the rest of a log line')));
});

test('S3: what is broken is rejected with its reason, at its offset', () => {
  assert.deepEqual(reasonsOf(rejects), [
    [7, 'no status behind the request'],
    [8, "the time cannot be '[32/Mar/2026:10:00:08 +0000]'"],
    [9, 'the user agent is not closed by a quote'],
    [10, "the remote address is 'somewhere'"],
  ]);
  const offset = rejects[0]?.offset ?? -1;
  assert.match(log.toString('latin1', offset), /^79a59df9\S+ example-bucket \[02\/Mar\/2026:10:00:07/);
});

test('S3: a file of lines that are all brackets and quotes is read in time', async () => {
  const line = `${'"'.repeat(2000)}${'['.repeat(2000)}\n`;
  const hostile = parseAll(S3_ACCESS, line.repeat(500));
  assert.equal(hostile.rejects.length, 500);
  const open = '79a5 b [02/Mar/2026:10:00:01 +0000] 203.0.113.9 - 3E REST.GET.OBJECT k "';
  await takesLinearTime(100_000, (size) => {
    const quotes = parseAll(S3_ACCESS, `${open}${'" 200 - '.repeat(size)}\n`);
    assert.equal(accounted(quotes), 1);
  });
});
