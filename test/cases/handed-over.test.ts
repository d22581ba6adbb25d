// oxlint-disable typescript/no-unsafe-type-assertion -- the documents here are broken on purpose
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { readCase } from '../../src/cases/read-case.ts';
import { writtenCase } from '../../src/cases/written.ts';
import { summary } from '../../src/cli/summary.ts';
import { style } from '../../src/cli/terminal.ts';
import { LANGS } from '../../src/language/lang.ts';
import type { Lang } from '../../src/language/lang.ts';
import { LETTER_KINDS } from '../../src/letters/kinds.ts';
import { renderReplies } from '../../src/letters/reply.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { Message } from '../../src/model/message.ts';
import { renderReport } from '../../src/report/report.ts';
import { SAMPLE_MESSAGES } from '../language/found-samples.ts';
import { PAYLOADS, poisoned } from '../report/poison.ts';
import { wholeCase } from '../report/whole-case.ts';

const NOW = new Date('2026-11-21T06:30:00Z');
const effects = { ...nodeEffects(1), now: () => NOW };
/** What a terminal obeys, or what hides in a line or turns it: but for the ends of lines. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

/** The case with one message in every place of a message. */
function saying(value: unknown, message: Message): unknown {
  if (Array.isArray(value)) return value.map((item) => saying(item, message));
  if (typeof value !== 'object' || value === null) return value;
  if ('key' in value && 'params' in value) return message;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, saying(item, message)]));
}

/** The message with a text in place of each string; keys of messages within stay. */
function worded(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => worded(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === 'key' ? item : worded(item, text)]),
  );
}

/** All that a case is shown as in a language, but for the page. */
function shown(document: CaseDocument, lang: Lang): string[] {
  const paint = style({ ...effects.stdout, isTTY: false }, false, effects);
  const screen = summary({ document, folder: '/c', kept: [] }, { lang, style: paint }, effects);
  return [screen, ...renderReplies(LETTER_KINDS, document, [lang], { now: NOW }).map(({ text }) => text)];
}

const page = (document: CaseDocument, lang: Lang = 'en'): string =>
  renderReport(document, { lang, now: NOW, zone: 'Asia/Seoul' });

const WHOLE = writtenCase(wholeCase());

test('whichever message stands in whichever place of a case that somebody handed over, it is read, written and shown', () => {
  assert.ok(SAMPLE_MESSAGES.length > 400, `${SAMPLE_MESSAGES.length} messages`);
  for (const [i, message] of [...SAMPLE_MESSAGES, { key: 'noSuchMessage', params: {} }].entries()) {
    const document = concluded(readCase(saying(WHOLE, message) as typeof WHOLE));
    const lang = LANGS[i % LANGS.length] ?? 'en';
    try {
      writtenCase(document);
      assert.ok(shown(document, lang).every((text) => text.length > 100));
      assert.ok(page(document, lang).length > 1000);
    } catch (cause) {
      throw new Error(`${message.key} in ${lang}`, { cause });
    }
  }
});

/** Whatever is no time is refused where a case is read. */
const INSTANT = '2026-11-20T14:31:07Z';
function isInstant(path: string): boolean {
  let value: unknown = WHOLE;
  for (const name of path.split(/[.[\]]+/).filter((part) => part !== ''))
    value = (value as Record<string, unknown> | undefined)?.[name];
  return value === INSTANT;
}

test('a hostile text in any field of a case, the newest ones too, is harmless on the screen and in letters', () => {
  for (const [i, payload] of PAYLOADS.entries()) {
    const document = concluded(
      poisoned(wholeCase(), (path) => (isInstant(path.replace(/^\./, '')) ? INSTANT : payload)),
    );
    for (const lang of ['en', LANGS[i % LANGS.length] ?? 'en'] as const) {
      for (const text of shown(document, lang)) assert.doesNotMatch(text, OBEYED, JSON.stringify(payload));
    }
  }
});

/** As many as a list of the page shows. */
const AT_ONCE = 90;

test('a hostile text in any place of any message is harmless on the screen, in letters and on the page', () => {
  let tried = 0;
  for (const text of ['\u001b[2J\u202e\u0007\u009b', '<img src=x onerror=alert(1)>', '"\r\n`$(reboot)`']) {
    const hostile = SAMPLE_MESSAGES.map(({ key, params }) => ({
      text,
      message: { key, params: worded(params, text) as object },
    }));
    for (let at = 0; at < hostile.length; at += AT_ONCE) {
      const some = hostile.slice(at, at + AT_ONCE);
      const document = concluded(readCase({ ...WHOLE, gaps: some, next: some }));
      tried += document.gaps.filter(({ key }) => key !== 'quoted').length;
      for (const screen of shown(document, 'en')) assert.doesNotMatch(screen, OBEYED);
      const html = page(document);
      assert.doesNotMatch(html, /<img/);
      assert.doesNotMatch(html.replaceAll('\n', ''), OBEYED);
    }
  }
  assert.ok(tried > 600, `${tried} messages said a hostile text`);
});
