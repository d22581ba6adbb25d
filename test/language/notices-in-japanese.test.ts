import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import { writtenCase } from '../../src/cases/written.ts';
import { investigate } from '../../src/desk/investigation.ts';
import type { Message } from '../../src/model/message.ts';
import { readNotice } from '../../src/notices/read.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { fixture, ROOT, temporary } from '../support.ts';
import { englishLeft, inWordsAlone, messagesIn } from './in-japanese.ts';

/** No network: no key can be fetched, and no list. */
const OFFLINE = {
  ...nodeEffects(2),
  now: () => new Date('2026-11-21T12:00:00Z'),
  resolveDns: () => Promise.reject(Object.assign(new Error('ECONNREFUSED'), { code: 'ECONNREFUSED' })),
  fetch: () => Promise.reject(new Error('no network here')),
};

/** The flow log that a notice is held against; most ask for other times, addresses and ports than it has. */
const LOG = join(ROOT, 'examples', 'nat-port-scan');

const SENDERS = readdirSync(fixture('notices'));

for (const sender of SENDERS) {
  test(`whatever is said of a notice of ${sender} is said in Japanese too`, async () => {
    const messages: Message[] = [];
    for (const name of readdirSync(fixture('notices', sender))) {
      const folder = fixture('notices', sender, name);
      const path = readdirSync(folder).find((file) => file.startsWith('input.')) ?? assert.fail(folder);
      const notice = await readNotice(await readFile(join(folder, path)), { path }, OFFLINE);
      messages.push(...messagesIn(notice).values());
    }
    assert.deepEqual(englishLeft(messages), []);
    assert.deepEqual(inWordsAlone(messages), []);
  });
}

test('what a case says of the notices of every sender is said in Japanese too: verdicts, gaps, steps, times', async (t) => {
  const home = await temporary(t);
  const { document } = await investigate(
    {
      paths: [LOG, fixture('notices')],
      folder: join(home, 'case'),
      settings: settingsSchema.parse({ letters: ['en'] }),
    },
    { ...OFFLINE, env: { ABUSEDESK_HOME: home } },
  );
  const told = new Set(document.claims.map(({ source }) => source));
  assert.ok(told.size >= SENDERS.length - 2, `only ${[...told].join(', ')}`);
  assert.ok(document.verdicts.length > SENDERS.length, `${document.verdicts.length} verdicts`);
  const messages = [...messagesIn(writtenCase(document)).values()];
  assert.deepEqual(englishLeft(messages), []);
  assert.deepEqual(inWordsAlone(messages), []);
});
