import { dirname } from 'node:path';
import * as z from 'zod';
import type { Files } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import type { Step } from './action.ts';

const step = z.union([
  z.strictObject({
    run: z.array(z.string()),
    input: z.string().optional(),
    expect: z.string().optional(),
    mayFail: z.literal(true).optional(),
  }),
  z.strictObject({ write: z.string(), text: z.string().nullable() }),
  z.strictObject({ list: z.string(), entries: z.array(z.string()) }),
]);

/** What was meant to be done; `confirm` belongs to the `apply` before it. */
export type Deed = 'apply' | 'confirm';

/**
 * A line of the journal. `begin`: something is about to be done, with what the plan was. `change`: a change is about
 * to be made, and how it is taken back. `end`: all of its changes are made. `undone`: all of them are taken back.
 */
const entry = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('begin'),
    id: z.string(),
    at: z.string(),
    deed: z.enum(['apply', 'confirm']),
    sink: z.string(),
    prefixes: z.array(z.string()),
    direction: z.enum(['in', 'out', 'both']),
    port: z.number().optional(),
    until: z.string().optional(),
  }),
  z.object({ what: z.literal('change'), id: z.string(), key: z.string(), undo: z.array(step) }),
  z.object({ what: z.literal('end'), id: z.string(), at: z.string() }),
  z.object({ what: z.literal('undone'), id: z.string(), at: z.string() }),
]);
export type Entry = z.infer<typeof entry>;
type Begin = Extract<Entry, { what: 'begin' }>;

/** One deed as the journal tells it. */
export interface RecordedDeed {
  begin: Begin;
  /** How each change is taken back, in the order in which they were made. */
  undo: Step[][];
  ended: boolean;
}

/**
 * What was done to a firewall, one JSON object a line, only ever appended to: written and flushed before each change
 * is made, so that it can be taken back by a process that was not there, after a power cut too.
 */
export class Journal {
  readonly path: string;
  readonly #effects: Files;

  constructor(path: string, effects: Files) {
    this.path = path;
    this.#effects = effects;
  }

  /** @throws UserError when it cannot be written: then nothing may be done */
  async append(line: Entry): Promise<void> {
    const { fs } = this.#effects;
    try {
      await fs.mkdir(dirname(this.path), { recursive: true });
      const file = await fs.open(this.path, 'a', 0o600);
      try {
        await this.#endTornLine(file);
        await file.appendFile(`${JSON.stringify(line)}\n`);
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
    const text = await this.#text();
    if (text !== '' && !text.endsWith('\n')) await file.appendFile('\n');
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
   * What is done and not taken back, in order. A line that was cut off by a kill was never followed by its change,
   * so it is left out.
   * @throws UserError for a line that is whole and not the journal's
   */
  async standing(): Promise<RecordedDeed[]> {
    const done = new Map<string, RecordedDeed>();
    for (const [i, text] of (await this.#text()).split('\n').entries()) {
      const value = json(text);
      if (value === undefined) continue;
      const parsed = entry.safeParse(value);
      if (!parsed.success) {
        throw new UserError('the journal has a line that is not its own', { file: this.path, line: i + 1 });
      }
      const line = parsed.data;
      if (line.what === 'begin') done.set(line.id, { begin: line, undo: [], ended: false });
      else if (line.what === 'undone') done.delete(line.id);
      else {
        const found = done.get(line.id);
        if (line.what === 'change') found?.undo.push(line.undo.map(stepOf));
        else if (found !== undefined) found.ended = true;
      }
    }
    return [...done.values()];
  }
}

function stepOf(read: z.infer<typeof step>): Step {
  if ('write' in read || 'list' in read) return read;
  const { run, input, expect, mayFail } = read;
  return {
    run,
    ...(input !== undefined && { input }),
    ...(expect !== undefined && { expect }),
    ...(mayFail && { mayFail }),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
