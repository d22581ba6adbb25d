// Without a port: a reading thread removes the part that it began itself.
import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ParquetFormat, ParquetMapping } from '../../../formats/format.ts';
import { parseAddress } from '../../../net/address.ts';
import { DuckDBInstance } from './driver.ts';
import { columnsOf } from '../../schema.ts';
import { END_FIRST } from '../../../tables/times.ts';
import { globPath, sqlText } from './quote.ts';
import { cellsOf, quoteName, sqlOtherAddresses, unitless, unitOf } from './parquet-cells.ts';
import type { Cell, FileColumn, TimeUnit } from './parquet-cells.ts';
import { CountingTally } from '../../tally.ts';
import type { Counts } from '../../tally.ts';
import { quoted } from '../../../model/message.ts';
import { reasonsOf } from '../../../model/reason.ts';
import type { TABLE_ROWS } from '../../../tables/words.ts';

const reason = reasonsOf<typeof TABLE_ROWS>();

/** One row group per part, and the delta encodings of Parquet's second version, as the other parts have them. */
const PART_OPTIONS =
  '(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION v2, ROW_GROUP_SIZE 100000000)';

/** Rejects are listed up to here; the rest is counted. */
const LISTED = 20;
const SHOWN = 40;

/** What is said of a column of times that counts something else than seconds. */
const UNIT_NOTES: Readonly<Record<Exclude<TimeUnit, 'seconds'>, (column: string) => string>> = {
  milliseconds: (column) => reason('columnMilliseconds', { column }),
  microseconds: (column) => reason('columnMicroseconds', { column }),
  nanoseconds: (column) => reason('columnNanoseconds', { column }),
};

/**
 * What is read again differs from what was read before: damaged pages are not always refused, and what then stands in the
 * columns can be another thing each time. No row of such a file can be relied on.
 */
class Unsteady extends Error {}

/** First line of a DuckDB message: the rest shows the statement. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

/** A file that is no Parquet, or not of these columns: one record, rejected. */
function refused(reason: string): Counts {
  const tally = new CountingTally();
  tally.rejected(1, 0, reason);
  return tally.counts;
}

/** A database that is there for one file alone. */
interface FileDatabase {
  connection: Pick<DuckDBConnection, 'run' | 'stream' | 'createAppender'>;
  close: () => void;
}

async function inMemory(): Promise<FileDatabase> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Copies a Parquet file into the lake as one part. Every cell is looked at: a row with one that cannot be what its column
 * holds is rejected, and all others are read. `line` is the record's number in the file, from 1.
 *
 * @param part path of the part; none is written if there is no row
 * @param open the database that reads the file
 */
export async function copyParquet(
  file: string,
  evidence: number,
  format: ParquetFormat,
  part: string,
  open = inMemory,
): Promise<Counts> {
  const { connection, close } = await open();
  try {
    return await new Copy(connection, file, evidence, format).run(part);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof Unsteady) return refused(reason('parquetUnsteady'));
    return refused(reason('parquetUnread', { why: quoted(firstLine(error)) }));
  } finally {
    close();
  }
}

class Copy {
  readonly #connection: FileDatabase['connection'];
  readonly #source: string;
  readonly #evidence: number;
  readonly #format: ParquetFormat;
  readonly #tally = new CountingTally();

  constructor(connection: FileDatabase['connection'], file: string, evidence: number, format: ParquetFormat) {
    this.#connection = connection;
    // By itself DuckDB would take a folder called `srcaddr=203.0.113.9` for a column of every record in it.
    this.#source = `read_parquet(${sqlText(globPath(file))}, file_row_number = true, hive_partitioning = false)`;
    this.#evidence = evidence;
    this.#format = format;
  }

  async run(part: string): Promise<Counts> {
    // Times without a zone are UTC, wherever this runs.
    await this.#connection.run("SET TimeZone = 'UTC'");
    const described = await this.#rows(`DESCRIBE SELECT * FROM ${this.#source}`);
    const columns = described
      .map(([name, type]): FileColumn => ({ name: String(name), type: String(type) }))
      .filter(({ name }) => name !== 'file_row_number');
    const mapping = this.#format.map(columns.map(({ name }) => name));
    const { table } = this.#format;
    for (const note of mapping.notes) this.#tally.note(note);
    await this.#canonicalAddresses(mapping);
    const cells = cellsOf(table, mapping, columns, await this.#units(mapping, columns));
    await this.#connection.run(`CREATE TEMP VIEW records AS ${this.#sqlRecords(mapping, cells)}`);
    await this.#count(mapping, cells);
    const { counts } = this.#tally;
    if (counts.parsed === 0) return counts;
    const named = new Set(cells.map(({ name }) => name));
    const select = columnsOf(table).map(({ name, type }) => {
      if (name === 'evidence') return `CAST(${this.#evidence} AS INTEGER) AS evidence`;
      if (name === 'line') return 'line';
      return `CAST(${named.has(name) ? quoteName(name) : 'NULL'} AS ${type}) AS ${quoteName(name)}`;
    });
    const [[written] = []] = await this.#rows(
      `COPY (SELECT ${select.join(', ')} FROM records WHERE outcome IS NULL ORDER BY line) TO ${sqlText(part)} ${PART_OPTIONS}`,
    );
    if (Number(written) !== counts.parsed) throw new Unsteady();
    counts.rows[table] = counts.parsed;
    return counts;
  }

