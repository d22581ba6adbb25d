import type { FileHandle } from 'node:fs/promises';
import { Command } from 'commander';
import type { Effects, Files, Terminal } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import type { AnswerLines } from '../attribution/answer-lines.ts';
import type { RdapClient } from '../attribution/rdap/client.ts';
import { parseAddress } from '../net/address.ts';
import { NO_ADDRESS } from '../net/special.ts';
import type { Address } from '../net/address.ts';
import { printable, printableJson } from '../base/printable.ts';
import { Ranges } from '../attribution/ranges.ts';
import type { Source } from '../model/source.ts';
import { loadHistories } from '../attribution/store.ts';
import { mayHold } from '../attribution/may-hold.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { parseInstant } from './instant.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';

interface Options extends CommonFlags {
  at?: string;
  file?: string;
  rdap?: true;
}

const NO_RANGES = new UserError('no provider ranges are known yet, so no address can be told', {
  hint: 'Run `abusedesk ranges update`; without a network: `abusedesk ranges import FILE`',
});

/** How many wrong lines are named; the rest is counted. */
const MAX_NAMED = 20;

/** In none of the lists; where some are not loaded, that is no answer yet. */
function unanswered({ asked = [], not_loaded = [] }: Source): string {
  const all = asked.length + not_loaded.length;
  return not_loaded.length === 0
    ? 'in no published range'
    : `in none of the lists asked (${asked.length} of ${all})`;
}

function cells(source: Source): string[] {
  const { address, provider, services, region, prefix, as_of, note } = source;
  if (provider === null) return [address, '-', note ?? unanswered(source)];
  const asOf = `as of ${as_of?.slice(0, 10)}`;
  return [address, provider, services?.join(', ') ?? '', region ?? '', prefix ?? '', asOf];
}

/** What a person has to know of the answer, and does not fit into its line. */
function notesOf({ provider, note, asked = [], not_loaded = [], also = [], prefix }: Source): string[] {
  if (provider !== null) {
    const others = also.map(
      (other) =>
        `${prefix} is named by ${other.provider} too (${other.services.join(', ')}, ${other.prefix})`,
    );
    return note === undefined ? others : [note, ...others];
  }
  if (not_loaded.length === 0) return [];
  const names = not_loaded.join(', ');
  return [
    `asked: ${asked.join(', ')}; not loaded, and so not asked: ${names}. ` +
      'Load them: `abusedesk ranges update`, and for those told by their routes `abusedesk ranges import ROUTES`',
  ];
}

/** What the registry says, for a person; '' where it was not asked. */
function registered({ address, rdap }: Source): string {
  if (rdap === undefined) return '';
  const { from, to, name, holder, country, abuse, server, catch_all } = rdap;
  const who = [holder, name, country].filter((word) => word !== undefined).join(', ');
  const contact = catch_all
    ? "the registry's own block, so its operator is not known"
    : abuse.length === 0
      ? 'no contact for abuse of its own'
      : `abuse: ${abuse.join(', ')}`;
  return `${printable(`${address}: ${who} (${from} – ${to}); ${contact}; says ${server}`)}\n`;
}

