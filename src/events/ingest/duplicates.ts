import { createHash } from 'node:crypto';
import type { Found } from '../../evidence/found.ts';

/**
 * Finds evidence that was given twice. Only files of the same size and the same beginning can be the same, so
 * only those are hashed before they are read; every other file is read once.
 */
export class Duplicates {
  /** Files that begin alike and are equally long, in order; a file that is alone has no group. */
  readonly #groups = new Map<Found, Found[]>();
  readonly #hashes = new Map<Found, Promise<string | undefined>>();
  readonly #settle = new Map<Found, (sha256: string | undefined) => void>();

  constructor(found: readonly Found[]) {
    const alike = new Map<string, Found[]>();
    for (const one of found) {
      const key = `${one.bytes} ${createHash('sha256').update(one.head.bytes).digest('hex')}`;
      const group = alike.get(key);
      if (group === undefined) {
        alike.set(key, [one]);
      } else {
        group.push(one);
        this.#groups.set(one, group);
      }
      this.#hashes.set(one, new Promise((resolve) => this.#settle.set(one, resolve)));
    }
  }

  /** The earlier file with the same content, if there is one. Waits until the earlier candidates are read. */
  async earlierOf(one: Found): Promise<{ path: string; sha256: string } | undefined> {
    const group = this.#groups.get(one);
    if (group === undefined) return undefined;
    const { sha256 } = await one.open().finished();
    if (sha256 === undefined) return undefined;
    for (const earlier of group) {
      if (earlier === one) break;
      if ((await this.#hashes.get(earlier)) === sha256) {
        this.known(one, sha256);
        return { path: earlier.path, sha256 };
      }
    }
    return undefined;
  }

  /** Tells what a file's hash is, once it was read (undefined: it could not be). */
  known(one: Found, sha256: string | undefined): void {
    this.#settle.get(one)?.(sha256);
  }
}
