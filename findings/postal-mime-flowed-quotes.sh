#!/usr/bin/env bash
# postal-mime puts one person's words into another's mouth: in format=flowed it joins quoted and unquoted lines.
#
# Mails in format=flowed (RFC 3676; Thunderbird, Apple Mail, mutt) end a line that goes on with a blank. Quote marks are
# taken off before lines are joined, and section 4.5 says that a line which seems to go on in another depth of quotes
# ends there. A good engineer expects that `text` keeps apart what is quoted and what is answered.
#
# What happens: postal-mime joins any line with the next one, whatever its depth: the answer is appended to the quote, the
# quote to the answer, the marks "> " stand in the middle of a line (and look like tcpdump's arrow), an empty line between
# them vanishes. mailparser, by the same author, keeps depths apart (3.9.14 did not).
#
# Why it matters: abuse correspondence is quotes and answers. "We block 203.0.113.5" and the quoted "198.51.100.7 is your
# attacker" become one line with two addresses and an arrow. Whoever takes claims line by line names the wrong one, and a
# reader that skips quoted lines (those that begin with >) skips the answer, or takes the quote as said.
#
# Instead: take format=flowed out of the Content-Type before parsing, and join lines yourself, by depth.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact postal-mime@4.0.0 mailparser@3.14.2

cat > mails.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';

const HEAD =
  'From: A <a@example.org>\r\nTo: b@example.net\r\nSubject: abuse\r\nMIME-Version: 1.0\r\n' +
  'Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n';
const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const cases = [
  ['answer behind a quote', '> your attacker is 198.51.100.7 \r\nWe block 203.0.113.5\r\n', '> your attacker is 198.51.100.7 We block 203.0.113.5\n'],
  ['quote behind an answer', 'We block 203.0.113.5 \r\n> 198.51.100.7 was hit\r\n', 'We block 203.0.113.5 > 198.51.100.7 was hit\n'],
  ['two depths', '>> it was 203.0.113.5 \r\n> no, 198.51.100.7\r\n', '>> it was 203.0.113.5 > no, 198.51.100.7\n'],
  ['empty line between', '> it was 203.0.113.5 \r\n\r\nWe agree\r\n', '> it was 203.0.113.5 We agree\n'],
  ['one long quote', '> it was 203.0.113.5, \r\n> port 22\r\n', '> it was 203.0.113.5, > port 22\n'],
];
console.log('program   postal-mime', version('postal-mime'), '| beside mailparser', version('mailparser'));
for (const [name, body, seen] of cases) {
  const { text } = await PostalMime.parse(HEAD + body);
  const other = (await simpleParser(HEAD + body)).text;
  console.log(`${name.padEnd(23)} postal-mime ${JSON.stringify(text)}\n${''.padEnd(23)} mailparser  ${JSON.stringify(other)}`);
  assert.equal(text, seen);
  assert.notEqual(other.trimEnd(), seen.trimEnd());
}
console.log('hurt      whoever is named in the half line that the wrong person is taken to have said');
JS
node mails.mjs
