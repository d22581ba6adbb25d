import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../base/ports.ts';
import { messageOf } from '../../model/reason.ts';
import type { Limits } from '../limits.ts';
import { overLimit } from '../limits.ts';
import type { StoredFile } from '../blocks.ts';
import { Spare } from './meter.ts';
import type { Meter } from './meter.ts';
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
  /** The copy is not the whole member, or is damaged: the reason, and how much of it there is. */
  cut?: string;
  /** With `cut`, it is not the whole member. */
  partial?: boolean;
  /** It was not read: the reason. */
  refused?: string;
  /** It was not read as the archive is a bomb: what it holds, nobody knows. */
  unknown?: boolean;
  /** Of the archive that it is a member of. */
  meter?: Meter;
}

/** A member of so many bytes is kept in memory: making, reading and removing a file costs more than what it holds. */
const SMALL_BYTES = 16 * 1024;
/** All that is kept so. */
const KEPT_BYTES = 64 * 2 ** 20;

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
  readonly spare: Spare;
  #total = 0;
  #files = 0;
  #members = 0;
  #kept = 0;

  constructor(folder: string, limits: Limits, effects: Files) {
    this.#folder = folder;
    this.#effects = effects;
    this.limits = limits;
    this.spare = new Spare(limits);
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
   * @param stored how many stored bytes the content so far was made of; undefined: what they may be was looked at as they were inflated
   * @param size of the member, as the archive says
   */
  async write(
    name: string,
    content: AsyncIterable<Uint8Array>,
    stored: (() => number) | undefined,
    meter: Meter,
    size?: number,
  ): Promise<Member> {
    const copy = new Copy(() => this.#create());
    let cut: string | undefined;
    try {
      for await (const block of content) {
        cut = this.#over(copy.bytes + block.length, stored, meter, block.length);
        if (cut !== undefined) {
          if (copy.bytes > 0) meter.forgive(copy.bytes);
          break;
        }
        await copy.add(block, KEPT_BYTES - this.#kept);
        this.#total += block.length;
      }
    } catch (error) {
      cut = worded('arcUnpackFails', { why: systemMessage(error) });
    }
    const file = await copy.end();
    this.#kept += file.content?.length ?? 0;
    const { bytes } = file;
    if (cut === undefined) return { name, bytes, file, meter };
    const why = messageOf(cut);
    const part =
      size === undefined ? worded('arcPart', { why, bytes }) : worded('arcPartOf', { why, bytes, size });
    return { name, bytes, file, meter, cut: part, partial: true };
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

  #over(
    content: number,
    stored: (() => number) | undefined,
    meter: Meter,
    block: number,
  ): string | undefined {
    if (this.#total + block > this.limits.maxTotalBytes) {
      return worded('arcTotal', { bytes: this.limits.maxTotalBytes });
    }
    const own = overLimit(content, stored?.() ?? Infinity, this.limits, meter.grace);
    return own ?? (stored === undefined ? undefined : meter.unpacked(block));
  }
}
