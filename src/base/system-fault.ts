import { errorCode, UserError } from './errors.ts';
import { reasonOf } from './fs-reason.ts';

/** How Node writes an error of the system; the text alone is left where an error came from another thread. */
const TEXT = /\b(E[A-Z0-9]{2,}): [^,]*, (\w+)(?: '(.*?)'(?: -> '.*')?)?$/s;

/** DuckDB gives the system's words, not its codes. */
const DUCKDB =
  /IO Error: .*?(?:"(?<file>[^"]+)".*)?(?<words>No space left on device|Input\/output error|File too large|Disk quota exceeded|Read-only file system|Permission denied|Too many open files)/s;
const CODES: Readonly<Record<string, string>> = {
  'No space left on device': 'ENOSPC',
  'Input/output error': 'EIO',
  'File too large': 'EFBIG',
  'Disk quota exceeded': 'EDQUOT',
  'Read-only file system': 'EROFS',
  'Permission denied': 'EACCES',
  'Too many open files': 'EMFILE',
};

interface Fault {
  code: string;
  /** What was asked of the system: `open`, `rename`. */
  call?: string;
  file?: string;
}

function textOf(error: Error, key: string): string | undefined {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : undefined;
}

function faultOf(error: Error): Fault | undefined {
  const code = errorCode(error);
  const call = textOf(error, 'syscall');
  if (code !== undefined && call !== undefined) {
    return { code, call, file: textOf(error, 'path') ?? textOf(error, 'dest') };
  }
  const [, written, from, path] = TEXT.exec(error.message) ?? [];
  if (written !== undefined) return { code: written, call: from, file: path };
  const { file, words } = DUCKDB.exec(error.message)?.groups ?? {};
  const known = words === undefined ? undefined : CODES[words];
  return known === undefined ? undefined : { code: known, file };
}

/**
 * What the system refused, in words: a full disk, a folder that is gone, a file too large for the limits. It is for the
 * user to mend, wherever it was met. Undefined: any other error, which is a bug.
 */
export function systemFault(error: unknown): UserError | undefined {
  if (!(error instanceof Error)) return undefined;
  const fault = faultOf(error);
  const reason = fault && reasonOf(fault.code);
  if (fault === undefined || reason === undefined) return undefined;
  const [what = '', ...hint] = reason.split('; ');
  return new UserError(`${what} (${fault.code}${fault.call === undefined ? '' : `, ${fault.call}`})`, {
    ...(fault.file !== undefined && { file: fault.file }),
    hint: hint.length > 0 ? sentence(hint.join('; ')) : 'Then run the command again.',
    cause: error,
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}, and run the command again.`;
}
