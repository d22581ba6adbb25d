import { printable } from './printable.ts';

/** A longer path is cut in the middle: nobody reads it, and an archive can hold names of megabytes. */
const MAX_PATH = 4096;
const MAX_QUOTED = 200;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A file name as text. Bytes that are not UTF-8 become `\xff`, so that two names never become one.
 * Control characters stay: the name is data, and whoever prints it escapes it.
 */
export function nameOf(bytes: Uint8Array): { name: string; exact: boolean } {
  try {
    return { name: utf8.decode(bytes), exact: true };
  } catch {
    const escaped = Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/[\x80-\xff\\]/g, (byte) =>
        byte === '\\' ? '\\\\' : `\\x${byte.charCodeAt(0).toString(16)}`,
      );
    return { name: escaped, exact: false };
  }
}

/** A name from evidence within a sentence of ours: one line, without control characters, not long. */
export function quotedName(name: string): string {
  return printable(name.length > MAX_QUOTED ? `${name.slice(0, MAX_QUOTED)}…` : name);
}

export function bounded(path: string): string {
  if (path.length <= MAX_PATH) return path;
  return `${path.slice(0, MAX_PATH / 2)}…${path.slice(-MAX_PATH / 2 + 1)}`;
}
