import { worded } from './worded.ts';
/** Keys of what `Announced` remembers for sshd. */

export const ENDED = worded('sysSshdCounted');
export const ENDED_SOMEWHERE = worded('sysSshdSomewhere');

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
