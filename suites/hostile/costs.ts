import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PROGRAM } from './cases.ts';

export const MIB = 2 ** 20;
/** What no input may take: resident memory. */
export const MAX_RESIDENT = 2 ** 30;

export interface Cost {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Milliseconds. */
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

/** Runs the program, and looks how much memory it takes. */
export function costOf(argv: readonly string[], home: string): Promise<Cost> {
  const began = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ABUSEDESK_HOME: home },
  });
  let stdout = '';
  let stderr = '';
  let resident = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const looks = setInterval(() => (resident = Math.max(resident, peakOf(child.pid ?? 0))), 20);
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      clearInterval(looks);
      resolve({ code, signal, took: performance.now() - began, resident, stdout, stderr });
    }),
  );
}
