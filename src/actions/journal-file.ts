import { dirname } from 'node:path';
import type * as z from 'zod';
import type { Files } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';

const LINE_FEED = 10;

/**
 * A journal of what was done, one JSON object a line, only ever appended to: written and flushed before each change is
 * made, so that it can be taken back by a process that was not there, after a power cut too.
 */
export class JournalFile<Line> {
  readonly path: string;
  readonly #schema: z.ZodType<Line>;
  readonly #effects: Files;

  constructor(path: string, schema: z.ZodType<Line>, effects: Files) {
    this.path = path;
    this.#schema = schema;
    this.#effects = effects;
  }

  /** Of several lines all are flushed at once. @throws UserError when it cannot be written: then nothing may be done */
  async append(...lines: readonly Line[]): Promise<void> {
    const { fs } = this.#effects;
    try {
      await fs.mkdir(dirname(this.path), { recursive: true });
      const file = await fs.open(this.path, 'a+', 0o600);
      try {
        await this.#endTornLine(file);
        await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      if (errorCode(cause) === undefined) throw cause;
      throw new UserError(`the journal cannot be written (${errorCode(cause)}), so nothing is changed`, {
        file: this.path,
        hint: 'Set ABUSEDESK_HOME to a folder that may be written.',
        cause,
      });
    }
  }

  /** A line that a kill cut off is ended, so that the next one stands alone. */
  async #endTornLine(file: Awaited<ReturnType<Files['fs']['open']>>): Promise<void> {
    const { size } = await file.stat();
    if (size === 0) return;
    const last = new Uint8Array(1);
    await file.read(last, 0, 1, size - 1);
    if (last[0] !== LINE_FEED) await file.appendFile('\n');
  }

  async #text(): Promise<string> {
    try {
      return await this.#effects.fs.readFile(this.path, 'utf8');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return '';
      throw new UserError(`the journal cannot be read (${errorCode(cause)})`, { file: this.path, cause });
    }
  }

  /**
   * All whole lines, in order. A line that was cut off by a kill was never followed by its change, so it is left out.
   * @throws UserError for a line that is whole and not the journal's
   */
  async lines(): Promise<Line[]> {
    return (await this.#text()).split('\n').flatMap((text, i) => {
      const value = json(text);
      if (value === undefined) return [];
      const parsed = this.#schema.safeParse(value);
      if (parsed.success) return [parsed.data];
      throw new UserError('the journal has a line that is not its own', { file: this.path, line: i + 1 });
    });
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
