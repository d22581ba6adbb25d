#!/usr/bin/env bash
# postal-mime: whether an attachment has its own bytes depends on how it was sent; as 7bit its digest is another one.
#
# postal-mime reads mails in Node and in browsers and gives attachments as bytes. A complaint often carries its proof as
# text (a log, the reported mail as message/rfc822) and names a SHA-256 of it. A good engineer expects that the bytes of an
# attachment are those that the sender attached, whatever the transfer encoding; mailparser gives them.
#
# What happens: what was sent as base64 comes out byte for byte. What was sent as 7bit, 8bit or quoted-printable comes out
# with LF in place of CRLF and with one line end more. The content has another length and another digest; `mimeType`,
# `encoding` and everything else look the same.
#
# Why it matters: the desk computes a digest of the attachment, compares it with the one in the report, and calls the proof
# altered. Or it keeps its own digest as proof, which nobody who has the mail can ever reproduce.
#
# Instead: take the part's bytes from the raw mail for every digest, or read the mail with a parser that keeps them.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts postal-mime@4.0.0 mailparser@3.14.2 > /dev/null

cat > attachment.mjs <<'JS'
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';

const LOG = [1, 2].map((n) => `Nov 29 10:00:0${n} mx sshd[7]: Failed password for root from 198.51.100.7 port 2 ssh2\r\n`);
const attached = Buffer.from(LOG.join(''));
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

function mail(encoding, body) {
  return [
    'From: victim@example.org',
    'To: abuse@example.net',
    'Subject: abuse report',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    `SHA-256 of the log: ${digest(attached)}`,
    '--part',
    'Content-Type: text/plain; charset=us-ascii',
    'Content-Disposition: attachment; filename=auth.log',
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    // The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1).
    `${body}\r\n--part--`,
    '',
  ].join('\r\n');
}

console.log('attached             ', digest(attached), attached.length, 'bytes');
for (const [encoding, body, whole] of [
  ['base64', attached.toString('base64').replace(/.{76}/g, '$&\r\n'), true],
  ['7bit', attached.toString(), false],
  ['quoted-printable', attached.toString(), false],
]) {
  const raw = mail(encoding, body);
  const ours = Buffer.from((await PostalMime.parse(raw)).attachments[0].content);
  const other = (await simpleParser(raw)).attachments[0].content;
  console.log(`postal-mime ${encoding}`.padEnd(30), digest(ours), ours.length, ' mailparser', digest(other), other.length);
  assert.equal(ours.equals(attached), whole);
  assert.ok(other.equals(attached));
  if (!whole) assert.equal(ours.toString(), `${attached.toString().replaceAll('\r\n', '\n')}\n`);
}
console.log('hurt                  who is told that the proof was altered; who keeps a digest that no one can reproduce');
JS
node attachment.mjs
