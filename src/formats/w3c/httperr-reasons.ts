/**
 * Reasons of HTTP.sys that speak of what the client did, and what each means. The others (a connection that was
 * idle, an application pool that was off) say nothing about the client.
 * Source: Microsoft, "Error logging in HTTP APIs"; read 2026-11.
 */
const CLIENT_REASONS: ReadonlyMap<string, string> = new Map([
  ['BadRequest', 'the request could not be parsed'],
  ['ConnLimit', 'the site had as many connections as it may have'],
  ['EntityTooLarge', 'the body was larger than is allowed'],
  ['FieldLength', 'a header field was longer than is allowed'],
  ['Forbidden', 'an element of the request is not allowed'],
  ['Header', 'a header could not be parsed'],
  ['Hostname', 'the Host header could not be parsed, or no site has this name'],
  ['Invalid_CR/LF', 'a carriage return or line feed where none may be'],
  ['LengthRequired', 'a body without a length'],
  ['Number', 'a number in the request could not be parsed'],
  ['RequestLength', 'the request was longer than is allowed'],
  ['Timer_EntityBody', 'the body did not come in time'],
  ['Timer_HeaderWait', 'the headers did not come in time'],
  ['Timer_MinBytesPerSecond', 'the client took the answer more slowly than is allowed'],
  ['URL', 'the URL could not be parsed'],
  ['URL_Length', 'the URL was longer than is allowed'],
  ['Verb', 'the method could not be parsed'],
  ['Version_N/S', 'a version of HTTP that is not supported'],
]);

/** What the reason says that the client did; undefined if it says nothing about the client. */
export function clientReason(reason: string): string | undefined {
  return CLIENT_REASONS.get(reason);
}
