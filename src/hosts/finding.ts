import type { AbuseType } from '../model/abuse-types.ts';
import type { LineRef, Severity } from '../model/finding.ts';
import type { HostNumbers } from '../model/host-numbers.ts';
import type { TrafficMessage } from './traffic/messages.ts';
import type { HostMessage } from './words/messages.ts';

/** How sure: the lines say it themselves, they speak for it, or they do not tell. */
export type Certainty = 'confirmed' | 'likely' | 'cannot_tell';

/** What was found inside a host. */
export interface HostFinding {
  /** Stable within a host: detector and subject. */
  id: string;
  /** The rule: `raw-socket`, `deleted-program`, … */
  detector: string;
  /** What it would be called in a notice. */
  type: AbuseType;
  certainty: Certainty;
  severity: Severity;
  subject: { pid?: number; process?: string; path?: string; interface?: string };
  numbers: HostNumbers;
  message: HostMessage | TrafficMessage;
  /** The message in English. */
  sentence: string;
  lines: LineRef[];
}
