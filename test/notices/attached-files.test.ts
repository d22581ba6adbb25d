import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { attachedFiles } from '../../src/notices/attached-files.ts';
import { takesLinearTime } from '../support.ts';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function quotedPrintable(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
    .replaceAll(/(.{60})/g, '$1=\r\n');
}

const ENCODINGS: readonly [string, (bytes: Uint8Array) => string][] = [
  [
    'base64',
    (bytes) =>
      Buffer.from(bytes)
        .toString('base64')
        .replaceAll(/(.{76})/g, '$1\r\n'),
  ],
  ['quoted-printable', quotedPrintable],
];

function mail(type: string, encoding: string, body: string): Buffer {
  return Buffer.from(
    [
      'From: abuse@example.com',
      'Subject: abuse',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed;',
      ' boundary="=_x"',
      '',
      'preamble',
      '--=_x',
      'Content-Type: text/plain',
      '',
      'see the log',
      '--=_x',
      `Content-Type: ${type}; name="access.log"`,
      `Content-Transfer-Encoding: ${encoding}`,
      'Content-Disposition: attachment; filename="access.log"',
      '',
      body,
      '--=_x--',
      '',
    ].join('\r\n'),
    'latin1',
  );
}

test('the digest of an attachment is that of the file as it was attached, whatever its encoding and character set', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...ENCODINGS),
      fc.constantFrom(
        'text/plain; charset=iso-2022-jp',
        'text/csv; charset=utf-16',
        'application/octet-stream',
      ),
      (bytes, [encoding, encode], type) => {
        assert.deepEqual(attachedFiles(mail(type, encoding, encode(bytes))), [
          {
            name: 'access.log',
            type: type.split(';', 1)[0],
            bytes: bytes.length,
            sha256: sha256(bytes),
          },
        ]);
      },
    ),
  );
});

test('a text as it is keeps its line ends, and the line end before a boundary is not its own', () => {
  const log = 'one\r\ntwo\r\n\r\n';
  const [file] = attachedFiles(mail('text/plain', '7bit', log));
  assert.equal(file?.sha256, sha256(Buffer.from(log)));
});

test('a mail within a mail is a file, and the text of a mail is none', () => {
  const inner = 'From: a@example.com\r\nSubject: x\r\n\r\nbody\r\n';
  assert.deepEqual(
    attachedFiles(mail('message/rfc822', '8bit', inner)).map(({ type, sha256: digest }) => [type, digest]),
    [['message/rfc822', sha256(Buffer.from(inner))]],
  );
  assert.deepEqual(attachedFiles(Buffer.from('From: a@example.com\r\n\r\nbody\r\n')), []);
});

test('no bytes make it throw, and parts within parts end somewhere', async () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => void attachedFiles(bytes)));
  const nested = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n';
  await takesLinearTime(2000, (size) => attachedFiles(Buffer.from(nested.repeat(size))));
});
