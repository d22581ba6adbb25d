/** Where a program runs, and how long and loudly it may. */
export interface ProgramBounds {
  env: Readonly<Record<string, string | undefined>>;
  /** What it reads; nothing, if left out. */
  input?: string;
  seconds: number;
  /** Of its output; a program that says more is ended. */
  bytes: number;
}

/** What became of a program. */
export interface ProgramRun {
  /** Why it could not begin: `ENOENT` where there is none. */
  failure?: Error;
  /** It took too long or said too much, and was ended. */
  stopped: boolean;
  /** Null: a signal ended it, or it never began. */
  code: number | null;
  stdout: Buffer;
  /** The beginning of its complaints. */
  stderr: string;
}

/** So much of what a program complains about is kept: bytes. */
const COMPLAINT_BYTES = 64 * 1024;

/** Runs a program with its arguments, without a shell, and waits for its end. */
export async function runProgram(
  argv: readonly string[],
  { env, input, seconds, bytes }: ProgramBounds,
): Promise<ProgramRun> {
  const { spawn } = await import('node:child_process');
  const [program = '', ...args] = argv;
  return new Promise((settle) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    let complaints = 0;
    let stopped = false;
    const child = spawn(program, args, {
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const stop = (): void => {
      stopped = true;
      child.kill('SIGKILL');
      // What it started may hold its outputs open.
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    // Not by spawn's own `timeout`: where there is no such program, that keeps the process alive to its end.
    const timer = setTimeout(stop, seconds * 1000);
    const end = (code: number | null, failure?: Error): void => {
      clearTimeout(timer);
      const stderr = Buffer.concat(err).subarray(0, COMPLAINT_BYTES).toString('utf8');
      settle({ stopped, code, stdout: Buffer.concat(out), stderr, ...(failure && { failure }) });
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bytes) out.push(chunk);
      else stop();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (complaints < COMPLAINT_BYTES) err.push(chunk);
      complaints += chunk.length;
    });
    // A program that fails early closes its input: its exit code says so.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    child.once('error', (failure) => end(null, failure));
    child.once('close', (code) => end(code));
  });
}
