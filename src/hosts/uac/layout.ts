import type { PromptCommand } from '../parser.ts';

/**
 * What UAC (Unix-like Artifacts Collector) 3.3 puts into its output, by its published artifacts
 * (https://github.com/tclahr/uac, folder artifacts/, as of 2026-11): what commands printed below `live_response/`, each file
 * named by its command; `bodyfile/bodyfile.txt`; copies of files below `[root]/`; `uac.log`.
 */
const LOG = 'uac.log';
const RESPONSE = 'live_response/';
const BODYFILE = 'bodyfile/bodyfile.txt';
const COPIES = '[root]/';
/** Digests of all executable files, by the artifact `hash_executables`. */
const DIGESTS = /^hash_executables\/[\w.-]{1,80}\.(md5|sha1|sha256)$/;

/** Outputs whose file is not named by the command that printed them. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^process\/running_processes_full_paths\.txt$/, 'ls -l /proc/[0-9]*/exe'],
  [/^process\/ls_-l_proc_pid_cwd\.txt$/, 'ls -l /proc/[0-9]*/cwd'],
  [/^process\/proc\/(\d{1,10})\/fd\.txt$/, 'ls -la /proc/$1/fd'],
  [/^process\/hash_running_processes\.(md5|sha1|sha256)$/, '$1sum'],
];

/** One output of UAC: where it begins in the paths of the evidence, and what lies in it. */
export interface UacOutput<File> {
  /** `case/uac-web-1-linux-20261120.tar.gz!/`; empty: what was given is the output itself. */
  prefix: string;
  /** By their path within the output. */
  members: Map<string, File>;
}

/** Outputs of UAC among files, each known by its log beside what commands printed. */
export function uacOutputs<File extends { path: string }>(files: readonly File[]): UacOutput<File>[] {
  const prefixes = files.flatMap(({ path }) =>
    path === LOG || path.endsWith(`/${LOG}`) ? [path.slice(0, -LOG.length)] : [],
  );
  return prefixes
    .map((prefix) => {
      const own = files.filter(({ path }) => path.startsWith(prefix));
      return { prefix, members: new Map(own.map((file) => [file.path.slice(prefix.length), file])) };
    })
    .filter(({ members }) => [...members.keys()].some((name) => name.startsWith(RESPONSE)));
}

/** What a member is: an output and the command that printed it, a copy and its path on the host; undefined: neither. */
export function uacMember(
  name: string,
): { output: PromptCommand | undefined } | { copyOf: string } | undefined {
  if (name === BODYFILE) return { output: undefined };
  const digest = DIGESTS.exec(name)?.[1];
  if (digest !== undefined) return { output: { program: `${digest}sum`, words: [] } };
  if (name.startsWith(COPIES)) return { copyOf: name.slice(COPIES.length - 1) };
  if (!name.startsWith(RESPONSE) || !/\.(?:txt|md5|sha1|sha256)$/.test(name)) return undefined;
  return { output: commandOf(name.slice(RESPONSE.length)) };
}

/** `network/ss_-anp.txt` → `ss -anp`: blanks are underscores in the names. */
function commandOf(name: string): PromptCommand | undefined {
  const named = NAMED.find(([pattern]) => pattern.test(name));
  const file = name.slice(name.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const text = named === undefined ? file.replaceAll('_', ' ') : name.replace(named[0], named[1]);
  const [program = '', ...words] = text.split(' ').filter((word) => word !== '');
  return program === '' ? undefined : { program, words };
}
