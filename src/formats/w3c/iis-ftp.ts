import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { fieldsLine } from '../text/fields-line.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { Instant } from '../text/instant.ts';
import { latin1At, lineEnd } from '../text/line-bytes.ts';
import { utf8Of } from '../text/column-texts.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import { parseClock, parseDay } from '../../kernel/byte-time.ts';
import { HASH } from '../../kernel/ascii.ts';
import { applyDirective, moveOn, W3C_START } from './directives.ts';
import type { W3cState } from './directives.ts';
import { commandOf, serviceOf } from './service.ts';

interface FtpState extends W3cState {
  /** Names that sessions have given (`USER`) and no password followed yet: session, name. The latest comes last. */
  users: [string, string][];
}

/** Sessions that are between name and password at a time; of more, the oldest are forgotten. */
const MAX_SESSIONS = 1000;
const MAX_LINE = 8192;
const DAY = 86_400;

/**
 * Why Windows refused a logon, by its error (Microsoft, System Error Codes 1300 to 1999): the same reasons as the NTSTATUS of event
 * 4625. `right`: the password was right, see `formats/windows/status.ts`.
 */
const ERRORS: ReadonlyMap<string, { why: string; right?: true }> = new Map([
  ['1326', { why: 'wrong user or password' }],
  ['1327', { why: 'account restriction', right: true }],
  ['1328', { why: 'outside of the allowed hours' }],
  ['1329', { why: 'workstation not allowed' }],
  ['1330', { why: 'password expired', right: true }],
  ['1331', { why: 'account disabled' }],
  ['1385', { why: 'logon type not granted', right: true }],
  ['1793', { why: 'account expired' }],
  ['1907', { why: 'password must be changed', right: true }],
  ['1909', { why: 'account locked out' }],
]);

/** The values of one line by the names of the fields; `-` is no value. */
function valuesOf(names: readonly string[], words: readonly string[]): (name: string) => string | undefined {
  return (name) => {
    const word = words[names.indexOf(name)];
    return word === undefined || word === '-' ? undefined : word;
  };
}

/** IIS writes spaces as `+`. */
function spaced(text: string): string {
  return text.replaceAll('+', ' ');
}

/** How a password was answered: RFC 959, 5.4, and the error of Windows. */
function outcome(
  status: string,
  error: string | undefined,
): Pick<Reading & { kind: 'login' }, 'ok' | 'detail' | 'refused'> {
  if (status === '230' || status === '232') return { ok: true, detail: status };
  const known = ERRORS.get(error ?? '');
  const detail = [status, error, known?.why].filter((part) => part !== undefined).join(', ');
  // Other errors are of what follows a right password: no home directory, no access to it.
  if (status !== '530' || (error !== undefined && known === undefined)) return { ok: undefined, detail };
  return { ok: false, detail, ...(known?.right === true && { refused: known.why }) };
}

/** Reads lines in their order, from the state before them. */
class FtpLines {
  #state: W3cState;
  #names: readonly string[] = [];
  readonly #users: Map<string, string>;
  readonly #instant: Instant;

  constructor({ users, ...state }: FtpState, instant: Instant) {
    this.#state = { ...state };
    this.#users = new Map(users);
    this.#instant = instant;
    this.#use();
  }

  get state(): FtpState {
    return { ...this.#state, users: [...this.#users] };
  }

  #use(): void {
    this.#names = (this.#state.fields ?? []).map((name) => name.toLowerCase());
  }

