import { Worker } from 'node:worker_threads';
import type { Answer, Task, Timing, WorkerSetup } from './messages.ts';
import type { Counts } from '../tally.ts';

/** A piece of work that is waiting or under way. */
interface Job {
  task: Task;
  resolve(counts: Counts): void;
  reject(reason: unknown): void;
}

interface Member {
  worker: Worker;
  /** What it is working on. */
  job: Job | undefined;
  /** Settles when it has answered for the last time, or is gone. */
  done: Promise<void>;
  /** Called when it has answered for the last time. */
  answeredLast: () => void;
}

/**
 * The worker threads that turn bytes into parts, and the buffers that go round between them and the reader.
 * A worker starts when there is work for it; the number of buffers bounds what is in memory.
 */
export class Pool {
  readonly #setup: Omit<WorkerSetup, 'name'>;
  /** Number of workers at most. */
  readonly size: number;
  readonly #members: Member[] = [];
  readonly #jobs: Job[] = [];
  readonly #blockBytes: number;
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  readonly #takers: ((buffer: Uint8Array<ArrayBuffer>) => void)[] = [];
  #buffers: number;
  #failure: { reason: unknown } | undefined;
  readonly timing: Timing = { parse: 0, write: 0 };

  /**
   * @param setup what every worker is given
   * @param size number of workers at most
   * @param blockBytes length of a buffer
   */
  constructor(setup: Omit<WorkerSetup, 'name'>, size: number, blockBytes: number) {
    this.#setup = setup;
    this.size = size;
    this.#blockBytes = blockBytes;
    this.#buffers = size + 2;
  }

  /** A buffer to fill, when there is one. */
  take(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.reason);
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (this.#buffers > 0) {
      this.#buffers--;
      return Promise.resolve(new Uint8Array(this.#blockBytes));
    }
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** Gives a buffer back. */
  give(buffer: Uint8Array<ArrayBuffer>): void {
    // A block that was cut around an over-long line came in a buffer of its own.
    if (buffer.length !== this.#blockBytes) return;
    const taker = this.#takers.shift();
    if (taker === undefined) this.#free.push(buffer);
    else taker(buffer);
  }

  /** Hands a task to the next idle worker. The task's bytes are transferred; those of a `lines` task come back. */
  run(task: Task): Promise<Counts> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.reason);
    return new Promise((resolve, reject) => {
      this.#jobs.push({ task, resolve, reject });
      this.#dispatch();
    });
  }

  /** Writes what the workers still hold and ends them. */
  async finish(): Promise<void> {
    await this.#end({ kind: 'finish' });
    if (this.#failure !== undefined) throw this.#failure.reason;
  }

  /** Ends the workers after what they are doing, and leaves their rows unwritten. */
  async stop(): Promise<void> {
    for (const job of this.#jobs.splice(0)) job.reject(new Error('stopped'));
    await this.#end({ kind: 'stop' });
  }

  async #end(task: Task): Promise<void> {
    // A worker is never terminated: DuckDB may be waiting for its thread in the middle of a COPY.
    for (const member of this.#members) member.worker.postMessage(task, []);
    await Promise.all(this.#members.map((member) => member.done));
  }

  #dispatch(): void {
    while (this.#jobs.length > 0) {
      const member = this.#members.find((candidate) => candidate.job === undefined) ?? this.#start();
      if (member === undefined) return;
      const job = this.#jobs.shift()!;
      member.job = job;
      const { task } = job;
      const transfer = 'bytes' in task ? [task.bytes.buffer] : 'port' in task ? [task.port] : [];
      member.worker.postMessage(task, transfer);
    }
  }

  #start(): Member | undefined {
    if (this.#members.length >= this.size) return undefined;
    const workerData: WorkerSetup = { ...this.#setup, name: String(this.#members.length) };
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
    const member: Member = { worker, job: undefined, done: Promise.resolve(), answeredLast: () => undefined };
    member.done = new Promise((resolve) => {
      member.answeredLast = resolve;
      worker.once('exit', () => resolve());
    });
    worker.on('message', (answer: Answer) => this.#answered(member, answer));
    worker.on('error', (error) => this.#fail(error));
    this.#members.push(member);
    return member;
  }

  #answered(member: Member, answer: Answer): void {
    const job = member.job;
    member.job = undefined;
    if (answer.last === true) member.answeredLast();
    if ('failure' in answer) {
      this.#fail(answer.failure);
      job?.reject(answer.failure);
      return;
    }
    this.timing.parse += answer.timing.parse;
    this.timing.write += answer.timing.write;
    if (answer.bytes !== undefined) this.give(answer.bytes);
    job?.resolve(answer.counts);
    this.#dispatch();
  }

  /** The first failure ends everything: nothing waits for what will not come. */
  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    for (const job of this.#jobs.splice(0)) job.reject(reason);
    for (const member of this.#members) member.job?.reject(reason);
    // Whoever waits for a buffer gets one, and learns of the failure when handing it in.
    for (const taker of this.#takers.splice(0)) taker(new Uint8Array(this.#blockBytes));
  }
}
