import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { quotedName } from '../../base/file-names.ts';
import { fileOf, LISTENING, writeConnection, writeDeed, writeLogin } from './dionaea-rows.ts';
import type { PotConnection } from './dionaea-rows.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { EventRows } from '../rows/event-rows.ts';
import { epochTime } from '../text/sensor-time.ts';
import { SQLITE_MAGIC, SqliteFile } from './sqlite-file.ts';
import type { SqliteRow, SqliteTable } from './sqlite-file.ts';
import type { SqliteValue } from './sqlite-record.ts';
import { isWal, walFrames } from './sqlite-wal.ts';

interface Deed {
  table: string;
  rule: string;
  columns: readonly string[];
  time?: string;
  /** The columns are the URL and the hash of a file. */
  file?: true;
}

/** What a client did on a connection: the table, what it is called, and the columns that say it. */
const DEEDS: readonly Deed[] = [
  { table: 'offers', rule: 'download.offer', columns: ['offer_url'], file: true },
  {
    file: true,
    table: 'downloads',
    rule: 'download.complete',
    columns: ['download_url', 'download_md5_hash'],
    time: 'download_timestamp',
  },
  {
    table: 'dcerpcrequests',
    rule: 'smb.dcerpc.request',
    columns: ['dcerpcrequest_uuid', 'dcerpcrequest_opnum'],
  },
  { table: 'emu_services', rule: 'shellcode', columns: ['emu_service_url'] },
  { table: 'mssql_commands', rule: 'mssql.command', columns: ['mssql_command_cmd'] },
  { table: 'mysql_commands', rule: 'mysql.command', columns: ['mysql_command_cmd'] },
  { table: 'sip_commands', rule: 'sip.command', columns: ['sip_command_method', 'sip_command_user_agent'] },
];

const AHEAD_NOTE = worded('dioAheadNote');
const AHEAD = worded('dioAhead');
const LEFT = worded('dioLeft');
/** Tables that are named in a note. */
const MAX_NAMED = 12;

/** A row by the names of its columns. */
class NamedRow {
  readonly row: SqliteRow;
  readonly #columns: readonly string[];

  constructor(row: SqliteRow, columns: readonly string[]) {
    this.row = row;
    this.#columns = columns;
  }

  value(name: string): SqliteValue {
    return this.row.values[this.#columns.indexOf(name)] ?? null;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return value === null || value === '' ? undefined : String(value);
  }

  number(name: string): number | undefined {
    const value = this.value(name);
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  }
}

/** The connection in a row; undefined: it has no time. */
function connectionOf(row: NamedRow): PotConnection | undefined {
  const time = epochTime(row.value('connection_timestamp'));
  if (time === undefined) return undefined;
  return {
    time,
    type: row.text('connection_type'),
    transport: row.text('connection_transport'),
    protocol: row.text('connection_protocol'),
    localHost: row.text('local_host'),
    localPort: row.number('local_port'),
    remoteHost: row.text('remote_host'),
    remotePort: row.number('remote_port'),
  };
}

/** Reads one database. */
class DatabaseReader {
  readonly #file: SqliteFile;
  readonly #tables: ReadonlyMap<string, SqliteTable>;
  readonly #rows: EventRows;
  readonly #sink: RowSink;
  readonly #tally: Tally;
  /** Records so far: each row of a table that is read, each page that cannot be. */
  #record = 0;
  /** The connection looked up last: the rows of one are together. */
  #last: { id: number; connection: PotConnection | undefined } | undefined;

  constructor(bytes: Uint8Array, sink: RowSink, tally: Tally) {
    this.#sink = sink;
    this.#tally = tally;
    this.#rows = new EventRows(sink, tally);
    this.#file = new SqliteFile(bytes, (offset, reason) => this.#reject(offset, reason));
    this.#tables = this.#file.tables();
  }

