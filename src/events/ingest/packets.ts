import { worded } from '../../model/evidence-worded.ts';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { PacketFormat } from '../../formats/format.ts';
import { moduleOf } from '../../formats/index.ts';
import type { EvidenceFile } from '../../evidence/evidence-file.ts';
import type { PacketRecords } from '../../formats/packets/packet-records.ts';
import { markRecords, MAX_SHARDS } from '../../formats/packets/shards.ts';
import { endOf } from './feeder.ts';
import type { FileCounts, FeedOptions, Workers } from './feeder.ts';
import { BLOCK_BYTES, marksOf, SharedMemory } from './packet-blocks.ts';
import type { PacketAnswer, PacketMessage } from './packet-blocks.ts';
import { addCounts, CountingTally, noCounts } from '../tally.ts';
import type { Counts } from '../tally.ts';

/** A capture that is shorter is counted by one thread; several of them are read at a time. */
const SHARED_FROM_BYTES = 16 * 2 ** 20;
const SLOTS = 4;

/** Bytes of a capture before it was compressed. */
function estimatedBytes({ bytes, compressed }: EvidenceFile): number {
  return compressed ? bytes * 10 : bytes;
}

/** The capture that a pool's threads are all at work on; another waits, or two might each hold half the threads. */
const turns = new WeakMap<Workers, Promise<unknown>>();

/**
 * Reads a capture: cuts it into blocks of whole records in shared memory, and marks whose the records are; each thread
 * counts the conversations that fall to it, so that their tables never have to be joined.
 */
export function feedPackets(
  found: EvidenceFile,
  format: PacketFormat,
  workers: Workers,
  options: FeedOptions,
): Promise<FileCounts> {
  if (workers.size === 1 || estimatedBytes(found) < SHARED_FROM_BYTES) {
    return new Capture(found, format, workers, 1, options).feed();
  }
  const shards = Math.min(workers.size, MAX_SHARDS);
  const feed = (): Promise<FileCounts> => new Capture(found, format, workers, shards, options).feed();
  const turn = (turns.get(workers) ?? Promise.resolve()).then(feed, feed);
  turns.set(workers, turn);
  return turn;
}

/** One capture on its way to the threads. */
class Capture {
  readonly #found: EvidenceFile;
  readonly #options: FeedOptions;
  readonly #records: PacketRecords;
  readonly #memory = new SharedMemory(SLOTS);
  readonly #seed = (Math.random() * 2 ** 32) | 0;
  readonly #ports: MessagePort[] = [];
  readonly #counting: Promise<Counts>[] = [];
  readonly #rows: number[] = [];
  #failure: { reason: unknown } | undefined;
  #slot = -1;
  #block: Uint8Array = new Uint8Array(0);
  #filled = 0;
  /** Place in the file of the block's first byte. */
  #offset = 0;

  constructor(
    found: EvidenceFile,
    format: PacketFormat,
    workers: Workers,
    shards: number,
    options: FeedOptions,
  ) {
    this.#found = found;
    this.#options = options;
    this.#records = format.records();
    for (let shard = 0; shard < shards; shard++) {
      const { port1, port2 } = new MessageChannel();
      port1.on('message', ({ slot, rows }: PacketAnswer) => {
        this.#rows[shard] = rows;
        this.#memory.release(slot);
      });
      this.#ports.push(port1);
      const counted = workers.run({
        kind: 'packets',
        evidence: found.id,
        format: moduleOf(format.name),
        share: { shard, shards, seed: this.#seed, bytes: estimatedBytes(found) },
        port: port2,
      });
      counted.catch((error: unknown) => {
        this.#failure ??= { reason: error };
        this.#memory.wake();
      });
      this.#counting.push(counted);
    }
  }

  async feed(): Promise<FileCounts> {
    const opened = this.#found.open();
    try {
      await this.#begin(new Uint8Array(0));
      for await (const piece of opened.content) {
        this.#options.signal?.throwIfAborted();
        // Behind a problem nothing can be read; the file is still hashed to its end.
        if (this.#records.problem === undefined) await this.#take(piece);
      }
      if (this.#filled > 0) this.#send();
      this.#post('end');
      const counts = noCounts();
      for (const counted of this.#counting) addCounts(counts, await counted);
      this.#check(counts);
      const end = await opened.finished();
      const read = this.#records.number + this.#end(counts, end.partial);
      for (const problem of end.problems) counts.notes.add(problem);
      return { counts, read, ...endOf(end) };
    } finally {
      for (const port of this.#ports) port.close();
    }
  }

  /** Copies a piece of the file into blocks, and sends those that are full. */
  async #take(piece: Uint8Array): Promise<void> {
    for (let at = 0; at < piece.length && this.#records.problem === undefined;) {
      const part = piece.subarray(at, at + BLOCK_BYTES - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === BLOCK_BYTES) await this.#begin(this.#send());
    }
  }

  /** Sends the block's whole records to all threads. @returns what is left, to begin the next block with */
  #send(): Uint8Array {
    const records = this.#records;
    const memory = this.#memory.memory(this.#slot);
    records.feed(this.#block, 0, this.#filled, this.#offset);
    const marked = markRecords(
      records,
      new DataView(memory),
      this.#offset,
      marksOf(memory),
      this.#ports.length,
      this.#seed,
    );
    const end = records.rest;
    const left = this.#block.slice(end, this.#filled);
    if (end > 0) {
      this.#memory.lend(this.#slot, this.#ports.length);
      this.#post({ slot: this.#slot, memory, end, offset: this.#offset, ...(marked && { marked }) });
    }
    this.#offset += end;
    this.#filled = left.length;
    const rows = this.#rows.reduce((sum, count) => sum + count, 0);
    this.#options.onBlock?.(this.#offset, rows);
    return left;
  }

  /** Begins a block with what was left of the last one. */
  async #begin(left: Uint8Array): Promise<void> {
    let slot = this.#memory.take();
    while (slot === undefined) {
      if (this.#failure !== undefined) throw this.#failure.reason;
      await this.#memory.changed();
      slot = this.#memory.take();
    }
    this.#slot = slot;
    this.#block = new Uint8Array(this.#memory.memory(slot), 0, BLOCK_BYTES);
    this.#block.set(left);
    this.#filled = left.length;
  }

  #post(message: PacketMessage): void {
    for (const port of this.#ports) port.postMessage(message, []);
  }

  /** A packet that no thread counts, or two do, would falsify the manifest, so it is a bug that must show. */
  #check({ parsed, rejected, skipped }: Counts): void {
    const counted = parsed + rejected + skipped;
    if (counted !== this.#records.number) {
      throw new Error(
        `${counted} of the ${this.#records.number} packets of ${this.#found.path} were counted`,
      );
    }
  }

  /**
   * What is at the end of the file and is no whole packet, and what was not read of it.
   * @param partial why that is
   * @returns how many records that is
   */
  #end(counts: Counts, partial: string | undefined): number {
    const { problem, number, withinPacket } = this.#records;
    const left = this.#filled;
    const tally = new CountingTally();
    if (problem !== undefined) tally.rejected(number + 1, this.#offset, problem);
    else if (partial !== undefined) tally.rejected(number + 1, this.#offset, partial);
    else if (left > 0 && withinPacket) {
      tally.rejected(number + 1, this.#offset, worded('evCaptureEnds', { bytes: left }));
      tally.note(worded('evCaptureCut'));
    } else if (left > 0) {
      tally.note(worded('evCaptureRest', { bytes: left }));
    }
    addCounts(counts, tally.counts);
    return tally.total;
  }
}
