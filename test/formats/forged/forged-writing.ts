import type { ReadOptions } from '../../../src/formats/format.ts';

/** What the server itself wrote. */
export const REAL = '203.0.113.9';

/** The tags of a rule of ModSecurity, as it writes them itself. */
export const RULE = '[file "/x.conf"] [line "1"] [id "942100"] [msg "m"]';

/** A line of a format with a place for what was sent. */
export interface Carrier {
  format: string;
  what: string;
  write(sent: string): string;
  options?: ReadOptions;
}

// How programs write what they were sent.

const hex = (prefix: string) => (byte: string) =>
  `${prefix}${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
export const apache = (text: string): string =>
  text.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
export const apacheError = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
export const nginx = (text: string): string => text.replaceAll(/["\\\u0000-\u001f]/g, hex('\\x'));
export const visible = (text: string): string => text.replaceAll(/[\u0000-\u001f]/g, hex('#0'));
export const question = (text: string): string => text.replaceAll(/[\u0000-\u001f]/g, '?');
export const json = (text: string): string => JSON.stringify(text);
export const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
export const plus = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f]/g, hex('%')).replaceAll(' ', '+');
export const percent = (text: string): string => encodeURI(text).replaceAll('"', '%22');
export const tab = (text: string): string => text.replaceAll(/[\\\u0000-\u001f]/g, hex('\\x'));
export const line = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');
export const xml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/["'\u0000-\u001f]/g, (byte) => `&#${byte.charCodeAt(0)};`);
