import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import type { Outcome } from '../text/line-records.ts';
import { EventRows } from '../rows/event-rows.ts';
import type { FlowRow } from '../rows/event-rows.ts';
import type { Instant } from '../text/instant.ts';
import { flowColumns, requestColumns } from '../rows/event-columns.ts';
import type { Cells } from './zeek-cells.ts';
import { ConnCells } from './zeek-conn-cells.ts';
import type { CellOutcome } from './zeek-conn-cells.ts';
import { connectionOf, endsOf } from './zeek-conn.ts';
import { DnsCells, HttpCells } from './zeek-name-cells.ts';
import { countOf, timeOf } from './zeek-record.ts';
import type { ZeekRecord } from './zeek-record.ts';

/** The logs that are read. */
export type ZeekLog = 'conn' | 'http' | 'ssh' | 'ssl' | 'dns' | 'notice';

/** Fields by which a log is known whatever it is called; the first that fits. */
const MARKS: readonly (readonly [ZeekLog, readonly string[]])[] = [
  ['conn', ['id.orig_h', 'id.resp_h', 'conn_state']],
  ['notice', ['note', 'msg']],
  ['http', ['id.orig_h', 'id.resp_h', 'trans_depth', 'status_code']],
  ['ssh', ['id.orig_h', 'id.resp_h', 'kex_alg']],
  ['ssh', ['id.orig_h', 'id.resp_h', 'client', 'server', 'direction']],
  ['ssh', ['id.orig_h', 'id.resp_h', 'auth_attempts']],
  ['ssl', ['id.orig_h', 'id.resp_h', 'cipher', 'established']],
  ['dns', ['id.orig_h', 'id.resp_h', 'trans_id', 'rcode']],
  ['dns', ['id.orig_h', 'id.resp_h', 'query', 'qtype']],
  ['http', ['id.orig_h', 'id.resp_h', 'trans_depth', 'method']],
];
/**
 * Notices that say that somebody attacks; others are of certificates, software, lost packets.
 * Source: Zeek documentation, "Zeek Notices"; read 2026-11.
 */
const ATTACKS =
  /^(?:Scan::|SSH::(?:Password_Guessing|Login_By_Password_Guesser)$|FTP::Bruteforcing$|HTTP::SQL_Injection_|Heartbleed::|Intel::Notice$|TeamCymruMalwareHashRegistry::Match$)/;

/** The fields that tell which log it is. */
export const MARK_FIELDS: readonly string[] = [...new Set(MARKS.flatMap(([, fields]) => fields))];
const NAMES: ReadonlySet<string> = new Set(MARKS.map(([log]) => log));

function isLog(path: string): path is ZeekLog {
  return NAMES.has(path);
}

/** Which log it is, by its name or by its fields; undefined: one that is not read. */
export function logOf(path: string | undefined, has: (field: string) => boolean): ZeekLog | undefined {
  if (path !== undefined && isLog(path)) return path;
  return MARKS.find(([, fields]) => fields.every(has))?.[0];
}

const OTHER_LOG = worded('zeekOther');
export const NO_ADDRESS = worded('zeekNoAddress');
const NAMES_NOTE = worded('zeekNames');
const SSH_NOTE = worded('zeekSsh');
const FORWARDED = 'X-FORWARDED-FOR -> ';
const UDP = 17;
const TCP = 6;

/** Writes the rows of a line of one log from its bytes. */
export interface BytesReader {
  write(line: number): CellOutcome;
}

/** Writes records of Zeek's logs into their tables. */
export class ZeekRows {
  readonly #rows: EventRows;
  readonly #sink: RowSink;
  readonly #tally: Tally;

  constructor(sink: RowSink, tally: Tally) {
    this.#rows = new EventRows(sink, tally);
    this.#sink = sink;
    this.#tally = tally;
  }

