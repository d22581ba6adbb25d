import type { MessageOf } from '../../model/message.ts';
import type { MiddleboxKind } from '../../model/middlebox.ts';

/** Why an address or an interface is taken for one that only passes traffic on. */
export interface NetworkMessages {
  roleListedNat: { gateway: string };
  roleListedInterface: { networkInterface: string; kind: MiddleboxKind };
  roleTranslated: { legs: number; hosts: number };
  roleMirrored: { share: number };
  /** What the hosts' own records say. */
  roleNextHop: { records: number; hosts: number };
  roleRegional: { gateway: string };
  roleTransit: { hosts: number };
}

export type NetworkMessage = MessageOf<NetworkMessages>;
