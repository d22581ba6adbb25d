/** A file that scanners look at. */
export interface ScanTarget {
  /** Where this computer has it: absolute. */
  at: string;
  /** What the host calls it. */
  path: string;
  /** The process that runs it. */
  pid?: number;
}

/** A program that recognises malware in files. */
export interface Scanner {
  /** As people call it: `YARA`. */
  readonly name: string;
  /** The command line. @param list file with the paths, one a line */
  argv(list: string): string[];
  /** A line that says a file fits; `path` is what stands where its path does. */
  match(line: string): { path: string; signature: string } | undefined;
  /** A line of a file that could not be looked at. */
  skipped(line: string): boolean;
  /** A line that says once more what another one says. */
  repeats?(line: string): boolean;
}

/** Files beyond are not looked at: both programs' own limit is of this order. */
export const MAX_SCANNED_BYTES = 64 * 2 ** 20;
/** So long a program may look at one file. */
const FILE_SECONDS = 60;

/** `yara` 4. @param rules file with rules */
export function yara(rules: string): Scanner {
  return {
    name: 'YARA',
    argv: (list) => [
      'yara',
      '--no-warnings',
      '--max-strings-per-rule=10000',
      `--timeout=${FILE_SECONDS}`,
      '--scan-list',
      rules,
      list,
    ],
    match(line) {
      const [, signature, path] = /^([A-Za-z_]\w{0,127}) (\/.*)$/.exec(line) ?? [];
      return signature === undefined || path === undefined ? undefined : { path, signature };
    },
    skipped: (line) => line.startsWith('error scanning /'),
  };
}

/** `clamscan` of ClamAV 0.103 to 1.5. @param database file or folder with signatures instead of the installed ones */
export function clamav(database?: string): Scanner {
  return {
    name: 'ClamAV',
    argv: (list) => [
      'clamscan',
      '--infected',
      '--no-summary',
      `--max-filesize=${MAX_SCANNED_BYTES}`,
      `--max-scansize=${4 * MAX_SCANNED_BYTES}`,
      `--max-scantime=${FILE_SECONDS * 1000}`,
      ...(database === undefined ? [] : [`--database=${database}`]),
      `--file-list=${list}`,
    ],
    match(line) {
      const [, path, signature] = /^(\/.*): (\S{1,200}) FOUND$/.exec(line) ?? [];
      return signature === undefined || path === undefined ? undefined : { path, signature };
    },
    skipped: (line) => /^WARNING: \/.*: Can't access file$/.test(line) || /^\/.*: .{1,200} ERROR$/.test(line),
    // It says so of one file twice.
    repeats: (line) => /^\/.*: (?:No such file or directory|Permission denied)$/.test(line),
  };
}
