import type { AlertKind, AlertOutcome } from './event-rows.ts';

/** What one message of a log says, before it becomes a row. Texts are as the log has them. */
export type Reading = LoginReading | AlertReading | FlowReading | SkipReading | RejectReading;

export interface LoginReading {
  kind: 'login';
  service: string;
  /** Absent: the message names none. */
  user?: string;
  /** An address, or a host name where the service looked it up. */
  client?: string;
  /** 0: not said. */
  port: number;
  server?: string;
  /** Undefined: the message does not say how it ended. */
  ok: boolean | undefined;
  detail: string;
  /** Password or key were right, and the service refused the login for this reason. */
  refused?: string;
  /** How often it happened: syslog writes an equal line once, with its number. */
  times?: number;
}

export interface AlertReading {
  kind: 'alert';
  sensor: string;
  rule: string;
  src: string;
  /** 0 or absent: not said. */
  srcPort?: number;
  /** The service writes host names instead of addresses where it is configured to. */
  orName?: boolean;
  severity?: string;
  message: string;
  /** What kind of alert it is; absent: `event`. */
  about?: AlertKind;
  outcome?: AlertOutcome;
  url?: string;
  requestId?: string;
  /** A login that failed, as the message says. */
  login?: LoginReading;
}

export interface FlowReading {
  kind: 'flow';
  src: string;
  dst: string;
  /** -1: not said. */
  srcPort: number;
  dstPort: number;
  protocol: number;
  bytes: number;
  flags: number;
  action?: 'ACCEPT' | 'REJECT';
  direction?: 'ingress' | 'egress';
  interface?: string;
}

export interface SkipReading {
  kind: 'skip';
  /** A constant text. */
  reason: string;
}

export interface RejectReading {
  kind: 'reject';
  reason: string;
}

export function skip(reason: string): SkipReading {
  return { kind: 'skip', reason };
}

export function reject(reason: string): RejectReading {
  return { kind: 'reject', reason };
}
