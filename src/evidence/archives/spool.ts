import { join } from 'node:path';
import type { Files } from '../../base/ports.ts';
import { messageOf } from '../../model/reason.ts';
import type { Limits } from '../limits.ts';
import { overLimit } from '../limits.ts';
import type { StoredFile } from '../blocks.ts';
import { systemMessage } from '../system-reason.ts';
import { worded } from '../worded.ts';

/** One entry of an archive: its copy on disk, or why it was not copied. */
export interface Member {
  /** As the archive names it. */
  name: string;
  bytes: number;
  file?: StoredFile;
  /** When it was last written, as the archive says; seconds since 1970. */
  modified?: number;
  /** The copy is not the whole member: the reason, and how much of it there is. */
  cut?: string;
  /** It was not read: the reason. */
  refused?: string;
  /** Of the archive that it is a member of. */
  meter?: Meter;
}

/** What has been unpacked from one archive so far and from the archives in it, beside its size. */
export interface Meter {
  content: number;
  readonly stored: number;
  /** Of the archive that it lies in. */
  readonly parent?: Meter;
  /** A member of it was a bomb by itself. */
  hasBomb?: boolean;
  /** It is a bomb as a whole: why no more of it is unpacked. */
  bomb?: string;
}

/** What a member may hold of any number of stored bytes where another one was a bomb. */
const WARNED_GRACE_BYTES = 2 ** 20;

/** The archive itself, and those that it lies in. */
function* lineOf(meter: Meter): Generator<Meter> {
  for (let at: Meter | undefined = meter; at !== undefined; at = at.parent) yield at;
}

/** Why no more is unpacked of an archive, or of one that it lies in. Undefined: it is. */
export function bombIn(meter: Meter): string | undefined {
  for (const { bomb } of lineOf(meter)) {
    if (bomb !== undefined) return worded('arcBomb', { why: messageOf(bomb) });
  }
  return undefined;
}

/**
 * Where archive members are unpacked to: numbered files, never a name from an archive. It keeps what the whole
 * survey may unpack.
 */
export class Spool {
  readonly #folder: string;
  readonly #effects: Files;
  readonly limits: Limits;
  #total = 0;
  #files = 0;
  #members = 0;

  constructor(folder: string, limits: Limits, effects: Files) {
    this.#folder = folder;
    this.#effects = effects;
    this.limits = limits;
  }

  /** Counts one more entry of an archive; false once there are more than the survey may list. */
  admit(): boolean {
    this.#members += 1;
    return this.#members <= this.limits.maxFiles;
  }

  /** The highest number in use: a run that was killed may have left files. */
  async #leftovers(): Promise<number> {
    await this.#effects.fs.mkdir(this.#folder, { recursive: true });
    const names = await this.#effects.fs.readdir(this.#folder);
    return Math.max(0, ...names.filter((name) => /^\d{6,}$/.test(name)).map(Number));
  }

  /** A free name in the folder, which is made if it is not there. */
  async reserve(): Promise<string> {
    if (this.#files === 0) this.#files = await this.#leftovers();
    this.#files += 1;
    return join(this.#folder, String(this.#files).padStart(6, '0'));
  }

  /**
   * Copies a member to disk, up to the limits.
   * @param stored how many stored bytes the content so far was made of
   */
  async write(
    name: string,
    content: AsyncIterable<Uint8Array>,
    stored: () => number,
    meter: Meter,
  ): Promise<Member> {
    const at = await this.reserve();
    let bytes = 0;
    let cut: string | undefined;
    try {
      const handle = await this.#effects.fs.open(at, 'wx', 0o600);
      try {
        for await (const block of content) {
          cut = this.#over(bytes + block.length, stored(), meter, block.length);
          if (cut !== undefined) {
            if (bytes > 0) this.#forgive(bytes, meter);
            break;
          }
          await handle.writeFile(block);
          bytes += block.length;
          for (const each of lineOf(meter)) each.content += block.length;
          this.#total += block.length;
        }
      } finally {
        await handle.close();
      }
    } catch (error) {
      cut = worded('arcUnpackFails', { why: systemMessage(error) });
    }
    if (cut === undefined) return { name, bytes, file: { at, bytes }, meter };
    const part = worded('arcPart', { why: messageOf(cut), bytes });
    return { name, bytes, file: { at, bytes }, meter, cut: part };
  }

  #over(content: number, stored: number, meter: Meter, block: number): string | undefined {
    if (this.#total + block > this.limits.maxTotalBytes) {
      return worded('arcTotal', { bytes: this.limits.maxTotalBytes });
    }
    const own = overLimit(
      content,
      stored,
      this.limits,
      meter.hasBomb === true ? WARNED_GRACE_BYTES : undefined,
    );
    if (own !== undefined) return own;
    for (const each of lineOf(meter)) {
      const all = overLimit(each.content + block, each.stored, { ...this.limits, maxMemberBytes: Infinity });
      if (all === undefined) continue;
      each.bomb = worded('arcWhole', { why: messageOf(all) });
      return each.bomb;
    }
    return undefined;
  }

  /** One bomb among the members must not hide the others; the next ones count. */
  #forgive(bytes: number, meter: Meter): void {
    if (meter.bomb !== undefined || meter.hasBomb === true) return;
    for (const each of lineOf(meter)) {
      each.content -= bytes;
      each.hasBomb = true;
    }
  }
}
