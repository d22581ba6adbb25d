import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { joinFlowed } from '../../src/notices/flowed.ts';
import { readMail } from '../../src/notices/mail.ts';

const HEAD = 'From: a@example.org\r\nTo: b@example.net\r\nSubject: abuse\r\nMIME-Version: 1.0\r\n';
const FLOWED = 'Content-Type: text/plain; charset=utf-8; format=flowed';

async function bodiesOf(mail: string): Promise<string[]> {
  return (await readMail(Buffer.from(HEAD + mail))).bodies;
}

test('an answer in a flowed mail does not become part of the quote before it', async () => {
  const [body] = await bodiesOf(
    `${FLOWED}\r\n\r\n> your attacker is 198.51.100.7 \r\nWe block 203.0.113.5\r\n`,
  );
  assert.equal(body?.trimEnd(), '> your attacker is 198.51.100.7 \nWe block 203.0.113.5');
});

test('a quoted line that was wrapped in a flowed mail is one line again, with its quote marks once', async () => {
  const [body] = await bodiesOf(
    `${FLOWED}\r\n\r\n>> EC2 Instance Id: \r\n>> i-0abc1234def567890\r\n> Abuse \r\n> Time: \r\n> now\r\n`,
  );
  assert.equal(body?.trimEnd(), '>> EC2 Instance Id: i-0abc1234def567890\n> Abuse Time: now');
});

test("with delsp the blank at a flowed line's end is no part of the text", async () => {
  const [body] = await bodiesOf(`${FLOWED};\r\n delsp=yes\r\n\r\nhttp://203.0.113.5/long \r\npath\r\n`);
  assert.equal(body?.trimEnd(), 'http://203.0.113.5/longpath');
});

test('the signature of a flowed mail begins on a line of its own', async () => {
  const [body] = await bodiesOf(`${FLOWED}\r\n\r\nregards \r\n-- \r\nAbuse desk\r\n`);
  assert.equal(body?.trimEnd(), 'regards \n-- \nAbuse desk');
});

test('lines of a mail that is not flowed stay as they are, blanks at their ends too', async () => {
  const [body] = await bodiesOf('Content-Type: text/plain\r\n\r\na \r\nb format=flowed\r\n');
  assert.equal(body?.trimEnd(), 'a \nb format=flowed');
});

test('a text about flowed mails is shown as it was written', async () => {
  const text = 'Content-Type: text/plain; format=flowed';
  const [body] = await bodiesOf(`${FLOWED}\r\n\r\n${text}\r\n`);
  assert.equal(body?.trimEnd(), text);
});

test('a mail that encloses another keeps the bytes that the other one is signed over', async () => {
  const enclosed = `${HEAD}${FLOWED}\r\n\r\nsigned \r\ntext\r\n`;
  const mail = await readMail(
    Buffer.from(
      `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${FLOWED}\r\n\r\nsee below\r\n` +
        `--b\r\nContent-Type: message/rfc822\r\n\r\n${enclosed}--b--\r\n`,
    ),
  );
  assert.match(Buffer.from(mail.enclosed[0] ?? []).toString(), /format=flowed/);
});

test('joining flowed lines loses nothing but line ends, blanks for transport and quote marks', () => {
  const line = fc
    .tuple(fc.nat({ max: 3 }), fc.stringMatching(/^[a-z0-9. ]{0,12}$/))
    .map(([depth, words]) => '>'.repeat(depth) + words);
  const bare = (text: string): string => text.replace(/[>\n ]/g, '');
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const joined = joinFlowed(lines.join('\n'), false);
      assert.equal(bare(joined), bare(lines.join('\n')));
      assert.ok(joined.split('\n').length <= Math.max(1, lines.length));
    }),
  );
});
