import type { Certainty } from '../finding.ts';
import type { LineRef } from '../../model/finding.ts';
import type { TrafficMessage } from './messages.ts';

/** One connection as a flow log has it, seen from the host. */
export interface LoggedConnection {
  protocol: number;
  local_port: number;
  remote: string;
  remote_port: number;
  /** First and last record, ISO 8601 UTC. */
  from: string;
  to: string;
}

/** What a flow log has towards the address at the time. */
export interface LoggedTraffic {
  from: string;
  to: string;
  records: number;
  /** Absent: the log counts none. */
  packets?: number;
  /** Addresses of ours that sent it. */
  sources: readonly string[];
  /** Those whose ports are a socket's, as far as they were asked for. */
  connections: readonly LoggedConnection[];
}

/** Traffic towards one address, of which the sender is looked for. */
export interface Traffic {
  /** Canonical, or masked as a notice has it. */
  remote: string;
  /** Empty: not named. */
  ports: readonly number[];
  /** IANA's number. */
  protocol?: number;
  /** Somebody asks who talks to the address now. */
  now?: true;
  /** When it was sent, ISO 8601 UTC; absent: not said. */
  from?: string;
  to?: string;
  logged?: LoggedTraffic;
}

/** Which process sent it: one that is named, none of the sockets that were seen, or not to be told. */
export interface TrafficAnswer {
  remote: string;
  ports: number[];
  protocol?: number;
  from?: string;
  to?: string;
  /** Records of the flow log that fit it. */
  records?: number;
  packets?: number;
  answer: 'process' | 'no_socket' | 'cannot_tell';
  certainty: Certainty;
  message: TrafficMessage;
  /** Why it can be that no socket was seen, and what would show it. */
  because: TrafficMessage[];
  /** Those that have a socket to the address, or could have sent it. */
  pids: number[];
  lines: LineRef[];
}