  async #rows(sql: string): Promise<unknown[][]> {
    return (await this.#connection.run(sql)).getRowsJS();
  }

  /** Makes the table `v6`: the canonical text of every address that is not in the usual form of IPv4. */
  async #canonicalAddresses(mapping: ParquetMapping): Promise<void> {
    await this.#connection.run('CREATE TEMP TABLE v6 (text VARCHAR, address VARCHAR)');
    const sql = sqlOtherAddresses(this.#format.table, mapping, this.#source);
    if (sql === undefined) return;
    const appender = await this.#connection.createAppender('v6');
    const result = await this.#connection.stream(sql);
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0;) {
      for (const [text] of chunk.getRows()) {
        const address = typeof text === 'string' ? parseAddress(text) : undefined;
        if (typeof text !== 'string' || address === undefined || address.zone !== undefined) continue;
        appender.appendVarchar(text);
        appender.appendVarchar(address.text);
        appender.endRow();
      }
      chunk = await result.fetchChunk();
    }
    appender.closeSync();
  }

  /** What each column of times counts, by the number in its middle; said where it is not seconds. */
  async #units(mapping: ParquetMapping, columns: readonly FileColumn[]): Promise<Map<string, TimeUnit>> {
    const units = new Map<string, TimeUnit>();
    for (const column of unitless(this.#format.table, mapping, columns)) {
      const number = `TRY_CAST(CAST(${quoteName(column)} AS VARCHAR) AS DOUBLE)`;
      const [[middle] = []] = await this.#rows(`SELECT quantile_disc(${number}, 0.5) FROM ${this.#source}`);
      const unit = typeof middle === 'number' ? unitOf(middle) : undefined;
      if (unit === undefined || unit === 'seconds') continue;
      units.set(column, unit);
      this.#tally.note(UNIT_NOTES[unit](column.slice(0, SHOWN)));
    }
    return units;
  }

  /**
   * Every record with its cells and its outcome: null, `skip N` by the place of the reason, or `reject N` by the place of the
   * cell; -1 for a time that ends before it begins. Each record goes to the first that fits it.
   */
  #sqlRecords({ skips, required }: ParquetMapping, cells: readonly Cell[]): string {
    const made = cells.map(({ name, value }) => `${value} AS ${quoteName(name)}`);
    const texts = cells.map(({ text }, i) => `${text} AS "text ${i}"`);
    const passed = skips.map(
      ({ column, value }, i) => `WHEN ${quoteName(`passed ${column}`)} = ${sqlText(value)} THEN 'skip ${i}'`,
    );
    const statuses = [...new Set(skips.map(({ column }) => column))].map(
      (column) => `trim(CAST(${quoteName(column)} AS VARCHAR)) AS ${quoteName(`passed ${column}`)}`,
    );
    const wrong = cells.map(
      ({ name }, i) => `WHEN "text ${i}" IS NOT NULL AND ${quoteName(name)} IS NULL THEN 'reject ${i}'`,
    );
    const lacking = required.map(
      ({ column }, i) => `WHEN ${quoteName(column)} IS NULL THEN 'skip ${skips.length + i}'`,
    );
    const named = new Set(cells.map(({ name }) => name));
    const backwards =
      named.has('ts_start') && named.has('ts_end') ? ["WHEN ts_end < ts_start THEN 'reject -1'"] : [];
    const outcome = [...passed, ...wrong, ...backwards, ...lacking].join('\n    ');
    const inner = `SELECT ${['file_row_number + 1 AS line', ...made, ...texts, ...statuses].join(',\n  ')}\nFROM ${this.#source}`;
    return `SELECT *, CASE ${outcome} END AS outcome FROM (${inner})`;
  }

  async #count({ skips, required }: ParquetMapping, cells: readonly Cell[]): Promise<void> {
    const { counts } = this.#tally;
    const reasons = [...skips, ...required].map(({ reason }) => reason);
    for (const [outcome, count] of await this.#rows(
      'SELECT outcome, count(*) FROM records GROUP BY outcome',
    )) {
      const [kind, number] = typeof outcome === 'string' ? outcome.split(' ') : [];
      if (kind === undefined) counts.parsed += Number(count);
      else if (kind === 'reject') counts.rejected += Number(count);
      else {
        const why = reasons[Number(number)] ?? reason('skipOther');
        counts.skipped += Number(count);
        counts.skips.set(why, (counts.skips.get(why) ?? 0) + Number(count));
      }
    }
    if (counts.rejected === 0) return;
    const shown = cells.map((_, i) => `WHEN 'reject ${i}' THEN left("text ${i}", ${SHOWN})`).join(' ');
    const listed = await this.#rows(
      `SELECT line, outcome, CASE outcome ${shown} END FROM records WHERE starts_with(outcome, 'reject') ORDER BY line LIMIT ${LISTED}`,
    );
    if (listed.length !== Math.min(counts.rejected, LISTED)) throw new Unsteady();
    counts.rejects = listed.map(([line, outcome, text]) => {
      const cell = cells[Number(String(outcome).split(' ')[1])];
      const why = cell === undefined ? END_FIRST : cell.wrong(String(text));
      return { line: Number(line), offset: 0, reason: why };
    });
  }
}
