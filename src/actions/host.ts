// Without a port: this is the port, of the computer whose firewall is changed; a test brings another.
import { connect } from 'node:net';
// Without a port: as above.
import { networkInterfaces } from 'node:os';
import { writeAtomic } from '../base/atomic-files.ts';
import type { Files, Ids, Environment } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import { runProgram } from '../base/program.ts';

/** What a program that ran has said. */
interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** The computer whose firewall is changed; a test brings its own. */
export interface Host {
  /**
   * Runs a program with its arguments; no shell.
   * @throws UserError when there is no such program
   */
  run(argv: readonly string[], input?: string): Promise<Ran>;
  /** Undefined: there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Replaces a file at once; null removes it. */
  write(path: string, text: string | null): Promise<void>;
  /** The addresses of its network interfaces. */
  addresses(): string[];
  /** Sends lines to a Unix socket, and reads until it is closed. */
  send(socket: string, text: string): Promise<string>;
}

/** No firewall needs longer for ten thousand prefixes, save ufw, which is not driven. */
const TIMEOUT_MS = 120_000;
const MAX_OUTPUT = 256 * 1024 * 1024;

async function run(env: Environment['env'], argv: readonly string[], input = ''): Promise<Ran> {
  const { failure, code, stdout, stderr } = await runProgram(argv, {
    // Programs are read by their words: these must not depend on the reader's language.
    env: { ...env, LC_ALL: 'C', LANGUAGE: '' },
    input,
    seconds: TIMEOUT_MS / 1000,
    bytes: MAX_OUTPUT,
  });
  if (failure === undefined) return { code: code ?? 128, stdout: stdout.toString('utf8'), stderr };
  const [program = ''] = argv;
  const missing = errorCode(failure) === 'ENOENT';
  throw new UserError(missing ? `the program ${program} is not installed` : `${program} cannot be run`, {
    hint: `Install ${program}, or run this on the computer whose firewall is meant.`,
    cause: failure,
  });
}

/** What to do about a file or a socket that the system refuses. */
function waysOut(cause: unknown, otherwise: string): string {
  const code = errorCode(cause);
  if (code === 'EACCES' || code === 'EPERM') return 'Run it as root.';
  return code === 'ENOENT'
    ? 'Its folder or program is not there: run this on the computer that is meant.'
    : otherwise;
}

function send(path: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(path, () => socket.write(text));
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => parts.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    socket.on('error', (cause) =>
      reject(
        new UserError(`the socket does not answer: ${errorCode(cause) ?? cause.message}`, {
          file: path,
          hint: waysOut(cause, 'Start the program that listens there.'),
          cause,
        }),
      ),
    );
  });
}

/** This computer. */
export function thisHost(effects: Files & Ids & Environment): Host {
  const { fs } = effects;
  return {
    run: (argv, input) => run(effects.env, argv, input),
    send,
    addresses: () =>
      Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)),
    read: async (path) => {
      try {
        return await fs.readFile(path, 'utf8');
      } catch (cause) {
        if (errorCode(cause) === 'ENOENT') return undefined;
        throw new UserError(`the file cannot be read: ${errorCode(cause)}`, { file: path, cause });
      }
    },
    write: async (path, text) => {
      try {
        if (text === null) await fs.rm(path, { force: true });
        else await writeAtomic(path, text, effects);
      } catch (cause) {
        throw new UserError(`the file cannot be written: ${errorCode(cause)}`, {
          file: path,
          hint: waysOut(cause, 'Make room there, or make it writable.'),
          cause,
        });
      }
    },
  };
}
