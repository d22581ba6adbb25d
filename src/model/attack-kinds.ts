/** What kind of flood a finding is about, where its rows show it; `unknown`: the log does not have what would tell. */
export const FLOOD_KINDS = [
  'syn_flood',
  'tcp_reset_flood',
  'tcp_ack_flood',
  'tcp_data_flood',
  'udp_flood',
  'icmp_flood',
  'fragment_flood',
  'protocol_flood',
  'unusual_protocol_flood',
  'unknown',
] as const;
export type FloodKind = (typeof FLOOD_KINDS)[number];
