import { messageOf } from '../../model/reason.ts';
import type { Limits } from '../limits.ts';
import { inflates, overLimit } from '../limits.ts';
import { worded } from '../worded.ts';

/** What each of them may even where others have used that up: a small file of few kinds of lines does no harm. */
const OWN_SPARE_BYTES = 256 * 1024;
/** What a member may hold of any number of stored bytes where another one was a bomb. */
const WARNED_GRACE_BYTES = 2 ** 20;

/** What is left of `Limits.spareBytes`. One for all of a survey, or a thousand small bombs would be a large one. */
export class Spare {
  #left: number;

  constructor({ spareBytes }: Limits) {
    this.#left = spareBytes;
  }

  /** Takes so much, or nothing. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}

/**
 * What has been unpacked of one stored file so far, beside its size: of a compressed file, or of an archive and all that lies in
 * it. The outermost has its ratio and draws on what is spare; one that lies within has its ratio and a grace, so that it
 * does not use up what those beside it need.
 */
export class Meter {
  readonly #stored: number;
  readonly #limits: Limits;
  readonly #spare: Spare;
  readonly #parent: Meter | undefined;
  #content = 0;
  #drawn = OWN_SPARE_BYTES;
  #hasBomb = false;
  #bomb: string | undefined;

  /**
   * @param stored bytes of the file
   * @param parent of the archive that it lies in
   */
  constructor(stored: number, limits: Limits, spare: Spare, parent?: Meter) {
    this.#stored = stored;
    this.#limits = limits;
    this.#spare = spare;
    this.#parent = parent;
  }

  /** The meter of a file in this archive. */
  within(stored: number): Meter {
    return new Meter(stored, this.#limits, this.#spare, this);
  }

  /** It, and those of the archives that it lies in. */
  #line(): Meter[] {
    return [this, ...(this.#parent === undefined ? [] : this.#parent.#line())];
  }

  /** Why so much more is too much for this one. Undefined: it is not. */
  #over(bytes: number): string | undefined {
    const content = this.#content + bytes;
    if (this.#parent !== undefined) {
      return overLimit(content, this.#stored, { ...this.#limits, maxMemberBytes: Infinity });
    }
    const excess = content - this.#stored * this.#limits.maxRatio;
    if (excess <= this.#drawn) return undefined;
    if (!this.#spare.take(excess - this.#drawn)) return inflates(this.#limits);
    this.#drawn = excess;
    return undefined;
  }

  /** Counts so much more content. @returns why it is too much; it is not counted then */
  charge(bytes: number): string | undefined {
    for (const each of this.#line()) {
      const over = each.#over(bytes);
      if (over !== undefined) return over;
    }
    for (const each of this.#line()) each.#content += bytes;
    return undefined;
  }

  /** As `charge`, of members that are unpacked: what is too much is a bomb, and no more of it is unpacked. */
  unpacked(bytes: number): string | undefined {
    for (const each of this.#line()) {
      const over = each.#over(bytes);
      if (over === undefined) continue;
      each.#bomb = worded('arcWhole', { why: messageOf(over) });
      return each.#bomb;
    }
    for (const each of this.#line()) each.#content += bytes;
    return undefined;
  }

  /** What a member may hold of any number of stored bytes. Undefined: what any may. */
  get grace(): number | undefined {
    return this.#hasBomb ? WARNED_GRACE_BYTES : undefined;
  }

  /** Why no more is unpacked of the archive, or of one that it lies in. Undefined: it is. */
  get bomb(): string | undefined {
    const [bomb] = this.#line().flatMap((each) => each.#bomb ?? []);
    return bomb === undefined ? undefined : worded('arcBomb', { why: messageOf(bomb) });
  }

  /** One bomb among the members must not hide the others; the next ones count. @param bytes of the bomb */
  forgive(bytes: number): void {
    if (this.#hasBomb || this.bomb !== undefined) return;
    for (const each of this.#line()) {
      each.#content -= bytes;
      each.#hasBomb = true;
    }
  }
}

/** The content of one compressed file: it may be read more than once, and is counted once. */
export class Inflated {
  /** Bytes of the file. */
  readonly stored: number;
  readonly #limits: Limits;
  readonly #meter: Meter;
  #counted = 0;

  constructor(stored: number, limits: Limits, meter: Meter) {
    this.stored = stored;
    this.#limits = limits;
    this.#meter = meter;
  }

  /** Why this much of its content is too much. Undefined: it is not. */
  over(content: number): string | undefined {
    const own = overLimit(content, Infinity, this.#limits);
    if (own !== undefined || content <= this.#counted) return own;
    const over = this.#meter.charge(content - this.#counted);
    if (over === undefined) this.#counted = content;
    return over;
  }
}
