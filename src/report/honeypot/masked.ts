import { CLOUDS } from '../../clouds/index.ts';
import type { CaseDocument } from '../../model/case.ts';
import type { Message } from '../../model/message.ts';
import { isOfHoneypot } from '../../model/pictures.ts';
import type { Series, Table } from '../../model/pictures.ts';

/*
 * What a honeypot saw, for publishing. Nothing is taken out of the case: what is here was put here by name, column by
 * column, so that what a later version adds to a case does not get in by itself.
 */

/** In the place of what must not be read: the same for the same, and not to be turned back without its key. */
export type Pseudonym = (kind: 'address' | 'file' | 'network', value: string) => string;

export interface MaskedOptions {
  pseudonym: Pseudonym;
  /** Of fewer flows or addresses no share is given. */
  least: number;
  /** What has a smaller share is not named. */
  named: number;
}

type MaskedTable = Pick<Table, 'name' | 'message' | 'columns' | 'rows'>;

export interface Masked {
  tables: MaskedTable[];
  /** By day, in whole per cents of the busiest day of either direction. */
  series: { name: string; message: Message; out: number[]; in: number[] }[];
  statements: Message[];
}

type Cell = Table['rows'][number][number];
type CellsByName = Readonly<Record<string, Cell>>;

/** Which columns of a table may be published. */
interface Publishable {
  name: string;
  keys: readonly string[];
  /** Shares of a column's sum, or of the rows of one direction. */
  shares: readonly string[];
  /** Shares within the row, and the column that they are shares of. */
  within?: Readonly<Record<string, string>>;
  /** Rows that are too small to be named are put together. */
  joins?: true;
}

const THREE = ['share_flows', 'share_packets', 'share_bytes'];

const PUBLISHABLE: readonly Publishable[] = [
  { name: 'honeypot_traffic', keys: ['direction', 'class'], shares: THREE },
  {
    name: 'honeypot_bursts',
    keys: ['day', 'direction', 'class', 'protocol', 'port'],
    shares: [],
    within: { share_port: 'flows' },
  },
  { name: 'honeypot_kinds', keys: ['what', 'direction', 'class'], shares: THREE, joins: true },
  { name: 'honeypot_ports', keys: ['direction', 'class', 'protocol', 'port'], shares: THREE, joins: true },
  {
    name: 'honeypot_sources',
    keys: ['day'],
    shares: [],
    within: { share_new: 'sources', share_busiest: 'flows' },
  },
  { name: 'honeypot_lifetimes', keys: ['active_days'], shares: ['share_sources', 'share_flows'] },
  { name: 'honeypot_busiest', keys: ['address', 'provider'], shares: ['share_flows'] },
  {
    name: 'honeypot_providers',
    keys: ['provider'],
    shares: ['share_flows'],
    within: { share_one_day: 'sources' },
    joins: true,
  },
  { name: 'honeypot_set_days', keys: ['day'], shares: [], within: { share_set: 'flows' } },
  {
    name: 'honeypot_set_ports',
    keys: ['protocol', 'port'],
    shares: ['share_of_set', 'share_of_rest'],
    joins: true,
  },
  {
    name: 'honeypot_set_sources',
    keys: ['part'],
    shares: ['share_flows'],
    within: { share_one_day: 'sources' },
  },
  { name: 'honeypot_downloads', keys: ['sample'], shares: ['share_hits'], joins: true },
];

/** As many as the table of the busiest addresses has where there are enough. */
const BUSIEST = 20;

const whole = (share: number): number => Math.round(share * 100) / 100;

const numberOf = (row: CellsByName | undefined, name: string): number => Number(row?.[name] ?? 0);

function rowsOf(table: Table | undefined): CellsByName[] {
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries(table?.columns.map((column, i) => [column, row[i] ?? null]) ?? []),
  );
}

const sum = (rows: readonly CellsByName[], name: string): number =>
  rows.reduce((total, row) => total + numberOf(row, name), 0);

