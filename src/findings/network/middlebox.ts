import type { MiddleboxKind } from '../../model/middlebox.ts';
import type { NetworkMessage } from './messages.ts';

/** A middlebox: never a culprit, never the subject of an outbound finding. */
export interface Middlebox {
  kind: MiddleboxKind;
  /** `eni-…` */
  interfaces: string[];
  /** Private addresses. */
  addresses: string[];
  publicAddresses: string[];
  /** `nat-…`, name of the load balancer, `tgw-…`. */
  gateway?: string;
  /** 1 from the inventory; less when inferred from the flows. */
  confidence: number;
  because: NetworkMessage;
}
