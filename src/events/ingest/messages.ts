import type { MessagePort } from 'node:worker_threads';
import type { ReadOptions } from '../../formats/format.ts';
import type { Share } from '../../formats/packets/flow-meter.ts';
import type { Counts } from '../tally.ts';

/** Given to a worker when it starts. */
export interface WorkerSetup {
  /** Folder that the parts are written to. */
  lake: string;
  /** Distinguishes this worker's parts. */
  name: string;
  /** Addresses and address blocks of the proxies whose word on the client is taken. */
  trustedProxies: readonly string[];
}

/** A piece of work; `format` is the module that `loadFormat` takes, `evidence` a number in the manifest. */
export type Task =
  | {
      kind: 'lines';
      evidence: number;
      format: string;
      bytes: Uint8Array<ArrayBuffer>;
      start: number;
      end: number;
      line: number;
      offset: number;
      lines: number;
      state: unknown;
    }
  | {
      kind: 'document';
      evidence: number;
      format: string;
      bytes: Uint8Array<ArrayBuffer>;
      read: ReadOptions;
    }
  | { kind: 'parquet'; evidence: number; format: string; file: string }
  /** A share of a capture, whose blocks come through the port; see `packets.ts`. */
  | { kind: 'packets'; evidence: number; format: string; share: Share; port: MessagePort }
  /** Writes what is still held, and ends the worker. */
  | { kind: 'finish' }
  /** Ends the worker and leaves its rows unwritten. */
  | { kind: 'stop' };

/** What comes back of each task, in the order of the tasks; `last`: the worker answers no more, and ends by itself. */
export type Answer = (
  | { counts: Counts; bytes?: Uint8Array<ArrayBuffer>; timing: Timing }
  | { failure: unknown }
) & { last?: boolean };

/** Milliseconds spent, for benchmarks. */
export interface Timing {
  parse: number;
  write: number;
}
