/** What only passes traffic on. */
export type IntermediaryKind = 'nat' | 'load balancer' | 'transit gateway';

/** An intermediary: never a culprit, never the subject of an outbound finding. */
export interface Intermediary {
  kind: IntermediaryKind;
  /** `eni-…` */
  interfaces: string[];
  /** Private addresses. */
  addresses: string[];
  publicAddresses: string[];
  /** `nat-…`, name of the load balancer, `tgw-…`. */
  gateway?: string;
  /** 1 from the inventory; less when inferred from the flows. */
  confidence: number;
  because: string;
}

export interface Roles {
  readonly intermediaries: readonly Intermediary[];
  ofAddress(address: string): Intermediary | undefined;
  ofInterface(id: string): Intermediary | undefined;
}