/** Files by their hash, with their share of all; a file without one is none that could be marked. */
function downloadsOf(rows: readonly CellsByName[]): CellsByName[] {
  const hits = new Map<string, number>();
  for (const row of rows) {
    const { sample } = row;
    if (typeof sample === 'string') hits.set(sample, (hits.get(sample) ?? 0) + numberOf(row, 'hits'));
  }
  const all = [...hits.values()].reduce((total, n) => total + n, 0);
  return [...hits].map(([sample, n]) => ({ sample, hits: n, share_hits: n / all }));
}

const CLOUD_NAMES = new Set(CLOUDS.map(({ name }) => name));

/** Makes what may be published of one case. */
class Masker {
  readonly #document: CaseDocument;
  readonly #options: MaskedOptions;
  readonly #days: readonly string[];

  constructor(document: CaseDocument, options: MaskedOptions) {
    this.#document = document;
    this.#options = options;
    this.#days = [...new Set(this.rows('honeypot_days').map(({ day }) => String(day)))].toSorted();
  }

  rows(name: string): CellsByName[] {
    const rows = rowsOf(this.#document.tables.find((table) => table.name === name));
    return name === 'honeypot_downloads' ? downloadsOf(rows) : rows;
  }

  /** A provider that everybody knows by name; what somebody calls a network of his own is a mark. */
  #provider(name: string): string {
    return CLOUD_NAMES.has(name) ? name : this.#options.pseudonym('network', name);
  }

