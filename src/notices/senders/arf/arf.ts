import type { AbuseType } from '../../../model/abuse-types.ts';
import { formOf, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { readTime } from '../../time.ts';
import { address } from '../../values.ts';
import type { Reading } from '../sender.ts';

/**
 * RFC 5965, section 7.3, and RFC 6650. `not-spam`, `auth-failure` (RFC 6591) and `opt-out` (RFC 6449) accuse nobody.
 */
const TYPES: ReadonlyMap<string, AbuseType> = new Map([
  ['abuse', 'spam'],
  ['fraud', 'phishing'],
  ['virus', 'malware'],
  ['other', 'other'],
]);

const FIELD = /^([A-Za-z][A-Za-z-]{1,40}):[ \t]{0,8}(\S.{0,500})$/;

function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.replaceAll(/\r?\n[ \t]{1,80}/g, ' ').split(/\r?\n/, 200)) {
    const [, name, value] = FIELD.exec(line.trimEnd()) ?? [];
    if (name !== undefined && value !== undefined && !fields.has(name.toLowerCase()))
      fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}

function read(message: Message): Reading | undefined {
  if (message.quoted) return undefined;
  for (const { type, text } of message.parts ?? []) {
    if (type !== 'message/feedback-report') continue;
    const fields = fieldsOf(text);
    const word = fields.get('feedback-type')?.toLowerCase() ?? '';
    const abuse = TYPES.get(word);
    if (abuse === undefined || !fields.has('version')) continue;
    const source = fields.get('source-ip');
    const accused = address(source ?? '');
    const when = fields.get('arrival-date') ?? fields.get('received-date');
    const time = when === undefined ? undefined : readTime(when);
    const unread = [
      ...(source !== undefined && accused === undefined ? [`Source-IP: ${source}`] : []),
      ...(when !== undefined && time === undefined ? [`Arrival-Date: ${when}`] : []),
    ];
    return reading(
      statement(abuse, {
        reported_activity: word,
        addresses: accused === undefined ? [] : [accused],
        ...(time === undefined ? {} : { window: { from: time.instant } }),
        ...(time === undefined || time.zoned ? {} : { zone: 'assumed UTC' }),
      }),
      message.lines[0]?.number ?? 1,
      unread,
    );
  }
  return undefined;
}

/** Feedback reports of mail providers (ARF, RFC 5965). */
export const arf = formOf({
  name: 'arf',
  title: 'ARF',
  phrases: ['report-type=feedback-report', 'feedback-type:'],
  labels: ['Feedback-Type'],
  read,
});
