import type { MessagePort } from 'node:worker_threads';
import { MAX_MARKED_BYTES, MAX_MARKS } from '../../formats/packets/shards.ts';
import type { MarkCount } from '../../formats/packets/shards.ts';

/** Room of one block, 4 MiB. Longer than the longest record, which has to lie in one piece. */
export const BLOCK_BYTES = MAX_MARKED_BYTES;
const MEMORY_BYTES = BLOCK_BYTES + MAX_MARKS * Int32Array.BYTES_PER_ELEMENT;

/** A block of whole records in shared memory, as every counting thread is given it. Behind it is room for marks. */
export interface PacketBlock {
  /** Number of the memory that it is in. */
  slot: number;
  memory: SharedArrayBuffer;
  /** The records lie in the first `end` bytes; the first one's place in the file is `offset`. */
  end: number;
  offset: number;
  /** Left out: the records were not marked. */
  marked?: MarkCount;
}

/** The room for marks in a block's memory. */
export function marksOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, BLOCK_BYTES);
}

/** To a counting thread: a block, or that there are no more. */
export type PacketMessage = PacketBlock | 'end';

/** Back from it: it has done with a block, and has written so many rows. */
export interface PacketAnswer {
  slot: number;
  rows: number;
}

/** The blocks that come through a port, until it says that there are no more or is closed. */
export async function* blocksOf(port: MessagePort): AsyncGenerator<PacketBlock> {
  const waiting: PacketMessage[] = [];
  let wake: () => void = () => undefined;
  const put = (message: PacketMessage): void => {
    waiting.push(message);
    wake();
  };
  port.on('message', put);
  port.on('close', () => put('end'));
  for (;;) {
    const message = waiting.shift();
    if (message === 'end') return;
    if (message === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    } else yield message;
  }
}

/** Shared memory that goes round: a block is filled again once all threads have done with it. */
export class SharedMemory {
  readonly #memory: SharedArrayBuffer[];
  readonly #busy: number[];
  readonly #free: number[];
  #wake: () => void = () => undefined;

  constructor(slots: number) {
    this.#memory = Array.from({ length: slots }, () => new SharedArrayBuffer(MEMORY_BYTES));
    this.#busy = Array.from({ length: slots }, () => 0);
    this.#free = Array.from({ length: slots }, (_, slot) => slot);
  }

  memory(slot: number): SharedArrayBuffer {
    return this.#memory[slot]!;
  }

  /** A slot to fill. Undefined: none is free yet, see `changed`. */
  take(): number | undefined {
    return this.#free.shift();
  }

  /** Resolves when a slot may have become free. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** The slot was given to so many threads. */
  lend(slot: number, threads: number): void {
    this.#busy[slot] = threads;
  }

  /** One of them has done with it. */
  release(slot: number): void {
    if (--this.#busy[slot]! === 0) this.#free.push(slot);
    this.wake();
  }

  /** Lets whoever waits look again: a thread may have failed. */
  wake(): void {
    this.#wake();
  }
}
