import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { recognise } from '../../../src/evidence/recognise.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { DMESG } from '../../../src/formats/syslog/dmesg.ts';
import { SYSLOG } from '../../../src/formats/syslog/syslog.ts';
import { namedMonthDay } from '../../../src/formats/text/month-names.ts';
import { fixture } from '../../support.ts';
import { headOf, parseAll } from '../memory-sink.ts';

/** What `journalctl` (systemd 252) printed of one journal with one login a month, in each of these languages. */
const LANGUAGES = ['de', 'es', 'fr', 'ja', 'ko', 'pt', 'ru', 'zh'];
const DAYS = '01-05 02-03 03-14 04-05 05-25 06-06 07-07 08-18 09-09 10-10 11-21 11-29'.split(' ');

test('the journal that journalctl prints in any of eight languages has the same logins at the same times', () => {
  for (const language of LANGUAGES) {
    const content = readFileSync(fixture('formats', 'syslog', 'journal', `journalctl-${language}.log`));
    assert.equal(recognise(headOf(content), FORMATS).format, SYSLOG, language);
    const { rows, rejects, skipped } = parseAll(SYSLOG, content, 97, { year: 2026 });
    assert.deepEqual([rejects, skipped], [[], {}], language);
    assert.deepEqual(
      rows.map((row) => [row['ts'], row['c_ip'], row['c_port'], row['ok']]),
      DAYS.map((day, index) => [`2026-${day}T22:10:03Z`, '203.0.113.9', 52_100 + index, 0]),
      language,
    );
  }
});

const MESSAGE = 'web1 sshd[2213]: Failed password for root from 203.0.113.9 port 52114 ssh2';

test('a month is known whatever its case, full stop and encoding, and with one space before the day', () => {
  const lines = [
    Buffer.from(`MÄRZ 14 22:10:03 ${MESSAGE}\n`),
    Buffer.from(`M\u00e4r 14 22:10:03 ${MESSAGE}\n`, 'latin1'),
    Buffer.from(`d\u00e9c. 14 22:10:03 ${MESSAGE}\n`, 'latin1'),
    Buffer.from(`août  4 22:10:03 ${MESSAGE}\n`),
    Buffer.from(`août 4 22:10:03 ${MESSAGE}\n`),
    Buffer.from(`3월 04 22:10:03.123456 ${MESSAGE}\n`),
    Buffer.from(`мая 04 22:10:03 ${MESSAGE}\n`),
    Buffer.from(`май 04 22:10:03 ${MESSAGE}\n`),
  ];
  const times = lines.map((line) => {
    const { rows, rejects } = parseAll(SYSLOG, line, 97, { year: 2026 });
    assert.deepEqual(rejects, []);
    return rows[0]?.['ts'];
  });
  assert.deepEqual(times, [
    '2026-03-14T22:10:03Z',
    '2026-03-14T22:10:03Z',
    '2026-12-14T22:10:03Z',
    '2026-08-04T22:10:03Z',
    '2026-08-04T22:10:03Z',
    '2026-03-04T22:10:03.123456Z',
    '2026-05-04T22:10:03Z',
    '2026-05-04T22:10:03Z',
  ]);
});

test('what is no month, or has no day, is no date', () => {
  for (const text of [
    'foo 04 ',
    '13월 04 ',
    ' 0월 04 ',
    'mars 32 ',
    'mars 00 ',
    'mars xx ',
    'mars04 ',
    '  mars 04 ',
    'août',
    '',
  ])
    assert.equal(namedMonthDay(Buffer.from(text), 0, Buffer.byteLength(text)), undefined, text);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), (bytes, at) => {
      const found = namedMonthDay(bytes, at, bytes.length);
      assert.ok(found === undefined || (found.monthDay >> 5 >= 1 && found.monthDay >> 5 <= 12));
    }),
  );
});

/** As `dmesg -T` (util-linux 2.38) prints times; the second of each pair is when. */
const DMESG_TIMES: readonly (readonly [string, string])[] = [
  ['So Nov 29 19:07:49 2026', '2026-11-29T19:07:49Z'],
  ['dim. nov. 29 19:07:49 2026', '2026-11-29T19:07:49Z'],
  ['Вс ноя 29 19:07:49 2026', '2026-11-29T19:07:49Z'],
  ['日 11月 29 19:07:49 2026', '2026-11-29T19:07:49Z'],
  ['목  1월  1 19:07:49 2026', '2026-01-01T19:07:49Z'],
  // A byte of this day is a space elsewhere.
  ['토 10월 10 19:07:49 2026', '2026-10-10T19:07:49Z'],
  ['dom dez  6 19:07:49 2026', '2026-12-06T19:07:49Z'],
];

test('dmesg -T in the language of its user says the same time', () => {
  const packet =
    '[UFW BLOCK] IN=eth0 OUT= MAC= SRC=203.0.113.9 DST=192.0.2.5 LEN=40 TTL=244 PROTO=TCP SPT=41234 DPT=22 SYN';
  for (const [time, expected] of DMESG_TIMES) {
    const content = Buffer.from(`[${time}] ${packet}\n`);
    assert.equal(recognise(headOf(content), FORMATS).format, DMESG, time);
    const { rows, rejects } = parseAll(DMESG, content, 97);
    assert.deepEqual(rejects, []);
    assert.deepEqual([rows[0]?.['ts_start'], rows[0]?.['src']], [expected, '203.0.113.9'], time);
  }
});