  /** What reads the logs that are large from bytes: it gives the same rows as `write`. Undefined: a log that is read as text. */
  readerOf(log: ZeekLog | undefined, cells: Cells): BytesReader | undefined {
    if (log === 'conn') return new ConnCells(cells, flowColumns(this.#sink.beside('flows')));
    if (log === 'http') return new HttpCells(cells, requestColumns(this.#sink.beside('requests')));
    if (log !== 'dns') return undefined;
    let noted = false;
    return new DnsCells(cells, flowColumns(this.#sink.beside('flows')), () => {
      if (!noted) this.#tally.note(NAMES_NOTE);
      noted = true;
    });
  }

  write(log: ZeekLog | undefined, record: ZeekRecord, line: number): Outcome {
    if (log === undefined) return { skip: OTHER_LOG };
    const time = timeOf(record);
    if (time === undefined) return worded('noTimeIn', { field: 'ts' });
    switch (log) {
      case 'conn': {
        const written = connectionOf(record, time).map((row) => this.#rows.flow(row, line));
        return written.every(Boolean) ? undefined : NO_ADDRESS;
      }
      case 'http':
        return this.#request(record, time, line);
      case 'ssh':
        return this.#login(record, time, line);
      case 'notice':
        return this.#notice(record, time, line);
      case 'dns':
        return this.#question(record, time, line);
      default:
        return this.#serverName(record, time, line);
    }
  }

  #request(record: ZeekRecord, time: Instant, line: number): Outcome {
    const { src, srcPort, dst, dstPort } = endsOf(record);
    const proxied = record.list('proxied').find((header) => header.startsWith(FORWARDED));
    const version = record.text('version');
    const written = this.#rows.request(
      {
        time,
        client: src,
        clientPort: srcPort,
        server: dst,
        serverPort: dstPort,
        host: record.text('host'),
        method: record.text('method'),
        uri: record.text('uri'),
        version: version === undefined ? undefined : `HTTP/${version}`,
        username: record.text('username'),
        status: countOf(record, 'status_code'),
        sent: countOf(record, 'response_body_len'),
        received: countOf(record, 'request_body_len'),
        agent: record.text('user_agent'),
        referer: record.text('referrer'),
        forwarded: proxied?.slice(FORWARDED.length),
      },
      line,
    );
    return written ? undefined : NO_ADDRESS;
  }

  /** Zeek concludes from the sizes of packets whether a login worked. Old logs have `status`. */
  #login(record: ZeekRecord, time: Instant, line: number): Outcome {
    const { src, srcPort, dst } = endsOf(record);
    const success = record.text('auth_success') ?? record.text('status');
    const attempts = countOf(record, 'auth_attempts');
    const ok =
      success === 'T' || success === 'success'
        ? true
        : success === 'F' || success === 'failure'
          ? false
          : undefined;
    if (ok === undefined && (attempts ?? 0) === 0) return { skip: worded('zeekNoAttempt') };
    this.#tally.note(SSH_NOTE);
    const client = record.text('client');
    const detail = [
      attempts === undefined ? undefined : `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
      client === undefined ? undefined : `client ${client}`,
    ].filter((part) => part !== undefined);
    const written = this.#rows.login(
      {
        time,
        client: src,
        clientPort: srcPort,
        server: dst,
        service: 'sshd',
        ok,
        detail: detail.join('; ') || undefined,
      },
      line,
    );
    return written ? undefined : NO_ADDRESS;
  }

  #notice(record: ZeekRecord, time: Instant, line: number): Outcome {
    const { src, srcPort, dst, dstPort } = endsOf(record);
    const said = [record.text('msg'), record.text('sub')].filter((text) => text !== undefined);
    const written = this.#rows.alert(
      {
        time,
        src: record.text('src') ?? src,
        srcPort,
        dst: record.text('dst') ?? dst,
        dstPort: countOf(record, 'p') ?? dstPort,
        sensor: 'zeek',
        rule: record.text('note'),
        message: said.join(' | ') || undefined,
        kind: ATTACKS.test(record.text('note') ?? '') ? 'verdict' : 'event',
        outcome: record.text('dropped') === 'T' ? 'blocked' : undefined,
      },
      line,
    );
    return written ? undefined : worded('zeekSrc');
  }

  #question(record: ZeekRecord, time: Instant, line: number): Outcome {
    const query = record.text('query');
    if (query === undefined) return { skip: worded('zeekNoQuestion') };
    this.#tally.note(NAMES_NOTE);
    const protocol = record.text('proto') === 'tcp' ? TCP : UDP;
    return this.#named(
      record,
      { start: time, protocol, dnsQuery: query.toLowerCase().replace(/\.$/, '') },
      line,
    );
  }

  #serverName(record: ZeekRecord, time: Instant, line: number): Outcome {
    const tlsSni = record.text('server_name');
    if (tlsSni === undefined) return { skip: worded('zeekNoName') };
    this.#tally.note(NAMES_NOTE);
    const protocol = record.text('version')?.startsWith('DTLS') === true ? UDP : TCP;
    return this.#named(record, { start: time, protocol, tlsSni }, line);
  }

  #named(
    record: ZeekRecord,
    { start, protocol, dnsQuery, tlsSni }: Pick<FlowRow, 'start' | 'protocol' | 'dnsQuery' | 'tlsSni'>,
    line: number,
  ): Outcome {
    const { src, dst, srcPort, dstPort } = endsOf(record);
    const row = { start, src, dst, srcPort, dstPort, protocol, initiator: 'src', dnsQuery, tlsSni } as const;
    return this.#rows.flow(row, line) ? undefined : NO_ADDRESS;
  }
}
