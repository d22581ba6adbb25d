import { randomUUID } from 'node:crypto';
import { resolve } from 'node:dns/promises';
import fs from 'node:fs/promises';
import { hostname } from 'node:os';
import { errorCode } from './errors.ts';

/** One output of the terminal. `columns` is absent when it is not a terminal. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** This process among the others of this computer: what a lock needs to name and to find its holder. */
interface ThisProcess {
  readonly pid: number;
  readonly host: string;
  /** Whether a process with this number runs on this computer now. */
  alive(pid: number): boolean;
}

/**
 * Everything that touches the world. It is handed in as the last parameter, so that a test
 * brings its own clock, network or terminal; no module reads the clock or the environment itself.
 */
export interface Effects {
  now(): Date;
  uuid(): string;
  readonly fs: typeof fs;
  /** HTTP(S). Rejects when the network is not to be used. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** DNS, as `dns.promises.resolve(name, type)`; mail signatures are checked with it. */
  resolveDns(name: string, type: string): Promise<unknown>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** IANA name of the reader's time zone. */
  readonly timeZone: string;
  readonly process: ThisProcess;
  cwd(): string;
  /** How many worker threads a long job may use. */
  readonly cpus: number;
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, but it is somebody else's.
    return errorCode(error) === 'EPERM';
  }
}

/** The real world. */
export function nodeEffects(cpus: number): Effects {
  return {
    now: () => new Date(),
    uuid: randomUUID,
    fs,
    fetch: (url, init) => fetch(url, init),
    resolveDns: (name, type) => resolve(name, type),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: process.stdin,
    env: process.env,
    platform: process.platform,
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    process: { pid: process.pid, host: hostname(), alive },
    cwd: () => process.cwd(),
    cpus,
  };
}
