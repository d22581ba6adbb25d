/**
 * One label of a host name: RFC 1123, 2.1, with the underscore that DNS names of services begin with (RFC 8552).
 * Lower case only, so that two names are equal if and only if their bytes are.
 */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_NAME = 253;

/**
 * Is it a host name of two labels or more, in the one form that is compared and asked for: lower-case ASCII, no dot at its
 * end, no escape? Resolvers map other forms (full-width letters and dots, escapes) to a name that nobody has checked.
 */
export function isHostName(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  const labels = name.split('.');
  return (
    labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** Is the host name one of the parents, or does it lie below one? What is no host name lies nowhere. */
export function isWithin(name: string, parents: readonly string[]): boolean {
  return isHostName(name) && parents.some((parent) => name === parent || name.endsWith(`.${parent}`));
}
