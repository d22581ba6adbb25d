import type { Random } from './random.ts';

/** A request as it was, before a log's way of writing it. */
export interface Visit {
  /** Since 1970. */
  second: number;
  /** Name of the site that was asked; empty: the log does not name it. */
  site: string;
  /** Canonical text of the address; empty: the log names no address. */
  client: string;
  /** Empty: what came was no HTTP request. */
  method: string;
  stem: string;
  query: string;
  user: string;
  status: number;
  size: number;
  referer: string;
  agent: string;
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
const FIRST_BYTES = [3, 18, 34, 52, 54, 81, 198];

const START = Date.parse('2026-07-01T00:00:00Z') / 1000;
const SECONDS_PER_VISIT = 0.45;

function address(random: Random): string {
  const group = (): string => (random.below(65_535) + 1).toString(16);
  if (random.below(25) === 0) return `2600:1f18:${group()}:${group()}::${group()}`;
  return `${random.of(FIRST_BYTES)}.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
}

function path(random: Random): string {
  return `/${random.of(WORDS)}/${random.of(WORDS)}-${random.below(4000)}${random.of(ENDINGS)}`;
}

function browser(version: number): string {
  return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
}

/**
 * Visits to a busy site: 40,000 URLs of which a quarter of the requests add a query of their own, 60,000
 * clients, 4 % of them IPv6, 63 user agents; both skewed, a few make most.
 */
export class Visits {
  readonly #random: Random;
  readonly #clients: string[];
  readonly #paths: string[];
  readonly #agents: string[];
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#clients = Array.from({ length: 60_000 }, () => address(random));
    this.#paths = Array.from({ length: 40_000 }, () => path(random));
    this.#agents = [
      ...Array.from({ length: 60 }, (_, i) => browser(80 + i)),
      'python-requests/2.28.2',
      'curl/7.88.1',
      '-',
    ];
  }

  get second(): number {
    return START + Math.floor(this.#count * SECONDS_PER_VISIT);
  }

  #popular(from: readonly string[]): string {
    const share = this.#random.below(1_000_000) / 1_000_000;
    return from[Math.floor(from.length * share * share * share)]!;
  }

  next(): Visit {
    const random = this.#random;
    const { second } = this;
    this.#count++;
    return {
      second,
      site: '',
      client: this.#popular(this.#clients),
      method: random.of(METHODS),
      stem: this.#popular(this.#paths),
      query: random.below(4) === 0 ? `id=${random.below(1_000_000)}&from=${random.of(WORDS)}` : '',
      user: random.below(33) === 0 ? `CONTOSO\\user${random.below(300)}` : '-',
      status: random.of(STATUSES),
      size: random.below(60_000),
      referer: random.of(REFERERS),
      agent: random.of(this.#agents),
    };
  }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A moment as logs write it. */
interface Stamp {
  second: number;
  /** `2026-07-01` and `13:55:36`. */
  day: string;
  clock: string;
  /** `01/Jul/2026:13:55:36 +0000` */
  apache: string;
}

const DAY = 86_400;

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

let last: Stamp = { second: -1, day: '', clock: '', apache: '' };
/** The day of `last` as access logs write it. */
let apacheDay = '';

/** Made once per second, its date once per day. */
export function stamp(second: number): Stamp {
  if (second === last.second) return last;
  let { day } = last;
  if (Math.floor(second / DAY) !== Math.floor(last.second / DAY)) {
    const date = new Date(second * 1000);
    day = date.toISOString().slice(0, 10);
    apacheDay = `${day.slice(8)}/${MONTHS[date.getUTCMonth()]}/${day.slice(0, 4)}`;
  }
  const rest = second % DAY;
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  last = { second, day, clock, apache: `${apacheDay}:${clock} +0000` };
  return last;
}
