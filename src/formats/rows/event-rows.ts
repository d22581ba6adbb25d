import { worded } from '../text/worded.ts';
import type { AddressColumn, RowSink } from '../../tables/rows.ts';
import { setAddressText, setPlain } from '../text/column-texts.ts';
import { alertColumns, flowColumns, loginColumns, requestColumns } from './event-columns.ts';
import type { AlertColumns, FlowColumns, LoginColumns, RequestColumns } from './event-columns.ts';
import type { Tally } from '../../tables/tally.ts';
import type { Instant } from '../text/instant.ts';

const NAME_NOTE = worded('textNames');

export const MAX_PORT = 65_535;
const MAX_INT = 0x7fff_ffff;

/** TCP, UDP and SCTP. In a port's place tools write a type of other protocols. */
export function hasPorts(protocol: number | undefined): boolean {
  return protocol === 6 || protocol === 17 || protocol === 132;
}

/** What became of a conversation, see `state` of the flows. */
export type FlowState = 'unanswered' | 'answered' | 'established' | 'reset';

/** Where in a cloud a flow was recorded, as its log names it. */
export interface FlowPlace {
  interface?: string;
  instance?: string;
  account?: string;
  vpc?: string;
  subnet?: string;
  region?: string;
  /** The gateway that recorded the flow where no interface did. */
  resource?: string;
  interfaceType?: string;
}

/** One direction of a conversation. */
export interface FlowRow {
  start: Instant;
  end?: Instant;
  src: string | undefined;
  dst: string | undefined;
  srcPort?: number;
  dstPort?: number;
  protocol?: number;
  packets?: number;
  bytes?: number;
  tcpFlags?: number;
  state?: FlowState;
  initiator?: 'src' | 'dst';
  dnsQuery?: string;
  tlsSni?: string;
  action?: 'ACCEPT' | 'REJECT';
  direction?: 'ingress' | 'egress';
  interface?: string;
  /** In place of `interface`, where a cloud's log tells more. */
  place?: FlowPlace;
  rejectReason?: string;
}

/** What only one direction of a conversation has. */
export type Direction = Pick<FlowRow, 'packets' | 'bytes' | 'tcpFlags'>;

/**
 * The other direction of a flow. Written out, as all that is made for each record: V8 takes several times as
 * long for objects that are spread into one another.
 */
export function replyOf(flow: FlowRow, { packets, bytes, tcpFlags }: Direction): FlowRow {
  const { initiator } = flow;
  return {
    start: flow.start,
    end: flow.end,
    src: flow.dst,
    dst: flow.src,
    srcPort: flow.dstPort,
    dstPort: flow.srcPort,
    protocol: flow.protocol,
    packets,
    bytes,
    tcpFlags,
    state: flow.state,
    initiator: initiator === undefined ? undefined : initiator === 'src' ? 'dst' : 'src',
  };
}

export interface LoginRow {
  time: Instant;
  client: string | undefined;
  /** A client that is no address is a host name: it is left out, with a note. */
  orName?: boolean;
  clientPort?: number;
  server?: string;
  service: string;
  username?: string;
  ok?: boolean;
  detail?: string;
  /** Password or key were right, and the service refused the login for this reason. */
  refused?: string;
}

/** See `kind` of the alerts. */
export type AlertKind = 'verdict' | 'ban' | 'deed' | 'download' | 'event';
/** See `outcome` of the alerts. */
export type AlertOutcome = 'blocked' | 'passed';

export interface AlertRow {
  time: Instant;
  kind: AlertKind;
  src: string | undefined;
  /** A source that is no address is a host name: it is left out, with a note. */
  orName?: boolean;
  srcPort?: number;
  dst?: string;
  dstPort?: number;
  sensor: string;
  rule: string | undefined;
  severity?: string;
  message?: string;
  resources?: string;
  outcome?: AlertOutcome;
  /** Of a request: its path, with the query or without, which is left out. Of a download: the whole. */
  url?: string;
  hash?: string;
  requestId?: string;
}

export interface RequestRow {
  time: Instant;
  client: string | undefined;
  clientPort?: number;
  server?: string;
  serverPort?: number;
  host?: string;
  method?: string;
  /** Path with the query. */
  uri?: string;
  version?: string;
  username?: string;
  status?: number;
  sent?: number;
  received?: number;
  agent?: string;
  referer?: string;
  forwarded?: string;
}

/** What a honeypot says of a password: it is the attacker's guess. Undefined: it did not say. */
export function passwordDetail(password: string | undefined): string | undefined {
  if (password === undefined) return undefined;
  return password === '' ? 'without a password' : `password: ${password}`;
}

/** The path of a request, without its query. */
export function withoutQuery(uri: string | undefined): string | undefined {
  const question = uri?.indexOf('?') ?? -1;
  return question < 0 ? uri : uri?.slice(0, question);
}

type Number32 = { set(value: number): void };

/** Ports, statuses and flags beyond what the column may hold are left out: the sensor did not mean them. */
function setNumber(column: Number32, value: number | undefined, most: number): void {
  if (value !== undefined && value >= 0 && value <= most) column.set(value);
}

/**
 * Writes events into their tables: what sensors, services and error logs saw. Each method sets a row and ends it, or returns false without having
 * ended it, because an address is invalid.
 */
export class EventRows {
  readonly #sink: RowSink;
  readonly #tally: Tally;
  #flow: FlowColumns | undefined;
  #login: LoginColumns | undefined;
  #alert: AlertColumns | undefined;
  #request: RequestColumns | undefined;

  constructor(sink: RowSink, tally: Tally) {
    this.#sink = sink;
    this.#tally = tally;
  }

