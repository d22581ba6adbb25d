import fs from 'node:fs/promises';
import { hostname } from 'node:os';
import { errorCode } from './errors.ts';
import type { ProgramAnswer, Effects, Output } from './ports.ts';
import { printable } from './printable.ts';

function output(stream: NodeJS.WriteStream): Output {
  // As it is now: see `keepStdout`.
  const write = stream.write.bind(stream);
  // The same memory again and again, as long as the stream does not hold it: a new one for each piece of a long output
  // costs more than the output.
  let carrier = Buffer.alloc(0);
  return {
    write: (text) => {
      if (typeof text === 'string') {
        write(text);
        return;
      }
      if (carrier.length < text.length) carrier = Buffer.allocUnsafeSlow(text.length);
      carrier.set(text);
      write(carrier.subarray(0, text.length));
      if (stream.writableLength > 0) carrier = Buffer.alloc(0);
    },
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

/** A program that hands its work on is done by then; one that still runs has begun. */
const BEGUN_MS = 2000;

async function start(program: string, args: readonly string[]): Promise<boolean> {
  const { spawn } = await import('node:child_process');
  return new Promise((settle) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    const timer = setTimeout(() => settle(true), BEGUN_MS);
    child.once('error', () => {
      clearTimeout(timer);
      settle(false);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      settle(code === 0);
    });
    child.unref();
  });
}

/** So much of what a program complains about is handed on: characters. */
const COMPLAINT = 4096;

async function ask(
  argv: readonly string[],
  most: { seconds: number; bytes: number },
): Promise<ProgramAnswer> {
  const { runProgram } = await import('./program.ts');
  const { failure, stopped, code, stdout, stderr } = await runProgram(argv, {
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    ...most,
  });
  return {
    outcome: failure !== undefined ? 'missing' : stopped ? 'stopped' : 'ended',
    ...(code !== null && { code }),
    stdout: stdout.toString('utf8'),
    stderr: stderr.slice(0, COMPLAINT),
  };
}

/**
 * The real world behind every port. No other module reads the clock or the environment. What few commands need is
 * loaded where it is used: to begin with, a command costs what Node does, and little more.
 */
export function nodeEffects(cpus: number): Effects {
  return {
    now: () => new Date(),
    uuid: () => crypto.randomUUID(),
    fs,
    fetch: (url, init) => fetch(url, init),
    resolveDns: async (name, type) => (await import('node:dns/promises')).resolve(name, type),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: process.stdin,
    env: process.env,
    platform: process.platform,
    get timeZone() {
      return new Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    process: { pid: process.pid, host: hostname(), alive },
    cwd: () => process.cwd(),
    start,
    ask,
    cpus,
  };
}

/** The AWS SDK would warn of what its releases of 2027 need of Node; the release that is used here is pinned. */
export function quietLibraries(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}

/**
 * From here on standard output is the program's own: what was made of it before still writes there, and whatever else does,
 * such as a library that prints a remark in the middle of a JSON document, writes to standard error.
 */
export function keepStdout(): void {
  const { stdout, stderr } = process;
  const aside = (chunk: Uint8Array | string, ...rest: readonly unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const written = rest.find((one): one is () => void => typeof one === 'function');
    // It may quote a mail or a log.
    const lines = text.split('\n').map((line) => printable(line));
    return stderr.write(lines.join('\n'), written);
  };
  stdout.write = aside;
}
