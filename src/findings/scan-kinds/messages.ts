import type { ScanKind } from '../../model/abuse-types.ts';
import type { MessageOf } from '../../model/message.ts';

/** What scans are that send no SYN; whoever finds one says it behind its own sentence. */
export interface ScanKindMessages {
  /** A sentence of its own. */
  scanKind: { kind: ScanKind };
}

export type ScanKindMessage = MessageOf<ScanKindMessages>;
