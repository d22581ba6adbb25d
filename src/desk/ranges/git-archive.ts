import { join } from 'node:path';
import { errorCode, UserError } from '../../base/errors.ts';
import { runProgram } from '../../base/program.ts';
import { MAX_RANGES_BYTES } from '../../attribution/import.ts';

/** One version of a file in a clone. */
export interface Commit {
  id: string;
  /** Path inside the clone. */
  path: string;
  /** When it was committed, ISO 8601. */
  committed: string;
}

const TIMEOUT_SECONDS = 60;

/*
 * A clone is somebody else's: its configuration could name programs to run (a pager, a signature check, a file system
 * monitor, a remote to fetch missing objects from). Only plumbing is asked, which heeds none of them, and fetching is
 * forbidden.
 */
const GUARDS = [
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'protocol.allow=never',
];
const ENVIRONMENT = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
};

/** A clone whose files' earlier versions are read. */
export class GitArchive {
  readonly #folder: string;
  readonly #path: string;

  /** @param path the PATH by which git is found */
  constructor(folder: string, path: string) {
    this.#folder = folder;
    this.#path = path;
  }

  async #run(args: readonly string[]): Promise<Buffer> {
    const argv = ['git', ...GUARDS, `--git-dir=${join(this.#folder, '.git')}`, ...args];
    const { failure, code, stdout, stderr } = await runProgram(argv, {
      env: { ...ENVIRONMENT, PATH: this.#path },
      seconds: TIMEOUT_SECONDS,
      bytes: MAX_RANGES_BYTES,
    });
    if (failure !== undefined) {
      const missing = errorCode(failure) === 'ENOENT';
      const message = missing ? 'git is not installed, so the clone cannot be read' : 'git cannot be run';
      const hint = 'Install git, or give a folder with the dated files.';
      throw new UserError(message, { file: this.#folder, hint, cause: failure });
    }
    if (code === 0) return stdout;
    throw new UserError(`git: ${stderr.split('\n')[0] ?? 'failed'}`, { file: this.#folder });
  }

  /** The files of the newest commit. */
  async files(): Promise<string[]> {
    const tree = await this.#run(['ls-tree', '-r', '-z', '--name-only', 'HEAD']);
    return tree
      .toString('utf8')
      .split('\0')
      .filter((name) => name !== '');
  }

  /** Every commit that changed the file, oldest first. */
  async commits(path: string): Promise<Commit[]> {
    // rev-list prints `commit ID` before each line of the format.
    const args = ['rev-list', '--reverse', '--format=%cI', 'HEAD', '--', `:(literal)${path}`];
    const lines = (await this.#run(args)).toString('utf8').split('\n');
    const commits: Commit[] = [];
    for (let at = 0; at + 1 < lines.length; at += 2) {
      const id = /^commit ([\da-f]{40,64})$/.exec(lines[at] ?? '')?.[1];
      if (id !== undefined) commits.push({ id, path, committed: lines[at + 1] ?? '' });
    }
    return commits;
  }

  /** Undefined: the commit removed the file. */
  async read({ id, path }: Commit): Promise<Buffer | undefined> {
    try {
      return await this.#run(['cat-file', 'blob', `${id}:${path}`]);
    } catch (error) {
      if (error instanceof UserError && error.message.startsWith('git: fatal: path ')) return undefined;
      throw error;
    }
  }
}
