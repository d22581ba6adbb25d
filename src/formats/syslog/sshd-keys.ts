/** Keys of what `Announced` remembers for sshd. */

export const ENDED = 'sshd: the end of a connection whose failures are counted';
export const ENDED_SOMEWHERE =
  'sshd: a connection that ended before a login, in a log without process numbers';

/**
 * An attempt that a line has counted, by what that line says of it; a line end is in no user's name.
 * @param connection host and process; empty: not known
 */
export function attemptKey(connection: string, what: 'user' | 'PAM' | 'root' | 'probe', user = ''): string {
  return connection === '' ? '' : `${connection}\n${what} ${user}`;
}

/** A connection of which a failure is counted. */
export function failedKey(connection: string): string {
  return connection === '' ? '' : `${connection}\n`;
}
