import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PROGRAM } from './cases.ts';

export const MIB = 2 ** 20;
export const MB = 1e6;
/** What no input may take: resident memory. */
export const MAX_RESIDENT = 1000 * MB;

export interface Cost {
  code: number | null;
  signal: NodeJS.Signals | null;
  /**
   * Milliseconds of computing, of all its threads. Not of the clock: how long that takes depends on what else the computer does.
   */
  took: number;
  /** Bytes of memory at the most. */
  resident: number;
  stdout: string;
  stderr: string;
}

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** A hundredth of a second: the unit of times in `/proc` on every Linux that Node runs on (proc(5), `sysconf(_SC_CLK_TCK)`). */
const TICK_MS = 10;

/** What the process has computed so far, by itself and in the kernel. */
function computedBy(pid: number): number {
  try {
    // The name, in brackets, may hold spaces; behind it `utime` and `stime` are the 12th and 13th field.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}

/** Runs the program, and looks how much memory it takes and how long it computes. */
export function costOf(argv: readonly string[], home: string): Promise<Cost> {
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ABUSEDESK_HOME: home },
  });
  let stdout = '';
  let stderr = '';
  let resident = 0;
  let took = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const looks = setInterval(() => {
    resident = Math.max(resident, peakOf(child.pid ?? 0));
    took = Math.max(took, computedBy(child.pid ?? 0));
  }, 20);
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      clearInterval(looks);
      resolve({ code, signal, took, resident, stdout, stderr });
    }),
  );
}
