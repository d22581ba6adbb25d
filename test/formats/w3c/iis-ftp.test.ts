import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { recognise } from '../../../src/evidence/recognise.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { IIS_FTP } from '../../../src/formats/w3c/iis-ftp.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll } from '../memory-sink.ts';
import type { Parsed } from '../memory-sink.ts';

function read(name: string, size = 97): Parsed {
  const content = readFileSync(fixture('formats', 'iis-ftp', name));
  assert.equal(recognise(headOf(content), FORMATS).format, IIS_FTP);
  return parseAll(IIS_FTP, content, size);
}

const shown = ({ rows }: Parsed): unknown[] =>
  rows.map((row) => [row['ts'], row['c_ip'], row['service'], row['username'], row['ok'], row['refused']]);

test('a wrong password at FTP is a failed login of the name before it', () => {
  const result = read('failed.log');
  assert.deepEqual(result.rejects, []);
  assert.deepEqual(shown(result), [
    ['2022-10-05T10:43:52Z', '203.0.113.7', 'ftp', 'administrator', 0, undefined],
  ]);
});

test('sessions side by side keep their names, and what is no wrong password is none', () => {
  for (const size of [40, 97, 4096]) {
    const result = read('sessions.log', size);
    assert.deepEqual(shown(result), [
      ['2026-11-21T22:10:03Z', '203.0.113.7', 'ftp', 'administrator', 0, undefined],
      ['2026-11-21T22:10:03Z', '203.0.113.7', 'ftp', 'john doe', 0, 'password expired'],
      ['2026-11-21T22:10:05Z', '203.0.113.7', 'ftp', 'alice', 1, undefined],
      ['2026-11-21T22:10:08Z', '198.51.100.20', 'ftp', 'bob', undefined, undefined],
      ['2026-11-21T22:10:09Z', '198.51.100.20', 'ftp', undefined, 0, undefined],
    ]);
    assert.deepEqual(
      result.rejects.map(({ reason }) => reason),
      ['6 values, #Fields names 14'],
    );
    assert.equal(result.rows[0]?.['c_port'], 50_001);
    assert.equal(result.rows[0]?.['s_ip'], '192.0.2.2');
    assert.equal(accounted(result), result.read);
  }
});

test('IIS 6 has the session in the command and no date in the line', () => {
  const result = read('iis6.log');
  assert.deepEqual(result.rejects, []);
  assert.deepEqual(shown(result), [
    ['2026-11-22T00:00:01Z', '203.0.113.7', 'ftp', 'administrator', 0, undefined],
    ['2026-11-22T00:00:02Z', '203.0.113.7', 'ftp', 'root', 1, undefined],
  ]);
});

test('however a log is cut into blocks, the logins are the same', () => {
  const content = readFileSync(fixture('formats', 'iis-ftp', 'sessions.log'));
  const whole = parseAll(IIS_FTP, content, 1 << 20).rows;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), (size) => {
      assert.deepEqual(parseAll(IIS_FTP, content, size).rows, whole);
    }),
    { numRuns: 60 },
  );
});

test('a web log in which somebody asked for USER is a web log', () => {
  const web =
    '#Fields: date time c-ip cs-method cs-uri-stem sc-status\n2026-11-21 22:10:03 203.0.113.9 GET / 200\n2026-11-21 22:10:03 203.0.113.9 USER /x 501\n2026-11-21 22:10:03 203.0.113.9 POST / 200\n';
  assert.equal(recognise(headOf(Buffer.from(web)), FORMATS).format?.name, 'iis-w3c');
});

test('a million sessions that never give a password are bounded', () => {
  const lines = Array.from(
    { length: 5000 },
    (_, index) => `2026-11-21 22:10:03 203.0.113.9 [${index}]USER u${index} 331`,
  );
  const content = `#Fields: date time c-ip cs-method cs-uri-stem sc-status\n${lines.join('\n')}\n2026-11-21 22:10:04 203.0.113.9 [4999]PASS - 530\n2026-11-21 22:10:04 203.0.113.9 [1]PASS - 530\n`;
  const { rows } = parseAll(IIS_FTP, content, 4096);
  assert.deepEqual(
    rows.map((row) => row['username']),
    ['u4999', undefined],
  );
});
