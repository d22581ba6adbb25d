import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { survey } from '../../src/evidence/survey.ts';
import { ATTACHMENTS } from '../../src/desk/attachment-formats.ts';
import { fixture, temporary } from '../support.ts';
import { effects } from './evidence-support.ts';

/** Logs of programs that are not read, and how each is called. */
const UNREAD: Readonly<Record<string, RegExp>> = {
  'argus-flow-ra.csv': /Argus/,
  'argus.binetflow': /Argus/,
  'caddy-2.6.2-access.json': /Caddy/,
  'cowrie-3.1.4-audit-text.log': /text log of Cowrie/,
  'elasticpot.json': /Elasticpot/,
  'endlessh-1.1.log': /endlessh/,
  'heralding-1.0.7-log_auth.csv': /Heralding/,
  'iis-smtp.log': /SMTP service of IIS/,
  'lighttpd-1.4.69-error.log': /lighttpd/,
  'mariadb-10.11.err': /MariaDB/,
  'postgresql-15.log': /PostgreSQL/,
  'redis-7.0.15.log': /Redis/,
};

test('a log of a program that is not read is taken for no other, and called by its name', async (t) => {
  const folder = fixture('evidence', 'unread');
  assert.deepEqual((await readdir(folder)).sort(), Object.keys(UNREAD).sort());
  for (const [name, called] of Object.entries(UNREAD)) {
    const scratch = join(await temporary(t), 'scratch');
    const { found } = await survey([join(folder, name)], scratch, { attachments: ATTACHMENTS }, effects);
    assert.equal(found[0]?.format?.name, undefined, name);
    assert.match(inEnglish(found[0]?.recognition?.because ?? ''), called, name);
  }
});
