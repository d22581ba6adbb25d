import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { writtenCase } from '../../src/cases/written.ts';
import { WORDS } from '../../src/cases/translations.ts';
import { investigate } from '../../src/desk/investigation.ts';
import { isMessage, renderPieces } from '../../src/language/render.ts';
import type { Message } from '../../src/model/message.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { ROOT } from '../support.ts';

/** Everything that formats, clouds, hosts and the survey have fixtures of, as one case. */
const FIXTURES = ['formats', 'clouds', 'hosts', 'evidence'].map((room) =>
  join(ROOT, 'test', room, 'fixtures'),
);

/** Five words of English prose, one after the other; names of columns and formats have commas between them. */
const PROSE = /\b[a-z]{1,20}(?: [a-z]{1,20}){4,}\b/;

/** What they hold is the evidence's own: the words of a notice that it is known by. */
const OF_THE_EVIDENCE = new Set(['evNoticeWords', 'noticeNotUnderstood']);

/** Every message below a value, once; those within others are a part of these. */
function messagesIn(value: unknown, found = new Map<string, Message>()): Map<string, Message> {
  if (typeof value !== 'object' || value === null) return found;
  if (isMessage(value)) found.set(JSON.stringify(value), value);
  else for (const each of Object.values(value)) messagesIn(each, found);
  return found;
}

/**
 * A message, or one within it, that came in words: of one word, or of two and more in lower case. `OpenSSH 9.2` is a name, and a
 * setting is the host's own (`PermitRootLogin without-password (sshd -T:4)`).
 */
const QUOTED_WORDS = /"key":"quoted","params":\{"text":"(?:[a-z]+"|[^"]*\b[a-z]{2,} [a-z]{2,}\b)/;

/** In Japanese, without the commands in it, which are the same in every language. */
function inJapanese(message: Message): string {
  return renderPieces(message, WORDS.ja)
    .map((piece) => (typeof piece === 'string' ? piece : '…'))
    .join('')
    .replaceAll(/`[^`]*`/g, '…');
}

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
  const english = messages
    .filter(({ key }) => !OF_THE_EVIDENCE.has(key))
    .map((message) => `${message.key}: ${inJapanese(message)}`)
    .filter((text) => PROSE.test(text));
  assert.deepEqual(english, []);
});

test('nothing that is said of the files of every format comes in words alone, but names and versions', () => {
  const words = messages.map((message) => JSON.stringify(message)).filter((text) => QUOTED_WORDS.test(text));
  assert.deepEqual(words, []);
});
