import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import { MAX_MAIL_LINES, readableBytes } from '../../src/notices/mail.ts';
import { MAX_LINES, toLines } from '../../src/notices/lines.ts';
import { readNotice } from '../../src/notices/read.ts';

const HEADER =
  'Received: from a by b; Thu, 26 Nov 2026 10:00:00 +0000\r\nFrom: someone@example.org\r\nSubject: report\r\nMIME-Version: 1.0\r\n';

const effects: Effects = {
  ...nodeEffects(1),
  resolveDns: () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
};

function linesIn(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => count + Number(byte === 10), 0);
}

test('a mail of ten megabytes in base64 is read to its end', () => {
  const mail = Buffer.from(`${HEADER}\r\n${`${'QUJD'.repeat(19)}\r\n`.repeat(134_000)}`);
  assert.ok(mail.length > 10_000_000);
  assert.equal(readableBytes(mail), mail.length);
});

test('a mail of short lines is read for as many lines as one ten times its size is, and says where it was cut', async () => {
  for (const line of ['\n', '\r\n b', '> \n', '=41=\r\n']) {
    const mail = Buffer.from(`${HEADER}X: a${line.repeat(300_000)}\r\n\r\nx`);
    const read = mail.subarray(0, readableBytes(mail));
    assert.ok(linesIn(read) <= 80_000, `${JSON.stringify(line)}: ${linesIn(read)} lines`);
    assert.ok(linesIn(read) < linesIn(mail));
  }
  const { notes } = await readNotice(Buffer.from(`${HEADER}\r\n${'\n'.repeat(60_000)}`), {}, effects);
  assert.equal(notes[0]?.key, 'noticeCut');
});

test('what is read of a mail does not grow with the lines that it unfolds to', () => {
  const most = Buffer.from('\n'.repeat(4 * MAX_MAIL_LINES));
  assert.ok(linesIn(most.subarray(0, readableBytes(most))) < MAX_MAIL_LINES);
  // Lines that are encoded in a mail are not seen before they are decoded.
  assert.equal(toLines('\n'.repeat(2 * MAX_LINES)).length, MAX_LINES);
});

test('mails within mails within mails read no more lines than the outermost has', async () => {
  let mail = `${HEADER}\r\n${'a\r\n'.repeat(120_000)}`;
  for (let depth = 0; depth < 4; depth++) {
    mail = `${HEADER}Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n--b${depth}--\r\n`;
  }
  const bytes = Buffer.from(mail);
  assert.ok(linesIn(bytes.subarray(0, readableBytes(bytes))) < 60_000);
  const { claims, notes } = await readNotice(bytes, {}, effects);
  assert.deepEqual(claims, []);
  assert.equal(notes[0]?.key, 'noticeCut');
});

test('of very many notices in one text the first hundred are read, and the count of all is said', async () => {
  const notices = Array.from(
    { length: 150 },
    (_, i) =>
      `From: trustandsafety@support.aws.com\nSubject: Your AWS Abuse Report [${1000 + i}]\nDate: Tue, 5 May 2026 08:30:00 +0000\n\n` +
      `implicated in activity which resembles a DoS.\nReported Activity: DoS\nEC2 Instance Id: i-${String(i).padStart(17, '0')}\n\n`,
  );
  const { claims, notes } = await readNotice(Buffer.from(notices.join('\n')), {}, effects);
  assert.equal(claims.length, 100);
  assert.equal(new Set(claims.map(({ reference }) => reference)).size, 100);
  assert.deepEqual(
    notes.filter(({ key }) => key === 'noticeClaims'),
    [{ key: 'noticeClaims', params: { read: 100, claims: 150 } }],
  );
});
