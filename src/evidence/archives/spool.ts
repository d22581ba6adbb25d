import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../base/ports.ts';
import { messageOf } from '../../model/reason.ts';
import type { Limits } from '../limits.ts';
import { overLimit } from '../limits.ts';
import type { StoredFile } from '../blocks.ts';
import { systemMessage } from '../system-reason.ts';
import { worded } from '../worded.ts';

/** One entry of an archive: its copy, or why it was not copied. */
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

/** A member of so many bytes is kept in memory: making, reading and removing a file costs more than what it holds. */
const SMALL_BYTES = 16 * 1024;
/** All that is kept so. */
const KEPT_BYTES = 64 * 2 ** 20;

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

/** A member that is being copied: in memory, and once that would be too much, in a file. */
class Copy {
  readonly #create: () => Promise<{ at: string; handle: FileHandle }>;
  #pieces: Uint8Array[] = [];
  #file: { at: string; handle: FileHandle } | undefined;
  bytes = 0;

  constructor(create: () => Promise<{ at: string; handle: FileHandle }>) {
    this.#create = create;
  }

  /** @param room how much may be kept in memory beside what is kept already */
  async add(block: Uint8Array, room: number): Promise<void> {
    if (this.#file === undefined) {
      if (this.bytes + block.length <= Math.min(SMALL_BYTES, room)) {
        // The block is lent.
        this.#pieces.push(Uint8Array.from(block));
        this.bytes += block.length;
        return;
      }
      this.#file = await this.#create();
      for (const piece of this.#pieces) await this.#file.handle.writeFile(piece);
      this.#pieces = [];
    }
    await this.#file.handle.writeFile(block);
    this.bytes += block.length;
  }

  async end(): Promise<StoredFile> {
    const { bytes } = this;
    if (this.#file !== undefined) {
      await this.#file.handle.close();
      return { at: this.#file.at, bytes };
    }
    const [only, more] = this.#pieces;
    const whole =
      only !== undefined && more === undefined ? only : new Uint8Array(Buffer.concat(this.#pieces));
    return { at: '', bytes, content: whole };
  }
}

/**
 * Where archive members are unpacked to: memory if they are small, else numbered files, never a name from an archive. It
 * keeps what the whole survey may unpack.
 */
export class Spool {
  readonly #folder: string;
  readonly #effects: Files;
  readonly limits: Limits;
  #total = 0;
  #files = 0;
  #members = 0;
  #kept = 0;

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
   * Copies a member to memory or to disk, up to the limits.
   * @param stored how many stored bytes the content so far was made of
   */
  async write(
    name: string,
    content: AsyncIterable<Uint8Array>,
    stored: () => number,
    meter: Meter,
  ): Promise<Member> {
    const copy = new Copy(() => this.#create());
    let cut: string | undefined;
    try {
      for await (const block of content) {
        cut = this.#over(copy.bytes + block.length, stored(), meter, block.length);
        if (cut !== undefined) {
          if (copy.bytes > 0) this.#forgive(copy.bytes, meter);
          break;
        }
        await copy.add(block, KEPT_BYTES - this.#kept);
        for (const each of lineOf(meter)) each.content += block.length;
        this.#total += block.length;
      }
    } catch (error) {
      cut = worded('arcUnpackFails', { why: systemMessage(error) });
    }
    const file = await copy.end();
    this.#kept += file.content?.length ?? 0;
    const { bytes } = file;
    if (cut === undefined) return { name, bytes, file, meter };
    const part = worded('arcPart', { why: messageOf(cut), bytes });
    return { name, bytes, file, meter, cut: part };
  }

  async #create(): Promise<{ at: string; handle: FileHandle }> {
    const at = await this.reserve();
    return { at, handle: await this.#effects.fs.open(at, 'wx', 0o600) };
  }

  /** Puts a member that is in memory on disk, for programs that open it by a name. */
  async named(content: Uint8Array): Promise<string> {
    const { at, handle } = await this.#create();
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    return at;
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
