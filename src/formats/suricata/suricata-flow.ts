import { protocolNumber } from '../../net/protocols.ts';
import { numberIn, objectIn, textIn } from '../text/json-fields.ts';
import type { Json } from '../text/sensor-lines.ts';
import { replyOf } from '../rows/event-rows.ts';
import type { Direction, FlowRow, FlowState } from '../rows/event-rows.ts';
import { isoTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';

// TCP flags, RFC 9293.
const SYN = 2;
const RST = 4;
const ACK = 16;
const TCP = 6;

/** The addresses, ports and protocol that every event has. */
export interface Ends {
  src: string | undefined;
  dst: string | undefined;
  srcPort: number | undefined;
  dstPort: number | undefined;
  protocol: number | undefined;
}

/** `IPv6-ICMP` and the like are IANA's names, except that numbers of three digits stand for what has none. */
export function endsOf(event: Json): Ends {
  return {
    src: textIn(event, 'src_ip'),
    dst: textIn(event, 'dest_ip'),
    srcPort: numberIn(event, 'src_port'),
    dstPort: numberIn(event, 'dest_port'),
    protocol: protocolNumber((textIn(event, 'proto') ?? '').slice(0, 32)),
  };
}

/** Flags as Suricata writes them: the hexadecimal number of the flags seen. */
function flagsIn(tcp: Json | undefined, key: string): number | undefined {
  const text = tcp && textIn(tcp, key);
  return text !== undefined && /^[0-9a-f]{1,2}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}

/** As `state` of the flows has it, from what either side sent. */
function stateOf(
  protocol: number | undefined,
  toServer: number | undefined,
  toClient: number | undefined,
  answered: boolean,
): FlowState {
  if (!answered) return 'unanswered';
  if (protocol !== TCP || toServer === undefined || toClient === undefined) return 'answered';
  // A RST that refuses carries ACK as well: only with a SYN, or with more than it, has the server accepted.
  const accepted = (toClient & ACK) !== 0 && ((toClient & RST) === 0 || (toClient & SYN) !== 0);
  if ((toServer & ACK) !== 0 && accepted) return 'established';
  return (toClient & RST) === 0 && (toServer & RST) === 0 ? 'answered' : 'reset';
}

/** One direction, whose packets are `counted`; `flow` has its times. */
function directionOf(event: Json, flow: Json, time: Instant, counted: Direction): FlowRow {
  const { src, dst, srcPort, dstPort, protocol } = endsOf(event);
  return {
    start: isoTime(textIn(flow, 'start')) ?? time,
    end: isoTime(textIn(flow, 'end')),
    src,
    dst,
    srcPort,
    dstPort,
    protocol,
    packets: counted.packets,
    bytes: counted.bytes,
    tcpFlags: counted.tcpFlags,
    state: undefined,
    initiator: undefined,
  };
}

/**
 * Both directions of a flow, the client's first; a direction without packets makes no row.
 * Of TCP that was picked up in the middle it is not known who began.
 */
export function flowsOf(event: Json, time: Instant): FlowRow[] {
  const flow = objectIn(event, 'flow') ?? {};
  const tcp = objectIn(event, 'tcp');
  const toServer = flagsIn(tcp, 'tcp_flags_ts');
  const toClient = flagsIn(tcp, 'tcp_flags_tc');
  const back = numberIn(flow, 'pkts_toclient');
  const forward = directionOf(event, flow, time, {
    packets: numberIn(flow, 'pkts_toserver'),
    bytes: numberIn(flow, 'bytes_toserver'),
    tcpFlags: toServer,
  });
  forward.state = stateOf(forward.protocol, toServer, toClient, (back ?? 0) > 0);
  const midstream = forward.protocol === TCP && ((toServer ?? 0) & SYN) === 0;
  if (!midstream) forward.initiator = 'src';
  if (back === undefined || back === 0) return [forward];
  const bytes = numberIn(flow, 'bytes_toclient');
  const reply = replyOf(forward, { packets: back, bytes, tcpFlags: toClient });
  return forward.packets === 0 ? [reply] : [forward, reply];
}

/** One direction, as `netflow` events tell of it. */
export function netflowOf(event: Json, time: Instant): FlowRow {
  const netflow = objectIn(event, 'netflow') ?? {};
  return directionOf(event, netflow, time, {
    packets: numberIn(netflow, 'pkts'),
    bytes: numberIn(netflow, 'bytes'),
    tcpFlags: flagsIn(objectIn(event, 'tcp'), 'tcp_flags'),
  });
}
