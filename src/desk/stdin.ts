import { once } from 'node:events';
import type { Files, Terminal } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';

/** How standard input is called on the command line. */
export const STDIN = '-';

/** What standard input may bring; more than that is a file that somebody can name. */
const MAX_BYTES = 8 * 2 ** 30;

/** The next block, or an end where it is aborted while nothing comes. */
async function* untilAborted(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const blocks = input[Symbol.asyncIterator]();
  const stop = new AbortController();
  const aborted =
    signal === undefined
      ? new Promise<never>(() => {})
      : once(signal, 'abort', { signal: stop.signal }).then(
          () => undefined,
          () => undefined,
        );
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await Promise.race([blocks.next(), aborted]);
      signal?.throwIfAborted();
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    stop.abort();
  }
}

/**
 * Copies standard input into a file of the case's scratch folder, so that it is recognised, hashed and quoted as any other.
 * @returns the file's path; its name is `stdin`, and so it is called in the manifest
 * @throws UserError where nothing comes, or too much
 */
async function spool(
  scratch: string,
  signal: AbortSignal | undefined,
  effects: Files & Terminal,
): Promise<string> {
  const folder = `${scratch}/given`;
  await effects.fs.mkdir(folder, { recursive: true });
  const path = `${folder}/stdin`;
  const file = await effects.fs.open(path, 'wx', 0o600);
  let bytes = 0;
  if (effects.stdin.isTTY === true)
    effects.stderr.write(
      'Paste the notice or the log, then end it with Ctrl+D (on Windows Ctrl+Z and Enter).\n',
    );
  try {
    for await (const block of untilAborted(effects.stdin, signal)) {
      bytes += block.length;
      if (bytes > MAX_BYTES) {
        throw new UserError(`standard input brought more than ${MAX_BYTES / 2 ** 30} GiB`, {
          hint: 'Write it into a file and give that.',
        });
      }
      await file.write(block);
    }
  } finally {
    await file.close();
  }
  if (bytes === 0) {
    throw new UserError('nothing came on standard input', {
      hint: 'Give the notice or the log there, for example: abusedesk investigate - < notice.txt',
    });
  }
  return path;
}

/** What was given, with standard input as a file in its place; `-` twice is once. */
export async function withStdin(
  paths: readonly string[],
  scratch: string,
  signal: AbortSignal | undefined,
  effects: Files & Terminal,
): Promise<string[]> {
  if (!paths.includes(STDIN)) return [...paths];
  const path = await spool(scratch, signal, effects);
  return [...new Set(paths.map((given) => (given === STDIN ? path : given)))];
}
