import type { AttackClass } from '../../../src/findings/web-classes/classes.ts';

/** A way in which attacks are written so that a filter does not see them. */
export interface Encoding {
  name: string;
  /** The classes that are known to be written so. */
  of: readonly AttackClass[];
  encode: (payload: string) => string;
}

const ALL: readonly AttackClass[] = [
  'sql injection',
  'xss',
  'local file inclusion',
  'remote file inclusion',
  'command execution',
  'php injection',
  'java attack',
  'protocol attack',
  'scanner',
];
const TEXTS: readonly AttackClass[] = [
  'sql injection',
  'xss',
  'php injection',
  'java attack',
  'protocol attack',
];

function hexOf(code: number): string {
  return code.toString(16).padStart(2, '0');
}

/** What a URL cannot hold as it is, and what separates parameters. */
function percent(text: string): string {
  return encodeURIComponent(text);
}

/** Only what must be: how people type it into the address bar. */
function least(text: string): string {
  return text.replaceAll(/[ &#%+\u0000-\u001f\u007f-\uffff]/g, (sign) => encodeURIComponent(sign));
}

/** Every second letter a capital. */
function mixed(text: string): string {
  let n = 0;
  return text.replaceAll(/[a-z]/g, (letter) => (n++ % 2 === 0 ? letter.toUpperCase() : letter));
}

function each(text: string, write: (code: number) => string): string {
  return Array.from(text, (sign) =>
    sign.charCodeAt(0) > 127 ? encodeURIComponent(sign) : write(sign.charCodeAt(0)),
  ).join('');
}

/** The spaces between words of SQL as something else that ends a word. */
function spaced(text: string, space: string): string {
  return text.replaceAll(' ', space);
}

/** Letters of commands in quotes, as a shell takes them out: `ca''t`. */
function quoted(text: string): string {
  return text.replaceAll(
    /\b(c)(at)\b|\b(w)(hoami)\b|\b(i)(d)\b|\b(l)(s)\b|\b(w)(get)\b|\b(c)(url)\b|\b(u)(name)\b/g,
    (found) => `${found[0]}''${found.slice(1)}`,
  );
}

export const ENCODINGS: readonly Encoding[] = [
  { name: 'percent', of: ALL, encode: percent },
  { name: 'what must be', of: ALL, encode: least },
  { name: 'every character', of: ALL, encode: (text) => each(text, (code) => `%${hexOf(code)}`) },
  { name: 'percent twice', of: ALL, encode: (text) => percent(percent(text)) },
  {
    name: 'every character twice',
    of: ['sql injection', 'xss', 'local file inclusion'],
    encode: (text) => each(text, (code) => `%25${hexOf(code)}`),
  },
  {
    name: 'plus for space',
    of: [...TEXTS, 'command execution'],
    encode: (text) => percent(text).replaceAll('%20', '+'),
  },
  {
    name: 'capitals',
    of: ['sql injection', 'xss', 'php injection', 'protocol attack'],
    encode: (text) => percent(mixed(text)),
  },
  {
    name: '%uXXXX',
    of: ['sql injection', 'xss', 'local file inclusion'],
    encode: (text) =>
      each(text, (code) =>
        /\w/.test(String.fromCharCode(code)) ? String.fromCharCode(code) : `%u00${hexOf(code)}`,
      ),
  },
  {
    name: 'full width',
    of: ['sql injection', 'xss'],
    encode: (text) =>
      percent(text.replaceAll(/['"<>()=]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))),
  },
  {
    name: 'references',
    of: ['xss'],
    encode: (text) => percent(text.replaceAll(/[<>"'():]/g, (sign) => `&#${sign.charCodeAt(0)};`)),
  },
  {
    name: 'hexadecimal references',
    of: ['xss'],
    encode: (text) => percent(text.replaceAll(/[<>"'():a]/g, (sign) => `&#x${hexOf(sign.charCodeAt(0))};`)),
  },
  { name: 'comments for spaces', of: ['sql injection'], encode: (text) => percent(spaced(text, '/**/')) },
  {
    name: 'tabs for spaces',
    of: ['sql injection', 'command execution'],
    encode: (text) => percent(spaced(text, '\t')),
  },
  { name: 'line feeds for spaces', of: ['sql injection'], encode: (text) => percent(spaced(text, '\n')) },
  {
    name: "MySQL's conditional comments",
    of: ['sql injection'],
    encode: (text) => percent(text.replaceAll(/\b(union|select|and|or)\b/gi, '/*!50000$1*/')),
  },
  { name: 'comments with text', of: ['sql injection'], encode: (text) => percent(spaced(text, '/*a(b*/')) },
  { name: 'longer UTF-8', of: ['local file inclusion'], encode: (text) => text.replaceAll('/', '%c0%af') },
  {
    name: 'longer UTF-8 of points',
    of: ['local file inclusion'],
    encode: (text) => text.replaceAll('../', '%c0%ae%c0%ae/'),
  },
  {
    name: 'backslashes',
    of: ['local file inclusion'],
    encode: (text) => percent(text.replaceAll('../', '..\\')),
  },
  {
    name: 'doubled points',
    of: ['local file inclusion'],
    encode: (text) => percent(text.replaceAll('../', '....//')),
  },
  { name: 'semicolons', of: ['local file inclusion'], encode: (text) => text.replaceAll('../', '..;/') },
  { name: 'NUL at the end', of: ['local file inclusion'], encode: (text) => `${percent(text)}%00.html` },
  { name: 'quotes in words', of: ['command execution'], encode: (text) => percent(quoted(text)) },
  { name: 'IFS for spaces', of: ['command execution'], encode: (text) => percent(spaced(text, '${IFS}')) },
];