  read(): void {
    if (this.#file.writesAhead) this.#tally.note(AHEAD_NOTE);
    this.#each('connections', (row, line) => {
      const connection = connectionOf(row);
      if (connection === undefined) return worded('dioNoTime');
      return connection.type === 'listen'
        ? { skip: LISTENING }
        : writeConnection(this.#rows, connection, line);
    });
    this.#each('logins', (row, line) => {
      const connection = this.#connection(row);
      if (connection === undefined) return worded('dioNotThere');
      const password = row.value('login_password');
      const credentials = {
        username: row.text('login_username'),
        password: password === null ? undefined : String(password),
      };
      return writeLogin(this.#rows, connection, credentials, line);
    });
    for (const deed of DEEDS) {
      this.#each(deed.table, (row, line) => {
        const connection = this.#connection(row);
        if (connection === undefined) return worded('dioNotThere');
        const time = deed.time === undefined ? undefined : epochTime(row.value(deed.time));
        const said = deed.columns.map((column) => row.text(column)).filter((text) => text !== undefined);
        const message = said.length === 0 ? undefined : said.join(' ');
        const at = { ...connection, time: time ?? connection.time };
        const file = deed.file === true ? fileOf(said[0], said[1]) : {};
        return writeDeed(this.#rows, at, { rule: deed.rule, message, ...file }, line);
      });
    }
    this.#noteOthers();
  }

  #each(name: string, write: (row: NamedRow, line: number) => { skip: string } | string | undefined): void {
    const table = this.#tables.get(name);
    if (table === undefined) return;
    for (const row of this.#file.rows(table.root)) {
      this.#record += 1;
      const outcome = write(new NamedRow(row, table.columns), this.#record);
      if (outcome === undefined) {
        this.#tally.parsed();
        continue;
      }
      this.#sink.undo();
      if (typeof outcome === 'string') this.#tally.rejected(this.#record, row.offset, outcome);
      else this.#tally.skipped(outcome.skip);
    }
  }

  #reject(offset: number, reason: string): void {
    this.#record += 1;
    this.#tally.rejected(this.#record, offset, reason);
  }

  /** The connection that a row belongs to: `connection` is its number, which is that of its row. */
  #connection(row: NamedRow): PotConnection | undefined {
    const id = row.number('connection');
    const table = this.#tables.get('connections');
    if (id === undefined || table === undefined) return undefined;
    if (this.#last?.id === id) return this.#last.connection;
    const found = this.#file.row(table.root, id);
    const connection = found && connectionOf(new NamedRow(found, table.columns));
    this.#last = { id, connection };
    return connection;
  }

  #noteOthers(): void {
    const known = new Set(['connections', 'logins', ...DEEDS.map(({ table }) => table)]);
    const others = [...this.#tables.keys()].filter((name) => !known.has(name) && !name.startsWith('sqlite_'));
    if (others.length === 0) return;
    const named = others.slice(0, MAX_NAMED).map(quotedName).join(', ');
    this.#tally.note(worded('dioTables', { names: `${named}${others.length > MAX_NAMED ? ', …' : ''}` }));
  }
}

/** What is beside a database that is written ahead of itself: a record is a page. */
function countPages(bytes: Uint8Array, tally: Tally): void {
  const frames = walFrames(bytes);
  if (frames === undefined) {
    tally.rejected(1, 0, worded('dioWalHeader'));
    return;
  }
  for (let page = 0; page < frames.committed; page++) tally.skipped(AHEAD);
  for (let page = 0; page < frames.left; page++) tally.skipped(LEFT);
  if (frames.committed > 0) tally.note(AHEAD_NOTE);
}

/** `dionaea.sqlite-wal`, `logsql.sqlite-wal`: the pages of any database look alike, so the name tells whose they are. */
const WAL_NAME = /(?:dionaea|logsql)[^/]{0,60}-wal$/i;

function recognise(head: Head): Recognition | undefined {
  if (isWal(head.bytes) && WAL_NAME.test(head.name))
    return {
      confidence: 0.9,
      because: worded('dioWal'),
    };
  if (!head.text.startsWith(SQLITE_MAGIC)) return undefined;
  const columns = ['connection_transport', 'connection_protocol', 'remote_hostname'];
  return columns.every((column) => head.text.includes(column))
    ? { confidence: 0.97, because: worded('dioSqlite') }
    : undefined;
}

/**
 * The database of the honeypot Dionaea (`dionaea.sqlite`, `logsql.sqlite`): connections are flows, logins are logins
 * of which it does not say whether they worked, and what a client did is an alert. A record is a row of a table.
 * Source: Dionaea documentation, "log_sqlite"; read 2026-11.
 */
export const DIONAEA_SQLITE: DocumentFormat = {
  name: 'dionaea-sqlite',
  honeypot: true,
  title: 'Database of the honeypot Dionaea (SQLite)',
  sample: '',
  kind: 'document',
  table: 'flows',
  also: ['logins', 'alerts'],
  zone: ZONE.seconds,
  recognise,
  parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
    if (isWal(bytes)) countPages(bytes, tally);
    else new DatabaseReader(bytes, sink, tally).read();
  },
};
