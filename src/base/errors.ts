/** The exit codes that scripts may rely on; see docs/reference/exit-codes.md. */
export const EXIT = { ok: 0, bug: 1, user: 2, refused: 3, interrupted: 130 } as const;

export interface UserErrorOptions {
  /** What to do about it: one imperative sentence, with the exact command where there is one. */
  hint?: string;
  /** Where it happened. */
  file?: string;
  line?: number;
  /** What is wrong as a packed message (`model/reason.ts`), where a case says it in its reader's language. */
  reason?: string;
  /** 2: the user can mend it. 3: refused for safety. */
  exitCode?: 2 | 3;
  cause?: unknown;
}

/**
 * Something the user can mend. It prints as what, where, what to do, without a stack.
 * Anything else that is thrown is a bug and keeps its stack.
 */
export class UserError extends Error {
  readonly hint: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly reason: string | undefined;
  readonly exitCode: 2 | 3;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'UserError';
    this.hint = options.hint;
    this.file = options.file;
    this.line = options.line;
    this.reason = options.reason;
    this.exitCode = options.exitCode ?? EXIT.user;
  }
}

/** The system's code of an error (`ENOENT`, `EACCES`), where it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
