import { protocolNumber } from '../../net/protocols.ts';
import { replyOf } from '../rows/event-rows.ts';
import type { FlowRow, FlowState } from '../rows/event-rows.ts';
import { timeAfter } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';
import { countOf, secondsOf } from './zeek-record.ts';
import type { ZeekRecord } from './zeek-record.ts';

export const TCP = 6;
export const ICMP = 1;
const ICMP6 = 58;

/**
 * What became of a TCP connection, as the flows have it, by Zeek's `conn_state`. In `SHR` and `RSTRH` only the
 * responder was seen, in `SH` and `RSTOS0` it was not. Source: Zeek documentation, "conn.log"; read 2026-11.
 */
export const TCP_STATES: ReadonlyMap<string, FlowState> = new Map([
  ['S0', 'unanswered'],
  ['SH', 'unanswered'],
  ['RSTOS0', 'unanswered'],
  ['SHR', 'unanswered'],
  ['RSTRH', 'unanswered'],
  ['REJ', 'reset'],
  ['S1', 'established'],
  ['S2', 'established'],
  ['S3', 'established'],
  ['SF', 'established'],
  ['RSTO', 'established'],
  ['RSTR', 'established'],
]);
/** States in which the SYN was not seen: who began is what Zeek supposes. */
export const BEGUN_UNSEEN = new Set(['SHR', 'RSTRH', 'OTH']);

/** TCP flags that the letters of `history` stand for: upper case is the originator, lower case the responder. */
export const HISTORY: ReadonlyMap<string, number> = new Map([
  ['s', 2],
  ['h', 18],
  ['a', 16],
  ['d', 16],
  ['f', 1],
  ['r', 4],
]);
export const MAX_HISTORY = 256;

/** The flags that one side sent, by its letters; undefined if the log has no history. */
function flagsOf(history: string | undefined, originator: boolean): number | undefined {
  if (history === undefined) return undefined;
  let flags = 0;
  for (let at = 0; at < history.length && at < MAX_HISTORY; at++) {
    const letter = history[at]!;
    const lower = letter.toLowerCase();
    if ((letter !== lower) === originator) flags |= HISTORY.get(lower) ?? 0;
  }
  return flags;
}

/** Whose connection it is: the fields that many logs begin with. */
export function endsOf(record: ZeekRecord): Pick<FlowRow, 'src' | 'dst' | 'srcPort' | 'dstPort'> {
  return {
    src: record.text('id.orig_h'),
    dst: record.text('id.resp_h'),
    srcPort: countOf(record, 'id.orig_p'),
    dstPort: countOf(record, 'id.resp_p'),
  };
}

function stateOf(record: ZeekRecord, protocol: number | undefined, answered: boolean): FlowState | undefined {
  const name = record.text('conn_state') ?? '';
  if (protocol === TCP) return TCP_STATES.get(name) ?? (name === 'OTH' && answered ? 'answered' : undefined);
  return name === '' ? undefined : answered ? 'answered' : 'unanswered';
}

/** Bytes as on the wire where they were counted, else those of the content. */
function bytesOf(record: ZeekRecord, side: 'orig' | 'resp'): number | undefined {
  return countOf(record, `${side}_ip_bytes`) ?? countOf(record, `${side}_bytes`);
}

/** Both directions of a connection, the originator's first; a direction without packets makes no row. */
export function connectionOf(record: ZeekRecord, start: Instant): FlowRow[] {
  const { src, dst, srcPort, dstPort } = endsOf(record);
  // Zeek 7.1 and later has the number, too, of what it has no name for.
  const protocol =
    protocolNumber((record.text('proto') ?? '').slice(0, 32)) ??
    protocolNumber(record.text('ip_proto') ?? '');
  const duration = secondsOf(record, 'duration');
  const sent = countOf(record, 'orig_pkts');
  const received = countOf(record, 'resp_pkts');
  const replied = (received ?? bytesOf(record, 'resp') ?? 0) > 0;
  const history = protocol === TCP ? record.text('history') : undefined;
  // Of ICMP the ports are its type and code.
  const ported = protocol !== ICMP && protocol !== ICMP6;
  const known = protocol !== TCP || !BEGUN_UNSEEN.has(record.text('conn_state') ?? 'OTH');
  const forward: FlowRow = {
    start,
    end: duration === undefined ? undefined : timeAfter(start, duration),
    src,
    dst,
    srcPort: ported ? srcPort : undefined,
    dstPort: ported ? dstPort : undefined,
    protocol,
    packets: sent,
    bytes: bytesOf(record, 'orig'),
    tcpFlags: flagsOf(history, true),
    state: stateOf(record, protocol, replied && sent !== 0),
    initiator: known ? 'src' : undefined,
  };
  if (!replied) return [forward];
  const back = { packets: received, bytes: bytesOf(record, 'resp'), tcpFlags: flagsOf(history, false) };
  const reply = replyOf(forward, back);
  return sent === 0 ? [reply] : [forward, reply];
}
