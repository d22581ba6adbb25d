import type {
  AddressColumn,
  IntColumn,
  LongColumn,
  RowSink,
  TextColumn,
  TimeColumn,
} from '../../tables/rows.ts';
import { unescapeLog } from '../text/web-escapes.ts';

/** A sink's columns, asked for once per chunk. */
export class Columns {
  readonly ts: TimeColumn;
  readonly client: AddressColumn;
  readonly clientPort: IntColumn;
  /** The server's. */
  readonly port: IntColumn;
  readonly status: IntColumn;
  readonly sent: LongColumn;
  readonly received: LongColumn;
  readonly host: TextColumn;
  readonly user: TextColumn;
  readonly method: TextColumn;
  readonly stem: TextColumn;
  readonly query: TextColumn;
  readonly version: TextColumn;
  readonly referer: TextColumn;
  readonly agent: TextColumn;
  readonly forwarded: TextColumn;

  constructor(sink: RowSink) {
    this.ts = sink.time('ts');
    this.client = sink.address('c_ip');
    this.clientPort = sink.int('c_port');
    this.port = sink.int('s_port');
    this.status = sink.int('sc_status');
    this.sent = sink.long('sc_bytes');
    this.received = sink.long('cs_bytes');
    this.host = sink.text('cs_host');
    this.user = sink.text('cs_username', unescapeLog);
    this.method = sink.text('cs_method');
    this.stem = sink.text('cs_uri_stem', unescapeLog);
    this.query = sink.text('cs_uri_query', unescapeLog);
    this.version = sink.text('cs_version');
    this.referer = sink.text('referer', unescapeLog);
    this.agent = sink.text('user_agent', unescapeLog);
    this.forwarded = sink.text('x_forwarded_for', unescapeLog);
  }
}