/** Columns as wide as their widest cell; the cells behind a `-` are prose and set no width. */
function aligned(rows: readonly string[][]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of (row[1] === '-' ? row.slice(0, 2) : row).entries()) {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    }
  }
  return rows
    .map((row) =>
      row
        .map((cell, i) => printable(cell).padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The answers, batch by batch: aligned lines with notes on stderr at the end, or one JSON array. */
class Answers {
  readonly #json: boolean;
  readonly #effects: Terminal;
  readonly #notes = new Set<string>();
  #count = 0;

  constructor(json: boolean, effects: Terminal) {
    this.#json = json;
    this.#effects = effects;
  }

  write(sources: readonly Source[]): void {
    if (sources.length === 0) return;
    if (!this.#json) {
      for (const source of sources) this.noteAll(source);
      this.#effects.stdout.write(aligned(sources.map(cells)) + sources.map(registered).join(''));
      return;
    }
    const text = sources.map((source) => printableJson(source)).join(',\n');
    this.#effects.stdout.write(`${this.#count === 0 ? '[\n' : ',\n'}${text}`);
    this.#count += sources.length;
  }

  /** Keeps what a person has to know of the answer, for the end. */
  noteAll(source: Source): void {
    for (const note of notesOf(source)) if (this.#notes.size < MAX_NAMED) this.#notes.add(note);
  }

  end(quiet: boolean): void {
    if (this.#json) this.#effects.stdout.write(this.#count === 0 ? '[]\n' : '\n]\n');
    if (quiet) return;
    for (const note of this.#notes) this.#effects.stderr.write(`Note: ${note}.\n`);
  }
}

/** Addresses to answer, and what a wrong one is called. */
interface AddressQuestion {
  place: 'argument' | 'line';
  lines: Line[];
}

/** A first chunk of this size is the beginning of a long list, bytes. */
const LONG = 32 * 1024;

/** Bytes that are read at once. */
const CHUNK = 1 << 20;

/**
 * A file's bytes, in two memories by turns: while one chunk is worked on the next is read. A chunk is valid until the next is
 * asked for. Closes the file.
 */
async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  let [buffer, other] = [Buffer.alloc(CHUNK), Buffer.alloc(CHUNK)];
  let reading = file.read(buffer);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      [buffer, other] = [other, buffer];
      reading = file.read(buffer);
      // Whoever takes the chunks may leave before this one is asked for; then its error is nobody's.
      reading.catch(() => {});
      yield chunk;
    }
  } finally {
    await reading.catch(() => {});
    await file.close();
  }
}

/** The lines of a list; a long one goes to `long` where there is one, and gives none here. */
async function* asked(
  stream: AsyncIterable<Uint8Array>,
  long: AnswerLines | undefined,
): AsyncGenerator<AddressQuestion> {
  const chunks = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const rest = { [Symbol.asyncIterator]: () => chunks };
  if (long !== undefined && first.value.length >= LONG) {
    long.add(first.value);
    for await (const chunk of rest) long.add(chunk);
    long.finish();
    return;
  }
  for await (const lines of linesOf(again(first.value, rest))) yield { place: 'line', lines };
}

async function* again(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* given(
  addresses: readonly string[],
  options: Options,
  long: AnswerLines | undefined,
  effects: Files & Terminal,
): AsyncGenerator<AddressQuestion> {
  const listed = addresses.filter((address) => address !== '-');
  if (listed.length > 0) {
    yield { place: 'argument', lines: listed.map((text, i) => ({ number: i + 1, text })) };
  }
  if (options.file === '-' || listed.length < addresses.length) yield* asked(effects.stdin, long);
  if (options.file === undefined || options.file === '-') return;
  try {
    const file = await effects.fs.open(options.file);
    const stat = await file.stat();
    // A pipe is somebody's list; a device has no end.
    if (stat.isCharacterDevice() || stat.isBlockDevice()) {
      await file.close();
      throw new UserError('the list is no regular file', { file: options.file });
    }
    yield* asked(chunksOf(file), long);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`the list cannot be read: ${errorCode(cause) ?? 'read failed'}`, {
      file: options.file,
      cause,
    });
  }
}

/** Registries are asked slowly, and are no directory for a whole log. */
const MAX_RDAP = 100;

/** Asks the registries about each public address; one that cannot be asked is said, and the others go on. */
class Registries {
  readonly #client: RdapClient;
  readonly #effects: Effects;
  readonly #asked = new Set<string>();

  constructor(client: RdapClient, effects: Effects) {
    this.#client = client;
    this.#effects = effects;
  }

  async ask(source: Source, address: Address): Promise<Source> {
    this.#asked.add(address.text);
    if (this.#asked.size > MAX_RDAP) {
      throw new UserError(`more than ${MAX_RDAP} addresses with --rdap`, {
        hint: 'Ask the registries about those that matter; the published ranges answer for all the others.',
      });
    }
    try {
      const rdap = await this.#client.registrationOf(address);
      return rdap === undefined ? source : { ...source, rdap };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#effects.stderr.write(`${printable(`${address.text}: ${error.message}`)}\n`);
      return source;
    }
  }

  save(): Promise<void> {
    return this.#client.save();
  }
}

/** One run of the command: answers, and how many entries are no addresses. */
class Run {
  readonly #ranges: Ranges;
  readonly #at: number;
  readonly #effects: Effects;
  readonly #answers: Answers;
  readonly registries: Registries | undefined;
  wrong = 0;

  constructor(
    ranges: Ranges,
    at: number,
    json: boolean,
    registries: Registries | undefined,
    effects: Effects,
  ) {
    this.#ranges = ranges;
    this.#at = at;
    this.#effects = effects;
    this.#answers = new Answers(json, effects);
    this.registries = registries;
  }

  /** Undefined for an empty line or a comment. */
  #source(text: string, place: string, number: number): { source: Source; address?: Address } | undefined {
    const word = text.trim();
    if (word === '' || word.startsWith('#')) return undefined;
    const address = parseAddress(word);
    if (address !== undefined) return { source: this.#ranges.source(address, this.#at), address };
    if (++this.wrong <= MAX_NAMED) {
      this.#effects.stderr.write(`${place} ${number}: not an IP address: ${printable(word.slice(0, 60))}\n`);
    }
    return { source: { address: word.slice(0, 60), provider: null, note: NO_ADDRESS } };
  }

  async batch({ place, lines }: AddressQuestion): Promise<void> {
    const sources: Source[] = [];
    for (const { number, text } of lines) {
      const found = this.#source(text, place, number);
      if (found === undefined) continue;
      const { source, address } = found;
      const ask = this.registries !== undefined && address !== undefined;
      sources.push(ask ? await this.registries.ask(source, address) : source);
    }
    this.#answers.write(sources);
  }

  /** For a long list. */
  async long(): Promise<AnswerLines> {
    const { AnswerLines: Lines } = await import('../attribution/answer-lines.ts');
    return new Lines(this.#ranges, this.#at, {
      tail: (label, special) => {
        const source = this.#ranges.answer('', label, this.#at, special);
        this.#answers.noteAll(source);
        return cells(source).slice(1).map(printable).join('  ').trimEnd();
      },
      other: (line, number) => {
        const found = this.#source(line, 'line', number);
        if (found === undefined) return '';
        this.#answers.noteAll(found.source);
        return aligned([cells(found.source)]);
      },
      write: (bytes) => this.#effects.stdout.write(bytes),
    });
  }

  async end(quiet: boolean): Promise<void> {
    await this.registries?.save();
    this.#answers.end(quiet);
  }
}

/** For a few addresses a hundred thousand lines need not be made ready. */
function mayHoldAny(addresses: readonly string[]): (prefix: string) => boolean {
  return mayHold(addresses.map((text) => parseAddress(text.trim())).filter((one) => one !== undefined));
}

/** Their client is loaded where they are to be asked. */
async function registriesOf({ rdap }: Options, effects: Effects): Promise<Registries | undefined> {
  if (rdap !== true) return undefined;
  const { RdapClient } = await import('../attribution/rdap/client.ts');
  return new Registries(new RdapClient(effects), effects);
}

/** Answers every line; a line that is no address is answered as such and named on stderr. */
async function who(addresses: readonly string[], options: Options, effects: Effects): Promise<void> {
  const at = options.at === undefined ? effects.now().getTime() / 1000 : parseInstant(options.at, '--at');
  const listed = options.file !== undefined || addresses.includes('-');
  const ranges = new Ranges(await loadHistories(effects, listed ? {} : { prefix: mayHoldAny(addresses) }));
  const registries = await registriesOf(options, effects);
  const run = new Run(ranges, at, options.json === true, registries, effects);
  const long = !listed || options.json === true || registries !== undefined ? undefined : await run.long();
  for await (const batch of given(addresses, options, long, effects)) await run.batch(batch);
  await run.end(options.quiet === true);
  if (!ranges.known && run.registries === undefined) throw NO_RANGES;
  const { wrong } = run;
  if (wrong > 0) {
    throw new UserError(
      wrong === 1 ? '1 entry is not an IP address' : `${wrong} entries are not IP addresses`,
      {
        hint: 'Write IPv4 as four decimal parts without leading zeros, or IPv6; in a list one address a line.',
      },
    );
  }
}

const HELP = `
Examples:
  abusedesk who 52.44.1.9 2600:1f18::1
  abusedesk who --at 2018-03-05 52.44.1.9
  abusedesk who --rdap 8.8.8.8
  cut -d' ' -f1 access.log | sort -u | abusedesk who --json -
`;

/** `abusedesk who`: whose an address is (or was), which service and region. */
export function whoCommand(effects: Effects): Command {
  const command = new Command('who')
    .description(
      'Whose address it is: provider, services, region, prefix, and as of when that was published.',
    )
    .argument('[ADDRESS...]', 'IPv4 or IPv6 addresses; - reads a list from the standard input')
    .option('--at <TIME>', 'the ranges in force at this time (default: now); a day means its end, UTC')
    .option('--rdap', 'also ask its registry over the network: who holds it, and where reports of abuse go')
    .option('--file <FILE>', 'read a list, one address a line; - is the standard input');
  return withCommonOptions(command, {
    json: 'one JSON array, one entry per address, in order',
    quiet: 'no notes',
  })
    .addHelpText('after', HELP)
    .action(async (addresses: string[], options: Options) => {
      if (addresses.length === 0 && options.file === undefined) {
        throw new UserError('no address was given', { hint: 'Example: abusedesk who 52.44.1.9' });
      }
      await who(addresses, options, effects);
    });
}
