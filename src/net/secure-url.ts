import { isHostName } from './host-name.ts';

/** Where a server may send on to others, at most so often. */
export const MAX_REDIRECTS = 5;

/**
 * An address on the web as it may be asked: by HTTPS, a host by its name and at the usual port, without a user. The text that is returned is
 * the one to ask: what was written another way (full-width letters, escapes, tabs) is in it as it was checked. An address by
 * number is refused, for it would lead to this computer, to neighbours of its network or to a cloud's metadata as well.
 * @param from the address that sent on to this one, which may be relative to it
 */
export function secureUrl(text: string, from?: string): string | undefined {
  if (!URL.canParse(text, from)) return undefined;
  const url = new URL(text, from);
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  return plain && isHostName(url.hostname) ? url.href : undefined;
}
