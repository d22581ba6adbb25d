import { formOf, reading } from '../../form.ts';
import type { Message } from '../../messages.ts';
import type { Reading } from '../sender.ts';
import { objectIn } from '../../json.ts';
import { stated } from './report.ts';
import { readV3 } from './v3.ts';
import { readV4 } from './v4.ts';
import { readXArf } from './x-arf.ts';

/** A forwarded one is no longer what its sender made: only a mail's own parts, or a file that is the report, are read. */
function readJson(message: Message): Reading | undefined {
  const texts = [...(message.parts ?? []).map(({ text }) => text), message.whole ?? ''];
  for (const text of texts) {
    const object = objectIn(text);
    const report = object && (readV4(object) ?? readV3(object));
    if (report === undefined) continue;
    const { statement, unread } = stated(report, true);
    return reading(statement, 1, unread);
  }
  return undefined;
}

/** Where the report begins in the mail's text, and what follows it: a log that was not attached as a file. */
function readPlain(message: Message): Reading | undefined {
  const attached = message.attached ?? [];
  const own = message.lines.map(({ raw }) => raw);
  for (const lines of [attached, own]) {
    const at = lines.findIndex((line) => /^Reported-From\s?:/.test(line));
    if (at < 0) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === '');
    const block = lines.slice(Math.max(0, at - 30), end < 0 ? lines.length : end).join('\n');
    const rest = end < 0 ? [] : lines.slice(end);
    const report = readXArf(block, [(lines === own ? [...rest, ...attached] : rest).join('\n').trim()]);
    if (report === undefined) continue;
    const { statement, unread } = stated(report, false);
    return reading(statement, message.lines[0]?.number ?? 1, unread);
  }
  return undefined;
}

/** Reports in machine form: XARF v4 and v3 (JSON), X-ARF 0.1 and 0.2 (a mail with a part in YAML). */
export const xarf = formOf({
  name: 'xarf',
  title: 'XARF',
  phrases: ['"xarf_version"', '"reporterinfo"', 'x-xarf: plain', 'schema-url: http://www.x-arf.org'],
  labels: ['Report-Type'],
  read: (message) => (message.quoted ? undefined : (readJson(message) ?? readPlain(message))),
});
