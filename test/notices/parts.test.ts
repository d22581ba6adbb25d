import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import { htmlToText } from '../../src/notices/html.ts';
import { toLines, uniform } from '../../src/notices/lines.ts';
import { isMail } from '../../src/notices/mail.ts';
import { splitMessages } from '../../src/notices/messages.ts';
import { readNotice } from '../../src/notices/read.ts';
import { hoursAfter, readTime } from '../../src/notices/time.ts';
import { takesLinearTime } from '../support.ts';

const offline: Effects = {
  ...nodeEffects(1),
  resolveDns: () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })),
};

const TIMES: readonly (readonly [text: string, instant: string | undefined, zoned: boolean])[] = [
  ['2018-11-28 02:04:18 UTC', '2018-11-28T02:04:18Z', true],
  ['2018-11-28T02:04:18.123Z', '2018-11-28T02:04:18Z', true],
  ['2018-11-28T02:04:18+09:00', '2018-11-27T17:04:18Z', true],
  ['14-12-2017 02:02:28 UTC', '2017-12-14T02:02:28Z', true],
  ['27 Apr 2023 14:46:47 GMT', '2023-04-27T14:46:47Z', true],
  ['Tue, 5 May 2026 08:30:00 -0700 (PDT)', '2026-05-05T15:30:00Z', true],
  ['Apr 27, 2023 2:46:47 PM PDT', '2023-04-27T21:46:47Z', true],
  ['Thursday, April 27, 2023 12:05 AM EST', '2023-04-27T05:05:00Z', true],
  ['2017-01-01 12:00:00 PDT,8.8.8.8', '2017-01-01T19:00:00Z', true],
  ['10 Jul 2024 02:21:07 UTC+9', '2024-07-09T17:21:07Z', true],
  ['2024-02-29 10:00:00', '2024-02-29T10:00:00Z', false],
  ['2024-02-29 10:00:00 Report end time', '2024-02-29T10:00:00Z', false],
  ['2024-02-29 10:00:00\nAWS Account: 1', '2024-02-29T10:00:00Z', false],
  ['2024-02-29 10:00:00\n  UTC', '2024-02-29T10:00:00Z', true],
  ['2024-02-29 10:00:00 XYZ', undefined, false],
  ['2024-02-29 10:00:00 IST', undefined, false],
  ['2023-02-29 10:00:00 UTC', undefined, false],
  ['2023-13-01 10:00:00 UTC', undefined, false],
  ['2023-01-01 25:00:00 UTC', undefined, false],
  ['13:00 PM', undefined, false],
  ['01/02/2023 10:00 UTC', undefined, false],
  ['yesterday', undefined, false],
];

for (const [text, instant, zoned] of TIMES) {
  test(`the time "${text.replace('\n', ' / ')}" is ${instant ?? 'not understood'}`, () => {
    const time = readTime(text);
    assert.equal(time?.instant, instant);
    if (instant !== undefined) assert.equal(time?.zoned, zoned);
  });
}

test('24 hours later crosses the end of a month', () => {
  assert.equal(hoursAfter('2026-01-31T23:30:00Z', 24), '2026-02-01T23:30:00Z');
});

test('quote marks of any kind and depth are taken off and counted', () => {
  const lines = toLines('> > a\r\n>>> b\n| c\n＞ d\n  e');
  assert.deepEqual(
    lines.map((line) => [line.depth, line.text]),
    [
      [2, 'a'],
      [3, 'b'],
      [1, 'c'],
      [1, 'd'],
      [0, '  e'],
    ],
  );
});

test('full-width letters, odd blanks, curly quotes and defanged addresses read like plain ones', () => {
  assert.equal(uniform('ＡＷＳ　ＩＤ：１２３　'), 'AWS ID:123');
  assert.equal(uniform('We\u2019ve \u201cx\u201d i\u20110a\u00a0b\u200b'), `We've "x" i-0a b`);
  assert.equal(uniform('198[.]51[.]100[.]7 hxxps://a(.)b 1[dot]2'), '198.51.100.7 https://a.b 1.2');
});

for (const [language, text] of [
  ['English', '-----Original Message-----\nFrom: a@x.example\nSent: 5 May 2026 10:00:00 UTC\nSubject: s'],
  [
    'Japanese',
    '---------- 転送メッセージ ----------\n差出人: a@x.example\n日時: 5 May 2026 10:00:00 UTC\n件名: s',
  ],
  ['Korean', '-----원본 메시지-----\n보낸 사람: a@x.example\n보낸 날짜: 5 May 2026 10:00:00 UTC\n제목: s'],
  ['Chinese', '-----邮件原件-----\n发件人： a@x.example\n发送时间： 5 May 2026 10:00:00 UTC\n主题： s'],
  [
    'Russian',
    '-------- Исходное сообщение --------\nОт: a@x.example\nДата: 5 May 2026 10:00:00 UTC\nТема: s',
  ],
] as const) {
  test(`a mail forwarded by a ${language} mail program is told apart from the text above it`, () => {
    const messages = splitMessages(toLines(`above\n\n${text}\n\nbelow`));
    assert.equal(messages.length, 2);
    assert.deepEqual(
      { ...messages[1], lines: messages[1]?.lines.map((line) => line.text).filter(Boolean), head: [] },
      {
        from: 'a@x.example',
        subject: 's',
        date: '2026-05-05T10:00:00Z',
        quoted: true,
        lines: ['below'],
        head: [],
      },
    );
  });
}

