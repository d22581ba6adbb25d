import { parseAddress } from '../../net/address.ts';
import { worded } from './worded.ts';
import { MAX_PORT } from '../rows/event-rows.ts';
import type { Direction } from '../rows/event-rows.ts';
import { epochTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';

/** A flow tuple: what one side of an interface did, as Azure writes it between commas. */
export interface FlowTuple {
  time: Instant;
  src: string;
  dst: string;
  srcPort: number;
  dstPort: number;
  protocol: number;
  inbound: boolean;
  denied: boolean;
  /** `B` it begins, `C` it goes on, `E` it has ended; version 1 has none. */
  state?: 'B' | 'C' | 'E';
  /** Since the tuple before of the same flow; absent: not counted. */
  sent?: Direction;
  received?: Direction;
}

/** 2010, in seconds: the service is younger. */
const EARLIEST = 1_262_304_000;
const VNET_FIELDS = 13;
const NSG_FIELDS = 13;
const NSG_FIELDS_V1 = 8;
/** Longer is no tuple: two addresses of IPv6, four counters. */
const MAX_TUPLE = 400;

function shown(text: string): string {
  return `'${text.slice(0, 40).replaceAll(/[^\x20-\x7e]/g, '?')}'`;
}

function wrong(field: string, text: string): string {
  return worded('cannotBe', { field, value: shown(text) });
}

/** A whole number up to a limit; -1 if the text is anything else. */
function whole(text: string | undefined, most: number): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return -1;
  return Number(text) <= most ? Number(text) : -1;
}

/** Two counters; undefined: the fields are empty. */
function counts(packets: string | undefined, bytes: string | undefined): Direction | string | undefined {
  if (!packets && !bytes) return undefined;
  const both = {
    packets: whole(packets, Number.MAX_SAFE_INTEGER),
    bytes: whole(bytes, Number.MAX_SAFE_INTEGER),
  };
  if (both.packets < 0) return wrong('packets', packets ?? '');
  return both.bytes < 0 ? wrong('bytes', bytes ?? '') : both;
}

/** What both layouts begin with: time, addresses, ports. */
function ends(cells: readonly string[]): Omit<FlowTuple, 'protocol' | 'inbound' | 'denied'> | string {
  const [at = '', src = '', dst = '', from = '', to = ''] = cells;
  const time = epochTime(at);
  if (time === undefined || time.seconds < EARLIEST) return worded('badTime');
  if (parseAddress(src) === undefined) return wrong('source', src);
  if (parseAddress(dst) === undefined) return wrong('destination', dst);
  const [srcPort, dstPort] = [whole(from, MAX_PORT), whole(to, MAX_PORT)];
  if (srcPort < 0) return wrong('source port', from);
  if (dstPort < 0) return wrong('destination port', to);
  return { time, src, dst, srcPort, dstPort };
}

const STATES: ReadonlyMap<string, 'B' | 'C' | 'E'> = new Map([
  ['B', 'B'],
  ['C', 'C'],
  ['E', 'E'],
]);

/** The counters behind the state. */
function counted(tuple: FlowTuple, cells: readonly string[]): FlowTuple | string {
  const sent = counts(cells[9], cells[10]);
  const received = counts(cells[11], cells[12]);
  if (typeof sent === 'string') return sent;
  if (typeof received === 'string') return received;
  // A flow that begins has been counted nothing of yet, whatever stands there.
  if (tuple.state === 'B' || tuple.denied) return tuple;
  return {
    ...tuple,
    ...(sent === undefined ? {} : { sent }),
    ...(received === undefined ? {} : { received }),
  };
}

function cellsOf(text: unknown): string[] | string {
  if (typeof text !== 'string') return worded('azureText');
  return text.length > MAX_TUPLE ? worded('longer', { bytes: MAX_TUPLE }) : text.split(',');
}

/**
 * A tuple of a network security group, version 1 (eight fields) or 2 (thirteen): time in seconds, addresses, ports, `T` or `U`,
 * `I` or `O`, `A` or `D`; then the state, packets and bytes to the destination, packets and bytes back.
 * Source: Microsoft, "Flow logging for network security groups" (read 2026-11).
 * @returns why it is none, else
 */
export function nsgTuple(text: unknown): FlowTuple | string {
  const cells = cellsOf(text);
  if (typeof cells === 'string') return cells;
  const version1 = cells.length === NSG_FIELDS_V1;
  if (!version1 && cells.length !== NSG_FIELDS)
    return worded('azureFields', { fields: cells.length, wanted: NSG_FIELDS });
  const begin = ends(cells);
  if (typeof begin === 'string') return begin;
  const [, , , , , protocol = '', way = '', decision = '', mark = ''] = cells;
  if (protocol !== 'T' && protocol !== 'U') return wrong('protocol', protocol);
  if (way !== 'I' && way !== 'O') return wrong('direction', way);
  if (decision !== 'A' && decision !== 'D') return wrong('decision', decision);
  const tuple: FlowTuple = {
    ...begin,
    protocol: protocol === 'T' ? 6 : 17,
    inbound: way === 'I',
    denied: decision === 'D',
  };
  if (version1) return tuple;
  const state = STATES.get(mark);
  return state === undefined ? wrong('state', mark) : counted({ ...tuple, state }, cells);
}

/**
 * A tuple of a virtual network, version 4: time in milliseconds, addresses, ports, the protocol's number, `I` or `O`, the state
 * (`B`, `C`, `E`, or `D` for denied), encryption, then the counters.
 * Source: Microsoft, "Virtual network flow logs", Log format (read 2026-11).
 * @returns why it is none, else
 */
export function vnetTuple(text: unknown): FlowTuple | string {
  const cells = cellsOf(text);
  if (typeof cells === 'string') return cells;
  if (cells.length !== VNET_FIELDS)
    return worded('azureFields', { fields: cells.length, wanted: VNET_FIELDS });
  const begin = ends(cells);
  if (typeof begin === 'string') return begin;
  const [, , , , , number = '', way = '', mark = ''] = cells;
  const protocol = whole(number, 255);
  if (protocol < 0) return wrong('protocol', number);
  if (way !== 'I' && way !== 'O') return wrong('direction', way);
  const state = STATES.get(mark);
  if (state === undefined && mark !== 'D') return wrong('state', mark);
  const tuple: FlowTuple = { ...begin, protocol, inbound: way === 'I', denied: mark === 'D' };
  return counted(state === undefined ? tuple : { ...tuple, state }, cells);
}
