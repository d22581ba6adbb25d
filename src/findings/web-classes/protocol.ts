import { OVERLONG } from './decoding.ts';
import type { Value } from './value.ts';

/** Headers by which a response or a request is split: RFC 9110, RFC 9112. */
const HEADER =
  /[\r\n]\s{0,9}(?:set-cookie2?|location|content-length|content-type|content-disposition|transfer-encoding|host|refresh|link|x-[a-z-]{2,40}|access-control-[a-z-]{3,40}|cache-control|cookie|last-modified|status)\s{0,9}:/;
const REQUEST_IN_VALUE =
  /[\r\n]\s{0,9}(?:get|post|put|head|delete|options|trace|connect|propfind)\s{1,9}\S+\s{1,9}http\/\d|[\r\n]\s{0,9}http\/\d\.\d\s{1,9}\d{3}/;
/** What ends a search filter and begins another (RFC 4515; CWE-90). */
const FILTER =
  /\)\s{0,9}\(\s{0,9}[|&!]|\*\s{0,9}\)\s{0,9}\(|\)\s{0,9}\(\s{0,9}[\w-]{1,40}\s{0,9}=\s{0,9}\*|^\*?\)\(|\(\s{0,9}[|&]\s{0,9}\(\s{0,9}[\w-]{1,40}\s{0,9}=[^)]{0,60}\)\s{0,9}\(|^\*\)+$|\*\)\)%00/;
/** Mail headers in a form's value (CWE-93). */
const MAIL_HEADER =
  /[\r\n]\s{0,9}(?:b?cc|to|from|reply-to)\s{0,9}:[^\r\n]{0,200}@|[\r\n]\s{0,9}mime-version\s{0,9}:/;

/** Does the value go on as a header, a request or a filter of its own (CWE-113, CWE-444, CWE-90)? */
export function isProtocolAttack({ text, marks, place, raw }: Value): boolean {
  if ((marks & OVERLONG) !== 0 && place !== 'header') return true;
  if (text.includes('\n') || text.includes('\r')) {
    if (HEADER.test(text) || REQUEST_IN_VALUE.test(text)) return true;
    if (place === 'query' && MAIL_HEADER.test(text)) return true;
  }
  if (
    place === 'query' &&
    (text.includes('*') || text.includes('|') || text.includes('&') || text.includes('!')) &&
    text.includes(')') &&
    FILTER.test(text)
  )
    return true;
  return place === 'path' && /^(?:https?|ftp):\/\/|^\w[\w.-]*:\d{1,5}$/.test(raw);
}

/** Methods that pass on what comes, show it, or debug: RFC 9110, sections 9.3.6 and 9.3.8; Microsoft, IIS. */
const METHODS = new Set(['trace', 'track', 'connect', 'debug']);

/** Is it a method of an attack? What is no token at all (RFC 9110, section 5.6.2) is another protocol on the web's port. */
export function isOddMethod(method: string): boolean {
  if (method === '' || method === '-') return false;
  return METHODS.has(method.toLowerCase()) || /[^!#$%&'*+.^_`|~0-9A-Za-z-]/.test(method);
}