test('a forwarded header without a time zone gives no moment of receipt', () => {
  const [, inner] = splitMessages(
    toLines('x\n\nFrom: a@x.example\nSent: Tuesday, May 5, 2026 10:00 AM\nTo: b\nSubject: s\n\ny'),
  );
  assert.equal(inner?.subject, 's');
  assert.equal(inner?.date, undefined);
});

test("an HTML table's row is one line, hidden parts are left out, quotes keep their depth", () => {
  const html =
    '<style>x</style><table><tr><td>a</td><td> b&nbsp;</td></tr><tr><th>c<td>d</table><script>bad()</script><!-- no -->' +
    '<blockquote>q<br>r</blockquote>1 &lt; 2 &#x41;';
  assert.equal(htmlToText(html), 'a\tb\nc\td\n\n> q\n> r\n1 < 2 A');
});

test('broken HTML loses no text', () => {
  assert.match(htmlToText('a <script>b'), /b/);
  assert.match(htmlToText('a <!-- b'), /b/);
  assert.match(htmlToText('a <b c'), /a <b c/);
});

test('a pasted header is no mail, a transported one is', () => {
  assert.equal(isMail(Buffer.from('From: a\nSubject: b\n\nReceived: x')), false);
  assert.equal(isMail(Buffer.from('Received: x\nFrom: a\n\nb')), true);
});

test('each mail of an mbox file is read', async () => {
  const one = (id: number): string =>
    `From x@y Tue May  5 08:30:12 2026\nReceived: by mx; Tue, 5 May 2026 08:30:12 +0000\nFrom: a@b.example\nSubject: Your AWS Abuse Report [${id}]\n\nsee subject\n\n`;
  const { claims } = await readNotice(Buffer.from(one(1001) + one(1002)), {}, offline);
  assert.deepEqual(
    claims.map((claim) => claim.reference),
    ['1001', '1002'],
  );
});

test('a long text of a third party is cut, and the cut is said', async () => {
  const text = `Reported Activity: Port Scanning\nAbuse Time: 5 May 2026 01:02:03 UTC\n---Beginning of forwarded report(s)---\n${'x'.repeat(99)}\n`;
  const { claims } = await readNotice(Buffer.from(text + `${'y'.repeat(99)}\n`.repeat(1000)), {}, offline);
  assert.ok((claims[0]?.forwarded?.length ?? 0) < 66_000);
  assert.match(claims[0]?.forwarded ?? '', /cut here: 34563 more characters/);
});

test('a text in UTF-16, as Notepad saves it, is read', async () => {
  const text = '\ufeffReported Activity: Port Scanning\r\nAbuse Time: 5 May 2026 01:02:03 UTC\r\n';
  const { claims } = await readNotice(Buffer.from(text, 'utf16le'), {}, offline);
  assert.equal(claims[0]?.type, 'port_scan');
});

test('a mail with an endless header is not decoded, and that is said', async () => {
  const { claims, notes } = await readNotice(
    Buffer.from(`Received: x\n${'X-A: b\n'.repeat(100_000)}\nbody`),
    {},
    offline,
  );
  assert.deepEqual(claims, []);
  assert.deepEqual(
    notes.map(({ key }) => key),
    ['noticeCut', 'noticeUndecodable'],
  );
});

test('whatever the bytes, reading never fails', async () => {
  const words = fc.constantFrom(
    'AWS ID: ',
    'EC2 Instance Id: i-0a1b2c3d4e5f60718',
    ' [203.0.113.10]',
    'has been implicated in activity that resembles ',
    'Report begin time: ',
    '2018-11-28 02:04:18 UTC',
    'Instance Id Remote IP Port Protocol Action Taken\n',
    'Blocked outbound TCP ports 1, 2',
    'DOS,i-0a1b2c3d,',
    'Total bytes sent: 99999999999999999999',
    '---Beginning of forwarded report(s)---\n',
    'From: a@b\nSent: x\nSubject: y\n',
    'Received: x\nContent-Type: text/html; charset=iso-2022-jp\n\n',
    'DKIM-Signature: v=1; a=rsa-sha256; d=amazon.com; s=x; h=from; b=;bh=\n',
    'ARC-Seal: i=1;\n',
    'From: "AWS" <x@amazon.com>\n',
    '\n',
    '> ',
    '<td>',
    '\u0000',
    '：',
  );
  const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    text.map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (input) => {
      const { claims, unread } = await readNotice(input, {}, offline);
      assert.ok(Array.isArray(unread));
      for (const claim of claims) assert.notEqual(claim.authenticity.verdict, 'proven');
    }),
    { numRuns: 600 },
  );
});

test('two megabytes of marks, labels or brackets are read in linear time', async () => {
  const notice = 'has been implicated in activity that resembles Port Scanning\n';
  for (const filler of [
    '> ',
    'AWS ID: ',
    'Report begin time: 1\n',
    '[',
    'respond by ',
    '<',
    '<script',
    'we have blocked ',
    '-',
    'From: a\nTo: b\n',
  ]) {
    const html = filler.startsWith('<') ? 'Received: x\nContent-Type: text/html\n\n' : '';
    await takesLinearTime(500_000, (size) =>
      readNotice(Buffer.from(html + notice + filler.repeat(size / filler.length)), {}, offline),
    );
  }
});
