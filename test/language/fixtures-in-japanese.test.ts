import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { writtenCase } from '../../src/cases/written.ts';
import { investigate } from '../../src/desk/investigation.ts';
import type { Message } from '../../src/model/message.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { ROOT } from '../support.ts';
import { englishLeft, inWordsAlone, messagesIn } from './in-japanese.ts';

/** Everything that formats, clouds, hosts and the survey have fixtures of, as one case. */
const FIXTURES = ['formats', 'clouds', 'hosts', 'evidence'].map((room) =>
  join(ROOT, 'test', room, 'fixtures'),
);

let messages: Message[] = [];

before(async () => {
  const home = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
  try {
    const effects = {
      ...nodeEffects(2),
      now: () => new Date('2026-11-20T16:30:00Z'),
      fetch: () => Promise.reject(new Error('no network here')),
      env: { ABUSEDESK_HOME: home },
    };
    const settings = settingsSchema.parse({ letters: ['en'] });
    const { document } = await investigate(
      { paths: FIXTURES, folder: join(home, 'case'), settings },
      effects,
    );
    messages = [...messagesIn(writtenCase(document)).values()];
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

test('whatever is said of the files of every format is said in Japanese too', () => {
  assert.ok(messages.length > 300, `only ${messages.length} messages`);
  assert.deepEqual(englishLeft(messages), []);
});

test('nothing that is said of the files of every format comes in words alone, but names and versions', () => {
  assert.deepEqual(inWordsAlone(messages), []);
});