  /** Both addresses are needed. */
  flow(row: FlowRow, line: number): boolean {
    const column = (this.#flow ??= flowColumns(this.#sink.beside('flows')));
    if (!setAddressText(column.src, row.src) || !setAddressText(column.dst, row.dst)) return false;
    column.start.set(row.start.seconds, row.start.micros);
    if (row.end !== undefined) column.end.set(row.end.seconds, row.end.micros);
    setNumber(column.srcPort, row.srcPort, MAX_PORT);
    setNumber(column.dstPort, row.dstPort, MAX_PORT);
    setNumber(column.protocol, row.protocol, 255);
    setNumber(column.packets, row.packets, Number.MAX_SAFE_INTEGER);
    setNumber(column.bytes, row.bytes, Number.MAX_SAFE_INTEGER);
    setNumber(column.tcpFlags, row.tcpFlags, 255);
    if (row.state !== undefined) column.state.setText(row.state);
    if (row.initiator !== undefined) column.initiator.setText(row.initiator);
    setPlain(column.dnsQuery, row.dnsQuery, this.#tally);
    setPlain(column.tlsSni, row.tlsSni, this.#tally);
    if (row.action !== undefined) column.action.setText(row.action);
    if (row.direction !== undefined) column.direction.setText(row.direction);
    setPlain(column.interface, row.interface, this.#tally);
    if (row.place !== undefined) this.#place(column, row.place);
    setPlain(column.rejectReason, row.rejectReason, this.#tally);
    column.sink.next(line);
    return true;
  }

  #place(column: FlowColumns, place: FlowPlace): void {
    setPlain(column.interface, place.interface, this.#tally);
    setPlain(column.instance, place.instance, this.#tally);
    setPlain(column.account, place.account, this.#tally);
    setPlain(column.vpc, place.vpc, this.#tally);
    setPlain(column.subnet, place.subnet, this.#tally);
    setPlain(column.region, place.region, this.#tally);
    setPlain(column.resource, place.resource, this.#tally);
    setPlain(column.interfaceType, place.interfaceType, this.#tally);
  }

  /** Sets whom the row is about; false: it is a wrong address. */
  #who(column: AddressColumn, text: string | undefined, orName: boolean | undefined): boolean {
    if (text === undefined || setAddressText(column, text)) return true;
    if (orName === true) this.#tally.note(NAME_NOTE);
    return orName === true;
  }

  /** The client may be unknown, but not a wrong address. */
  login(row: LoginRow, line: number): boolean {
    const column = (this.#login ??= loginColumns(this.#sink.beside('logins')));
    if (!this.#who(column.client, row.client, row.orName)) return false;
    column.time.set(row.time.seconds, row.time.micros);
    setNumber(column.clientPort, row.clientPort, MAX_PORT);
    setAddressText(column.server, row.server);
    setPlain(column.service, row.service, this.#tally);
    setPlain(column.username, row.username, this.#tally);
    if (row.ok !== undefined) column.ok.set(row.ok ? 1 : 0);
    setPlain(column.detail, row.detail, this.#tally);
    setPlain(column.refused, row.refused, this.#tally);
    column.sink.next(line);
    return true;
  }

  /** The source may be unknown, but not a wrong address; a destination that is a name is left out. */
  alert(row: AlertRow, line: number): boolean {
    const column = (this.#alert ??= alertColumns(this.#sink.beside('alerts')));
    if (!this.#who(column.src, row.src, row.orName)) return false;
    column.time.set(row.time.seconds, row.time.micros);
    setNumber(column.srcPort, row.srcPort, MAX_PORT);
    setAddressText(column.dst, row.dst);
    setNumber(column.dstPort, row.dstPort, MAX_PORT);
    column.sensor.setText(row.sensor);
    setPlain(column.rule, row.rule, this.#tally);
    setPlain(column.severity, row.severity, this.#tally);
    setPlain(column.message, row.message, this.#tally);
    setPlain(column.resources, row.resources, this.#tally);
    column.kind.setText(row.kind);
    if (row.outcome !== undefined) column.outcome.setText(row.outcome);
    setPlain(column.url, row.kind === 'download' ? row.url : withoutQuery(row.url), this.#tally);
    setPlain(column.hash, row.hash, this.#tally);
    setPlain(column.requestId, row.requestId, this.#tally);
    column.sink.next(line);
    return true;
  }

  /** The client is needed. */
  request(row: RequestRow, line: number): boolean {
    const column = (this.#request ??= requestColumns(this.#sink.beside('requests')));
    if (!setAddressText(column.client, row.client)) return false;
    column.time.set(row.time.seconds, row.time.micros);
    setNumber(column.clientPort, row.clientPort, MAX_PORT);
    setAddressText(column.server, row.server);
    setNumber(column.serverPort, row.serverPort, MAX_PORT);
    setPlain(column.host, row.host, this.#tally);
    setPlain(column.method, row.method, this.#tally);
    const question = row.uri?.indexOf('?') ?? -1;
    setPlain(column.stem, withoutQuery(row.uri), this.#tally);
    if (question >= 0) setPlain(column.query, row.uri?.slice(question + 1) || undefined, this.#tally);
    setPlain(column.version, row.version, this.#tally);
    setPlain(column.username, row.username, this.#tally);
    setNumber(column.status, row.status, MAX_INT);
    setNumber(column.sent, row.sent, Number.MAX_SAFE_INTEGER);
    setNumber(column.received, row.received, Number.MAX_SAFE_INTEGER);
    setPlain(column.agent, row.agent, this.#tally);
    setPlain(column.referer, row.referer, this.#tally);
    setPlain(column.forwarded, row.forwarded, this.#tally);
    column.sink.next(line);
    return true;
  }
}
