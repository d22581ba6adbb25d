import { closeSync, openSync, writeSync } from 'node:fs';

export type WebLogKind = 'iis' | 'combined';

/** What a generated log holds, counted while it was written. */
export interface WebTruth {
  bytes: number;
  /** Records, without directives. */
  records: number;
  /** Lines that begin with `#`. */
  directives: number;
  /** How often the `#Fields` line changed from one list to the other. */
  changes: number;
  byStatus: Map<number, number>;
}

/** A small generator of numbers with a seed (xorshift32), so that the same seed gives the same file. */
function numbers(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 0x1_0000_0000) * below);
  };
}

const WORDS = 'alpha bravo cart delta echo foxtrot golf hotel index juliet kilo lima mike november'.split(
  ' ',
);
const ENDINGS = ['', '.html', '.aspx', '.jpg', '.css', '.js', '/', '.json'];
const STATUSES = [
  ...Array.from({ length: 84 }, () => 200),
  304,
  304,
  304,
  304,
  304,
  404,
  404,
  404,
  301,
  301,
  401,
  401,
  401,
  500,
  206,
  206,
];
const METHODS = [...Array.from({ length: 9 }, () => 'GET'), 'POST'];
const REFERERS = ['-', '-', '-', 'https://www.example.com/', 'https://search.example.net/'];

const SHORT =
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n';
const LONG =
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken X-Forwarded-For\r\n';

/** What the records are drawn from. */
interface Pools {
  clients: string[];
  paths: string[];
  agents: string[];
}

function pools(pick: (below: number) => number): Pools {
  const address = (): string =>
    pick(25) === 0
      ? `2600:1f18:${pick(65_536).toString(16)}:${pick(65_536).toString(16)}::${(pick(65_535) + 1).toString(16)}`
      : `${[3, 18, 34, 52, 54, 81, 198][pick(7)]}.${pick(256)}.${pick(256)}.${pick(256)}`;
  const word = (): string => WORDS[pick(WORDS.length)] ?? 'word';
  const path = (): string => `/${word()}/${word()}-${pick(4000)}${ENDINGS[pick(ENDINGS.length)] ?? ''}`;
  const agent = (i: number): string =>
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${80 + i}.0.0.0 Safari/537.36`;
  return {
    clients: Array.from({ length: 60_000 }, address),
    paths: Array.from({ length: 40_000 }, path),
    agents: [...Array.from({ length: 60 }, (_, i) => agent(i)), 'python-requests/2.28.2', 'curl/7.88.1', '-'],
  };
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** `2026-07-01` and `13:55:36` of a moment, made once per second. */
function stamps(): (second: number) => { day: string; clock: string; apache: string } {
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  let last = { second: -1, day: '', clock: '', apache: '' };
  return (second) => {
    if (second === last.second) return last;
    const date = new Date(second * 1000);
    const [day, clock] = [date.toISOString().slice(0, 10), date.toISOString().slice(11, 19)];
    const month = months[date.getUTCMonth()] ?? '';
    const apache = `${two(date.getUTCDate())}/${month}/${date.getUTCFullYear()}:${clock} +0000`;
    last = { second, day, clock, apache };
    return last;
  };
}

/** Skewed towards the beginning, as visits are. */
function popular(from: readonly string[], pick: (below: number) => number): string {
  const share = pick(1_000_000) / 1_000_000;
  return from[Math.floor(from.length * share * share * share)] ?? '';
}

/** Writes text in large pieces. */
class Output {
  readonly #file: number;
  #pieces: string[] = [];
  #held = 0;
  bytes = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  add(text: string): void {
    this.#pieces.push(text);
    this.#held += text.length;
    this.bytes += text.length;
    if (this.#held > 4_000_000) this.flush();
  }

  flush(): void {
    writeSync(this.#file, this.#pieces.join(''), null, 'latin1');
    this.#pieces = [];
    this.#held = 0;
  }

  close(): void {
    this.flush();
    closeSync(this.#file);
  }
}

const START = Date.parse('2026-07-01T00:00:00Z') / 1000;

/**
 * Writes a web log of about `bytes` bytes: 40,000 URLs of which a quarter of the requests add a query of their
 * own, 60,000 clients, 4 % of them IPv6, 63 user agents; in an IIS log the field list changes about every
 * 50,000 records.
 */
export function generateWeb(kind: WebLogKind, path: string, bytes: number, seed = 1): WebTruth {
  const pick = numbers(seed);
  const { clients, paths, agents } = pools(pick);
  const stamp = stamps();
  const output = new Output(path);
  const truth: WebTruth = { bytes: 0, records: 0, directives: 0, changes: 0, byStatus: new Map() };
  let long = false;
  const header = (second: number): void => {
    const { day, clock } = stamp(second);
    output.add(
      `#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: ${day} ${clock}\r\n`,
    );
    output.add(long ? LONG : SHORT);
    truth.directives += 4;
  };
  if (kind === 'iis') header(START);
  for (let tick = 0; output.bytes < bytes; tick++) {
    const second = START + Math.floor(tick * 0.45);
    const { day, clock, apache } = stamp(second);
    if (kind === 'iis' && pick(50_000) === 0) {
      long = !long;
      truth.changes++;
      header(second);
    }
    const client = popular(clients, pick);
    const stem = popular(paths, pick);
    const query = pick(4) === 0 ? `id=${pick(1_000_000)}&from=${WORDS[pick(WORDS.length)]}` : '';
    const agent = agents[pick(agents.length)] ?? '-';
    const referer = REFERERS[pick(REFERERS.length)] ?? '-';
    const method = METHODS[pick(METHODS.length)] ?? 'GET';
    const status = STATUSES[pick(STATUSES.length)] ?? 200;
    const user = pick(33) === 0 ? `CONTOSO\\user${pick(300)}` : '-';
    const size = pick(60_000);
    truth.records++;
    truth.byStatus.set(status, (truth.byStatus.get(status) ?? 0) + 1);
    if (kind === 'combined') {
      const url = query === '' ? stem : `${stem}?${query}`;
      const name = user.replace('\\', '\\\\');
      output.add(
        `${client} - ${name} [${apache}] "${method} ${url} HTTP/1.1" ${status} ${size} "${referer}" "${agent}"\n`,
      );
    } else {
      const begin = `${day} ${clock} 10.0.${pick(4)}.10 ${method} ${stem} ${query === '' ? '-' : query} 443 ${user} ${client}`;
      const middle = `${agent.replaceAll(' ', '+')} ${referer} ${status} ${status === 401 ? '1 1326' : '0 0'}`;
      const end = long ? `${size} ${pick(3000)} ${pick(5000)} ${client},+10.1.2.3` : String(pick(5000));
      output.add(`${begin} ${middle} ${end}\r\n`);
    }
  }
  output.close();
  truth.bytes = output.bytes;
  return truth;
}
