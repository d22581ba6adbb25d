/** What an error log says of one client. */
export interface ErrorRecord {
  /** Wall clock: days since 1970, second of that day, microseconds. */
  days: number;
  second: number;
  micros: number;
  /** Undefined: not known, see the file's notes. */
  client: string | undefined;
  port: number | undefined;
  /** `apache`, `nginx`, `modsecurity`. */
  sensor: string;
  rule: string | undefined;
  severity: string | undefined;
  message: string;
  /** A login that failed: the user's name. */
  user: string | undefined;
  /** See the columns of the alerts; absent: the line does not say. */
  kind?: 'verdict';
  outcome?: 'blocked' | 'passed';
  url?: string;
  requestId?: string;
}
