import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readTestimony } from '../../src/notices/third-party/testimony.ts';

const APACHE = '203.0.113.10 - - [13/May/2026:05:06:11 +0200] "GET /index.php?id=1 HTTP/1.1" 200 512 "-" "-"';

test('prose, syslog, a web log and firewall lines in one mail are each read by their own reader', () => {
  const { lines, sources, victims, type, from } = readTestimony(
    [
      'Dear colleagues, at 05:06:11 we saw this:',
      APACHE,
      'May 13 05:06:12 web1 sshd[811]: Failed password for root from 203.0.113.10 port 4022 ssh2',
      'May 13 05:06:13 gw kernel: [1.5] DROP IN=eth0 OUT= MAC= SRC=203.0.113.10 DST=198.51.100.7 LEN=40 TTL=240 PROTO=TCP SPT=4000 DPT=22 SYN',
      '',
      'Please look into it.',
    ].join('\n'),
  );
  assert.deepEqual(
    lines.records.map(({ line, format }) => [line, format]),
    [
      [2, 'access-log'],
      [3, 'syslog'],
      [4, 'syslog'],
    ],
  );
  assert.deepEqual([lines.read, lines.parsed, lines.rejected, lines.skipped], [6, 3, 0, 3]);
  assert.deepEqual(sources, ['203.0.113.10']);
  assert.deepEqual(victims, ['198.51.100.7']);
  assert.equal(type, 'login_attack');
  assert.equal(from, '2026-05-13T03:06:11Z');
});

test('a line of syslog has no year, so that no time is taken from it, not even where a port looks like one', () => {
  const { from, sources } = readTestimony(
    'May 13 05:06:12 web1 sshd[811]: Failed password for root from 203.0.113.10 port 1972 ssh2',
  );
  assert.equal(from, undefined);
  assert.deepEqual(sources, ['203.0.113.10']);
});

test('blanks that a mail program doubled do not cost a line, and blanks in quotes are the log’s own', () => {
  const { lines } = readTestimony(
    [APACHE, APACHE.replace('- - [', '- -  [').replace('200 512', '200  512')].join('\n'),
  );
  assert.equal(lines.parsed, 2);
});

test('a broken line beside read ones is counted as rejected, with the reason', () => {
  const { lines } = readTestimony([APACHE, APACHE.slice(0, 60), APACHE].join('\n'));
  assert.deepEqual([lines.parsed, lines.rejected, lines.skipped], [2, 1, 0]);
  assert.equal(lines.rejects[0]?.line, 2);
});

test('whom a sentence says was banned is accused alone; the other clients of the lines are not', () => {
  const { sources } = readTestimony(
    `The IP 203.0.113.10 has just been banned by Fail2Ban after\n3 attempts against apache.\n${APACHE}\n${APACHE.replace('203.0.113.10', '198.51.100.200')}`,
  );
  assert.deepEqual(sources, ['203.0.113.10']);
});

test('a packet that a firewall let out is the reporter’s own, and he is not accused of it', () => {
  const { sources, victims } = readTestimony(
    'May 13 05:06:13 gw kernel: [1.5] IN= OUT=eth0 SRC=198.51.100.7 DST=203.0.113.10 LEN=40 TTL=64 PROTO=TCP SPT=22 DPT=4000 ACK',
  );
  assert.deepEqual([sources, victims], [['203.0.113.10'], ['198.51.100.7']]);
});

test('a quote within a value is a name, at its end an attempt on SQL', () => {
  const typeOf = (query: string): string | undefined => readTestimony(APACHE.replace('id=1', query)).type;
  assert.equal(typeOf("name=O'Brien"), undefined);
  assert.equal(typeOf("id=8'"), 'sql_injection');
  assert.equal(typeOf('id=8%27&x=1'), 'sql_injection');
  assert.equal(typeOf('file=../../etc/passwd'), 'web_attack');
});

test('whatever the text, lines add up and nobody is named whom it does not name', () => {
  const piece = fc.constantFrom(
    APACHE,
    APACHE.replace('203.0.113.10', '34.xx.xx.40'),
    'The IP 5.xx.172.xx has just been banned by Fail2Ban',
    'Domain: a.example (5.xx.172.xx)',
    'May 13 05:06:12 web1 sshd[811]: Failed password for root from 203.0.113.10 port 4022 ssh2',
    '240.0.0.1 34.xx.xx.40',
    'Source IP: 203.0.113.99',
    '',
  );
  const line = fc.oneof(
    piece,
    fc.string({ maxLength: 60 }),
    fc.tuple(piece, fc.string({ maxLength: 9 })).map((two) => two.join('')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (all) => {
      const text = all.join('\n').replaceAll('\r', ' ');
      const { sources, victims, lines } = readTestimony(text);
      assert.equal(lines.read, lines.parsed + lines.rejected + lines.skipped);
      for (const named of [...sources, ...victims])
        assert.ok(text.toLowerCase().includes(named.toLowerCase()), named);
    }),
    { numRuns: 300 },
  );
});