  line(bytes: Uint8Array, start: number, end: number): Reading {
    if (bytes[start] === HASH) {
      const next = applyDirective(this.#state, bytes, start, end);
      // `moveOn` changes it.
      this.#state = { ...next };
      this.#use();
      return skip(worded('skipDirective'));
    }
    const words = latin1At(bytes, start, Math.min(end, start + MAX_LINE)).split(' ');
    if (this.#names.length === 0) return reject(worded('noFieldsLine'));
    if (words.length !== this.#names.length)
      return reject(worded('valuesFields', { found: words.length, wanted: this.#names.length }));
    const value = valuesOf(this.#names, words);
    const reason = this.#setTime(value('date'), value('time'));
    return reason === undefined ? this.#command(value) : reject(reason);
  }

  /** @returns why it is not one */
  #setTime(date: string | undefined, time: string | undefined): string | undefined {
    const second = time?.length === 8 ? parseClock(Buffer.from(time, 'latin1'), 0) : -1;
    if (second < 0) return worded('noTime');
    if (date === undefined) moveOn(this.#state, second);
    const day =
      date?.length === 10
        ? parseDay(Buffer.from(date, 'latin1'), 0)
        : date === undefined
          ? this.#state.day
          : -1;
    if (day < 0) return worded('w3cNoDate');
    this.#instant.seconds = day * DAY + second;
    this.#instant.micros = 0;
    return undefined;
  }

  #command(value: (name: string) => string | undefined): Reading {
    const method = value('cs-method') ?? '';
    const command = commandOf(method);
    // IIS 6 has the session in the command; without either a client has one session at a time.
    const own = command === method ? value('x-session') : method.slice(0, method.indexOf(']'));
    const session = `${value('c-ip') ?? ''} ${own ?? ''}`;
    if (command === 'USER') {
      this.#remember(session, spaced(value('cs-uri-stem') ?? ''));
      return skip(worded('ftpBefore'));
    }
    if (command === 'ControlChannelClosed' || command === 'QUIT') this.#users.delete(session);
    if (command !== 'PASS') return skip(worded('ftpCommands'));
    return this.#password(value, session);
  }

  #remember(session: string, user: string): void {
    this.#users.delete(session);
    this.#users.set(session, user);
    const oldest = this.#users.size > MAX_SESSIONS ? this.#users.keys().next().value : undefined;
    if (oldest !== undefined) this.#users.delete(oldest);
  }

  #password(value: (name: string) => string | undefined, session: string): Reading {
    const client = value('c-ip');
    const status = value('sc-status');
    if (client === undefined) return reject(worded('ftpNoClient'));
    if (status === undefined || !/^\d{3}$/.test(status)) return reject(worded('ftpNoStatus'));
    const named = this.#users.get(session);
    this.#users.delete(session);
    const account = value('cs-username');
    const user = named === undefined || named === '' ? account && spaced(account) : named;
    const server = value('s-ip');
    const port = Number(value('c-port') ?? '0');
    return {
      kind: 'login',
      service: 'ftp',
      ...(user !== undefined && { user }),
      client,
      port: Number.isInteger(port) ? port : 0,
      ...(server !== undefined && { server }),
      ...outcome(status, value('sc-win32-status')),
    };
  }
}

function carry(chunk: Chunk, state: FtpState): FtpState {
  const { bytes, start, end } = chunk;
  const lines = new FtpLines(state, { seconds: 0, micros: 0 });
  for (let at = start; at < end;) {
    const stop = lineEnd(bytes, at, end);
    lines.line(bytes, at, bytes[stop - 1] === 13 && stop > at ? stop - 1 : stop);
    at = stop + 1;
  }
  return lines.state;
}

function recognise(head: Head): Recognition | undefined {
  const names = fieldsLine(head.text).map((name) => name.toLowerCase());
  const enough = ['time', 'c-ip', 'cs-method', 'sc-status'].every((name) => names.includes(name));
  return enough && serviceOf(head, names) === 'ftp'
    ? { confidence: 0.95, because: worded('ftpBecause') }
    : undefined;
}

/** The log of IIS's FTP service: each password that was tried is a login. */
export const IIS_FTP: LineFormat<FtpState> = {
  name: 'iis-ftp',
  title: 'IIS FTP log, W3C extended format: logins',
  sample:
    '#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status sc-substatus x-session\n2026-11-21 22:10:03 203.0.113.9 - 192.0.2.5 21 PASS *** 530 1326 41 8124db49',
  kind: 'lines',
  table: 'logins',
  zone: ZONE.format,
  recognise,
  start: () => ({ ...W3C_START, users: [] }),
  carry,
  parse(chunk, state, sink: RowSink, tally: Tally) {
    const instant: Instant = { seconds: 0, micros: 0 };
    const lines = new FtpLines(state, instant);
    const rows = new ReadingRows(sink, tally, utf8Of);
    rows.addLines(chunk, instant, (start, end) => lines.line(chunk.bytes, start, end));
  },
};