  #key(column: string, value: Cell): Cell {
    const { pseudonym } = this.#options;
    if (value === null) return null;
    if (column === 'day') return this.#days.indexOf(String(value)) + 1;
    if (column === 'address') return pseudonym('address', String(value));
    if (column === 'sample') return pseudonym('file', String(value));
    if (column === 'provider') return this.#provider(String(value));
    return value;
  }

  /** Shares of which the numbers could be counted back are none. */
  #share(row: CellsByName, column: string, base: number): number | null {
    const share = row[column];
    return typeof share === 'number' && base >= this.#options.least ? whole(share) : null;
  }

  /** How many flows the shares of a column are of. */
  #base(rows: readonly CellsByName[], row: CellsByName, column: string): number {
    if (column === 'share_of_set') return sum(rows, 'set_flows');
    if (column === 'share_of_rest') return sum(rows, 'rest_flows');
    if (column === 'share_sources') return sum(rows, 'sources');
    if (column === 'share_hits') return sum(rows, 'hits');
    return sum(
      rows.filter(({ direction }) => direction === row['direction']),
      'flows',
    );
  }

  /** Rows too small to be named as one of their direction. */
  #joined(rows: readonly CellsByName[], { keys, shares, joins, within = {} }: Publishable): CellsByName[] {
    if (joins !== true) return [...rows];
    const isNamed = (row: CellsByName): boolean =>
      shares.some((column) => whole(numberOf(row, column)) >= this.#options.named);
    const small = rows.filter((row) => !isNamed(row));
    const directions = [...new Set(small.map(({ direction }) => direction))];
    const joined = directions.map((direction): CellsByName => {
      const own = small.filter((row) => row['direction'] === direction);
      const none = [...keys, ...Object.keys(within)].map((column): [string, Cell] => [column, null]);
      const sums = ['flows', 'set_flows', 'rest_flows', 'sources', 'hits', ...shares].map(
        (column): [string, Cell] => [column, sum(own, column)],
      );
      return Object.fromEntries(none.concat(sums, direction === undefined ? [] : [['direction', direction]]));
    });
    return [...rows.filter(isNamed), ...joined];
  }

  table(publishable: Publishable): MaskedTable | undefined {
    const { name, keys, shares, within = {} } = publishable;
    const rows = this.rows(name);
    // Of few addresses or files already the number of rows would tell how many there are.
    const few =
      name === 'honeypot_busiest' && sum(this.rows('honeypot_lifetimes'), 'sources') < this.#options.least;
    const fewer = name === 'honeypot_downloads' && sum(rows, 'hits') < this.#options.least;
    if (rows.length === 0 || few || fewer) return undefined;
    const inner = Object.keys(within);
    const masked = this.#joined(rows, publishable).map((row): Cell[] => {
      const own = keys.map((column) => this.#key(column, row[column] ?? null));
      const parts = shares.map((column) => this.#share(row, column, this.#base(rows, row, column)));
      const innerParts = inner.map((column) => this.#share(row, column, numberOf(row, within[column] ?? '')));
      return own.concat(parts, innerParts);
    });
    return { name, message: this.#title(name), columns: [...keys, ...shares, ...inner], rows: masked };
  }

  /** The title of a table or a series, without what it may name. */
  #title(name: string): Message {
    const [kind = ''] = /^honeypot_?(.*)$/.exec(name)?.slice(1) ?? [];
    const words = kind.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
    const params = kind.startsWith('set_')
      ? { set: this.set() }
      : kind === 'busiest'
        ? { most: BUSIEST }
        : {};
    return { key: `tablePot${words.join('')}`, params };
  }

  set(): string | Message {
    const set = this.#document.honeypot?.set;
    if (set?.kind === 'asn') return set.name;
    if (set?.kind !== 'provider') return { key: 'potMaskedPart', params: {} };
    return CLOUDS.find(({ name }) => name === set.name)?.title ?? this.#provider(set.name);
  }

  series({ name, out, in: into }: Series): Masked['series'][number] | undefined {
    const all = [...out, ...into];
    const peak = Math.max(0, ...all);
    if (all.reduce((total, value) => total + value, 0) < this.#options.least) return undefined;
    const parts = (values: readonly number[]): number[] =>
      values.map((value) => Math.round((100 * value) / peak));
    const message: Message =
      name === 'honeypot_set'
        ? { key: 'seriesPotSet', params: { set: this.set() } }
        : { key: 'seriesPot', params: {} };
    return { name, message, out: parts(out), in: parts(into) };
  }

  statements(): Message[] {
    const traffic = this.rows('honeypot_traffic');
    const { least } = this.#options;
    const parted = (direction: string) => {
      const own = traffic.filter((row) => row['direction'] === direction);
      return {
        enough: sum(own, 'flows') >= least,
        of: (kind: string): number =>
          whole(
            sum(
              own.filter((row) => row['class'] === kind),
              'share_flows',
            ),
          ),
      };
    };
    const [came, left] = [parted('in'), parted('out')];
    const says: Message[] = [];
    if (came.enough)
      says.push({
        key: 'potSharesCame',
        params: {
          unsolicited: came.of('unsolicited'),
          response: came.of('response'),
          backscatter: came.of('backscatter'),
          unknown: came.of('not_known'),
        },
      });
    if (left.enough)
      says.push({
        key: 'potSharesSent',
        params: { begun: left.of('begun'), answers: left.of('answer'), unknown: left.of('not_known') },
      });
    const lifetimes = this.rows('honeypot_lifetimes');
    const once = lifetimes.find((row) => row['active_days'] === '1');
    if (sum(lifetimes, 'sources') >= least)
      says.push({ key: 'potSharesSources', params: { oneDay: whole(numberOf(once, 'share_sources')) } });
    const parts = this.rows('honeypot_set_sources');
    const own = parts.find((row) => row['part'] === 'set');
    if (own !== undefined && sum(parts, 'flows') >= least) {
      const oneDay = this.#share(own, 'share_one_day', numberOf(own, 'sources'));
      const share = whole(numberOf(own, 'share_flows'));
      says.push({
        key: 'potSharesSet',
        params: { set: this.set(), share, ...(oneDay !== null && { oneDay }) },
      });
    }
    if (says.length === 0) says.push({ key: 'potWithheld', params: { least } });
    return says;
  }
}

/** What of a case's honeypot may be published. */
export function maskedOf(document: CaseDocument, options: MaskedOptions): Masked {
  const masker = new Masker(document, options);
  const flows = sum(masker.rows('honeypot_traffic'), 'flows');
  const enough = flows >= options.least;
  return {
    tables: enough ? PUBLISHABLE.flatMap((one) => masker.table(one) ?? []) : [],
    series: document.series.filter(isOfHoneypot).flatMap((one) => masker.series(one) ?? []),
    statements: [
      ...masker.statements(),
      { key: 'potMasked', params: { least: options.least, rest: options.named } },
    ],
  };
}
