import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import type { Effects } from '../../src/base/ports.ts';
import { readAttachments } from '../../src/desk/attachments.ts';
import { readUac } from '../../src/desk/uac.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import { survey } from '../../src/evidence/survey.ts';
import { NOTICE } from '../../src/notices/format.ts';
import { temporary } from '../support.ts';

const effects: Effects = {
  ...nodeEffects(1),
  resolveDns: () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
};

test('the manifest has the digest of each file that a mail carries, as it was attached', async (t) => {
  const log = Buffer.from([0xa4, 0xa2, 10, 13, 10, 0xff]);
  const mail = [
    'Received: from a by b; Thu, 26 Nov 2026 10:00:00 +0000',
    'From: someone@example.org',
    'Subject: report',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'see the log',
    '--b',
    'Content-Type: text/plain; charset=euc-jp; name=access.log',
    'Content-Disposition: attachment; filename=access.log',
    'Content-Transfer-Encoding: base64',
    '',
    log.toString('base64'),
    '--b--',
    '',
  ].join('\r\n');
  const folder = await temporary(t);
  await writeFile(join(folder, 'notice.eml'), mail);
  const scratch = await temporary(t);
  const { found } = await survey([folder], join(scratch, 'unpacked'), { attachments: [NOTICE] }, effects);
  const entries = await ingest(found, join(scratch, 'lake'), {}, effects);
  const uac = await readUac(found);
  await readAttachments(
    found,
    new Map(entries.map((entry) => [entry.id, entry])),
    new Map(),
    uac,
    [],
    effects,
  );
  assert.deepEqual(entries[0]?.attachments, [
    {
      name: 'access.log',
      type: 'text/plain',
      bytes: log.length,
      sha256: createHash('sha256').update(log).digest('hex'),
    },
  ]);
});
