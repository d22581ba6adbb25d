import type fs from 'node:fs/promises';

/*
 * The ports through which the program touches the world, each as small as it can be. A function names the ports that
 * it needs in the type of its last parameter, `effects: Files & Clock`: what it can do to the world is in its
 * signature, and a test brings no more than that.
 */

export interface Clock {
  now(): Date;
  /** IANA name of the reader's time zone. */
  readonly timeZone: string;
}

export interface Ids {
  /** A random UUID, version 4. */
  uuid(): string;
}

export interface Files {
  readonly fs: typeof fs;
  /** The folder that relative paths of the command line start from. */
  cwd(): string;
}

export interface Net {
  /** HTTP(S). Rejects when the network is not to be used. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** DNS, as `dns.promises.resolve(name, type)`; mail signatures are checked with it. */
  resolveDns(name: string, type: string): Promise<unknown>;
}

/** One output of the terminal. `columns` is absent when it is not a terminal. */
export interface Output {
  /** @param text as bytes: UTF-8, not looked at any more when it returns */
  write(text: string | Uint8Array): void;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  /** `isTTY` is true where a person types. */
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
}

/** This process among the others of this computer: what a lock needs to name and to find its holder. */
interface ThisProcess {
  readonly pid: number;
  readonly host: string;
  /** Whether a process with this number runs on this computer now. */
  alive(pid: number): boolean;
}

export interface Processes {
  readonly process: ThisProcess;
  /**
   * Starts a program of this computer without a shell, and leaves it running.
   * @returns false if there is none of that name, or it ends at once and says that it failed
   */
  start(program: string, args: readonly string[]): Promise<boolean>;
  /** How many worker threads a long job may use. */
  readonly cpus: number;
}

/** How a program that was asked has answered. `stopped`: it took too long or said too much, and was ended. */
export interface ProgramAnswer {
  outcome: 'ended' | 'stopped' | 'missing';
  /** Absent: a signal ended it, or it never began. */
  code?: number;
  /** What it said until then. */
  stdout: string;
  /** The beginning of its complaints. */
  stderr: string;
}

export interface Programs {
  /**
   * Asks another program of this computer, without a shell, and waits for its answer. It speaks English, and gets no
   * input and no environment but PATH.
   * @param most seconds that it may take, and bytes that it may say
   */
  ask(argv: readonly string[], most: { seconds: number; bytes: number }): Promise<ProgramAnswer>;
}

export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** All ports: what a command is given, and hands on a few of. */
export interface Effects extends Clock, Ids, Files, Net, Terminal, Processes, Programs, Environment {}
