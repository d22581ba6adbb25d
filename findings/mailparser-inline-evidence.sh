#!/usr/bin/env bash
# mailparser melts the evidence of an abuse report into the reporter's words, and its headers are gone.
#
# An abuse report (ARF, RFC 5965) has three parts: a text for people, fields for programs, and the message complained of
# as message/rfc822. The RFC's own examples mark the last one "Content-Disposition: inline", and feedback loops do so.
# A good engineer expects to find it among the attachments, whole; there it is if the disposition is missing.
#
# What happens: an inline message is no attachment. Its text is appended to the report's own, below four headers written
# anew with the time in another zone. Received, Message-ID and whatever script sent it are nowhere in the result; an
# address in the spammer's text stands in what the reporter "says". Nothing tells that a part was taken in.
#
# Why it matters: the Received line and the script's name are how the customer is found who has to stop it, and the
# address in the spam is somebody whom the spammer wants blocked.
#
# Instead: read the part yourself (its boundaries are in Content-Type), or take MailParser's stream with a library that
# keeps inline messages, and never search the text of a report for addresses.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mailparser@3.14.2 >/dev/null

cat > report.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';

const report = (disposition) =>
  [
    'From: feedback@provider.example',
    'To: abuse@cloud.example',
    'Subject: FW: cheap watches',
    'Date: Fri, 27 Nov 2026 10:05:00 +0900',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset="US-ASCII"',
    '',
    'This is an abuse report for a message received from 192.0.2.7.',
    '--part',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: ExampleLoop/1.0',
    'Version: 1',
    'Source-IP: 192.0.2.7',
    '',
    '--part',
    'Content-Type: message/rfc822',
    ...disposition,
    '',
    'Received: from web-7 (unknown [192.0.2.7]) by mx.provider.example; Fri, 27 Nov 2026 10:00:00 +0900',
    'X-PHP-Originating-Script: 33:mailer.php',
    'From: shop@sender.example',
    'To: someone@provider.example',
    'Subject: cheap watches',
    'Date: Fri, 27 Nov 2026 10:00:00 +0900',
    'Message-ID: <1@sender.example>',
    '',
    'See http://198.51.100.9/watches',
    '--part--',
    '',
  ].join('\r\n');

async function told(disposition) {
  const mail = await simpleParser(report(disposition));
  const all = JSON.stringify([mail.text, mail.html, [...mail.headers], mail.attachments.map(({ content }) => String(content))]);
  return {
    evidence: mail.attachments.some(({ contentType }) => contentType === 'message/rfc822'),
    received: all.includes('Received: from web-7'),
    script: all.includes('mailer.php'),
    inReportersWords: mail.text.includes('198.51.100.9'),
    text: mail.text,
  };
}

const { version } = JSON.parse(readFileSync('node_modules/mailparser/package.json', 'utf8'));
const without = await told([]);
const inline = await told(['Content-Disposition: inline']);
console.log(`program   mailparser ${version} (npm), Node ${process.versions.node}`);
for (const [name, { text, ...rest }] of Object.entries({ 'no disposition': without, inline })) {
  console.log(`${name.padEnd(15)} ${JSON.stringify(rest)}`);
}
console.log('the text of the inline one:');
console.log(inline.text.replaceAll(/^/gm, '  '));
const kept = without.evidence && without.received && without.script && !without.inReportersWords;
const melted = !inline.evidence && !inline.received && !inline.script && inline.inReportersWords;
process.exit(kept && melted ? 0 : 1);
JS
node report.mjs || { echo 'CHANGED: the evidence of an inline report is kept' >&2; exit 1; }
