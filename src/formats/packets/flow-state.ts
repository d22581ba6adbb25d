import { TCP } from './packet.ts';

// TCP flags, RFC 9293.
const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;

// Bits of a conversation's kind, above its key bits. A is the direction of the entry, B the other.
const BEGAN_A = 1 << 10;
const BEGAN_B = 1 << 11;
/** The side acknowledged something, not with RST. */
const ACKED_A = 1 << 12;
const ACKED_B = 1 << 13;
const FIN_A = 1 << 14;
const FIN_B = 1 << 15;
/** The side sent a SYN-ACK. */
const ACCEPTED_A = 1 << 16;
const ACCEPTED_B = 1 << 17;
const RESET = 1 << 18;
export const ANSWERED = 1 << 19;

/** The bits of a conversation whose first packet this is, besides its key. */
export function firstState(protocol: number): number {
  return protocol === TCP ? 0 : BEGAN_A;
}

/** The kind after a TCP packet. @param back it goes against the direction of the entry */
export function tcpState(kind: number, flags: number, back: boolean): number {
  const side = back ? 1 : 0;
  let bits = 0;
  if ((flags & RST) !== 0) return kind | RESET;
  if ((flags & SYN) !== 0) {
    if ((flags & ACK) !== 0) bits |= (ACCEPTED_A | ACKED_A) << side;
    else if ((kind & (BEGAN_A | BEGAN_B)) === 0) bits |= BEGAN_A << side;
  } else if ((flags & ACK) !== 0) bits |= ACKED_A << side;
  if ((flags & FIN) !== 0) bits |= FIN_A << side;
  return kind | bits;
}

function isEstablished(kind: number): boolean {
  return (kind & ACKED_A) !== 0 && (kind & ACKED_B) !== 0;
}

/** TCP that came to its end; a SYN on it begins another conversation. */
export function isClosed(kind: number): boolean {
  const fins = FIN_A | FIN_B;
  return (kind & fins) === fins || ((kind & RESET) !== 0 && isEstablished(kind));
}

export function isSyn(flags: number): boolean {
  return (flags & (SYN | ACK | RST)) === SYN;
}

/** What the column `state` holds. */
export const STATES = ['unanswered', 'answered', 'established', 'reset'] as const;
// Places in it.
const UNANSWERED = 0;
const ANSWER = 1;
const ESTABLISHED = 2;
const REFUSED = 3;

/** The place of a conversation's state in `STATES`. */
export function stateOf(kind: number, protocol: number): number {
  if ((kind & ANSWERED) === 0) return UNANSWERED;
  if (protocol !== TCP) return ANSWER;
  if (isEstablished(kind)) return ESTABLISHED;
  return (kind & RESET) === 0 ? ANSWER : REFUSED;
}

/** Who began: 0 the sender of this entry, 1 the other, -1 not known. */
export function beganBy(kind: number): -1 | 0 | 1 {
  if ((kind & BEGAN_A) !== 0) return 0;
  if ((kind & BEGAN_B) !== 0) return 1;
  if (!isEstablished(kind)) return -1;
  // The SYN was lost; that the SYN-ACK was acknowledged shows that there was one.
  if ((kind & ACCEPTED_B) !== 0) return 0;
  return (kind & ACCEPTED_A) !== 0 ? 1 : -1;
}
