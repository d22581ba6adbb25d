import { protocolNumber } from '../../net/protocols.ts';
import type { FlowRow, FlowState } from './sensor-rows.ts';
import { timeAfter } from './sensor-time.ts';
import type { SensorTime } from './sensor-time.ts';
import { countOf, secondsOf } from './zeek-record.ts';
import type { ZeekRecord } from './zeek-record.ts';

const TCP = 6;
const ICMP = 1;
const ICMP6 = 58;

/**
 * What became of a TCP connection, as the flows have it, by Zeek's `conn_state`. In `SHR` and `RSTRH` only the
 * responder was seen, in `SH` and `RSTOS0` it was not. Source: Zeek documentation, "conn.log"; read 2026-11.
 */
const TCP_STATES: ReadonlyMap<string, FlowState> = new Map([
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
const BEGUN_UNSEEN = new Set(['SHR', 'RSTRH', 'OTH']);

/** TCP flags that the letters of `history` stand for: upper case is the originator, lower case the responder. */
const HISTORY: ReadonlyMap<string, number> = new Map([
  ['s', 2],
  ['h', 18],
  ['a', 16],
  ['d', 16],
  ['f', 1],
  ['r', 4],
]);
const MAX_HISTORY = 256;

/** The flags of both sides; undefined if the log has no history. */
function flagsOf(history: string | undefined): { originator: number; responder: number } | undefined {
  if (history === undefined) return undefined;
  let originator = 0;
  let responder = 0;
  for (const letter of history.slice(0, MAX_HISTORY)) {
    const lower = letter.toLowerCase();
    const flags = HISTORY.get(lower) ?? 0;
    if (letter === lower) responder |= flags;
    else originator |= flags;
  }
  return { originator, responder };
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

/** Both directions of a connection, the originator's first; a direction without packets is none. */
export function connectionOf(record: ZeekRecord, start: SensorTime): FlowRow[] {
  const ends = endsOf(record);
  const protocol = protocolNumber((record.text('proto') ?? '').slice(0, 32));
  const duration = secondsOf(record, 'duration');
  const sent = countOf(record, 'orig_pkts');
  const received = countOf(record, 'resp_pkts');
  const replied = (received ?? bytesOf(record, 'resp') ?? 0) > 0;
  const flags = protocol === TCP ? flagsOf(record.text('history')) : undefined;
  const ported = protocol !== ICMP && protocol !== ICMP6;
  const known = protocol !== TCP || !BEGUN_UNSEEN.has(record.text('conn_state') ?? 'OTH');
  const common = {
    start,
    end: duration === undefined ? undefined : timeAfter(start, duration),
    protocol,
    state: stateOf(record, protocol, replied && sent !== 0),
  };
  // Of ICMP the ports are its type and code.
  const srcPort = ported ? ends.srcPort : undefined;
  const dstPort = ported ? ends.dstPort : undefined;
  const forward: FlowRow = {
    ...common,
    src: ends.src,
    dst: ends.dst,
    srcPort,
    dstPort,
    packets: sent,
    bytes: bytesOf(record, 'orig'),
    tcpFlags: flags?.originator,
    initiator: known ? 'src' : undefined,
  };
  const reply: FlowRow = {
    ...common,
    src: ends.dst,
    dst: ends.src,
    srcPort: dstPort,
    dstPort: srcPort,
    packets: received,
    bytes: bytesOf(record, 'resp'),
    tcpFlags: flags?.responder,
    initiator: known ? 'dst' : undefined,
  };
  if (!replied) return [forward];
  return sent === 0 ? [reply] : [forward, reply];
}
