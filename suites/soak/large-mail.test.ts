import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, temporary } from '../../test/support.ts';

const SIZE = 25 * 1024 * 1024;
/** Enough for what is read of a mail, and not for 25 MB of short lines, of which a parser keeps two kilobytes each. */
const HEAP_MB = 256;

const HEAD = `Received: from a.example by b.example; Fri, 20 Nov 2026 10:00:00 +0000\r
From: News <news@a.example>\r
Subject: Offers\r
MIME-Version: 1.0\r
Content-Type: text/html; charset=utf-8\r
\r
`;

test('25 MB of HTML, in short lines or in one, are read in bounded memory and are no notice', async (t) => {
  const folder = await temporary(t);
  const shapes = { short: 'a\r\n', lines: '<p>An offer for you: <b>ten</b></p>\r\n', one: '<p>An offer</p>' };
  for (const [name, piece] of Object.entries(shapes)) {
    const file = join(folder, `${name}.eml`);
    await writeFile(file, HEAD + piece.repeat(Math.ceil(SIZE / piece.length)));
    const { status, stderr } = spawnSync(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, join(ROOT, 'bin', 'abusedesk.js'), 'notice', file],
      { encoding: 'utf8' },
    );
    assert.equal(status, 2, `${name}: ${stderr.slice(-2000)}`);
    assert.match(stderr, /only the first [\d,]+ of [\d,]+ bytes were read/);
    assert.match(stderr, /not an abuse notice/);
  }
});
