import { randomUUID } from 'node:crypto';
import { resolve } from 'node:dns/promises';
import fs from 'node:fs/promises';
import { hostname } from 'node:os';
import { errorCode } from './errors.ts';
import type { Effects, Output } from './ports.ts';

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

/** The real world behind every port. No other module reads the clock or the environment. */
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
