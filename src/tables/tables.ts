import type { TableName } from '../model/evidence.ts';

/**
 * The columns of the event tables: what a format may emit, and what the lake holds.
 * Every table begins with `evidence` (number in the manifest) and `line` (line or record number, from 1),
 * so that each number in a report leads back to original lines.
 *
 * - `address`: canonical text (RFC 5952 for IPv6). The sortable 16-byte form of every distinct address
 *   is kept once, in the lake's `addresses` table, and is joined by text.
 * - `time`: TIMESTAMP, UTC, microseconds.
 * - `text`, `int` (32 bit), `long` (64 bit).
 */
export type ColumnKind = 'address' | 'time' | 'text' | 'int' | 'long';

type Columns = Readonly<Record<string, ColumnKind>>;

/** VPC Flow Logs' fields in the lake's names; other sources of flows fill what they have. */
const flows = {
  ts_start: 'time',
  ts_end: 'time',
  src: 'address',
  dst: 'address',
  src_port: 'int',
  dst_port: 'int',
  /** IANA number: 6 TCP, 17 UDP, 1 ICMP. */
  protocol: 'int',
  packets: 'long',
  bytes: 'long',
  /** OR of the flags seen: FIN 1 SYN 2 RST 4 PSH 8 ACK 16 URG 32. Null: the log has none. */
  tcp_flags: 'int',
  /** `ACCEPT` or `REJECT`. */
  action: 'text',
  /** `ingress` or `egress`, seen from the interface. Null: the log does not say. */
  direction: 'text',
  /** The interface (`eni-…`) that recorded the flow. */
  interface: 'text',
  instance: 'text',
  account: 'text',
  vpc: 'text',
  subnet: 'text',
  region: 'text',
  /** Id of the availability zone of what recorded the flow: `apne2-az1`. */
  zone: 'text',
  /** The packet's own addresses, where a middlebox (NAT, load balancer) rewrote src or dst. */
  pkt_src: 'address',
  pkt_dst: 'address',
  /** AWS service of pkt_src and pkt_dst as the log names it: `S3`, `EC2`, … */
  pkt_src_service: 'text',
  pkt_dst_service: 'text',
  /** Number of the egress path: 8 internet gateway … */
  traffic_path: 'int',
  reject_reason: 'text',
  /** The resource that recorded the flow where it is no interface: a regional NAT gateway (`nat-…`). */
  resource: 'text',
  /** Whether the packets were encrypted: 0 not, 1 by Nitro, 2 by the application, 3 by both. */
  encryption: 'int',
  /** Kind of the recording interface: `interface`, `nat_gateway`, `regional_nat_gateway`, … */
  interface_type: 'text',
  /** Who received the packets next, or sent them on before where they come in. Null: none, or the log does not say. */
  next_hop_interface: 'text',
  next_hop_type: 'text',
  next_hop_vpc: 'text',
  next_hop_subnet: 'text',
  next_hop_zone: 'text',
  /** Values of the tags that the flow log is configured to write, of instance, interface and Auto Scaling group; decoded. */
  instance_tag: 'text',
  instance_tag_2: 'text',
  interface_tag: 'text',
  interface_tag_2: 'text',
  asg_tag: 'text',
  asg_tag_2: 'text',
  /**
   * What became of the conversation that this row is one direction of, as far as the packets show it; both
   * directions say the same. `unanswered`: only one side sent. `answered`: both did. `established`: TCP, both sides
   * acknowledged, so the handshake was completed. `reset`: TCP, ended by RST before that: refused. Null: the source
   * records no packets.
   */
  state: 'text',
  /**
   * Which of the two began the conversation: `src` or `dst`. TCP: the sender of the first SYN, or the receiver of a
   * SYN-ACK that it then acknowledged. Else the sender of the first packet. Null: not known, as in a TCP conversation
   * that was under way already.
   */
  initiator: 'text',
  /** The first name that a DNS query of this direction asks for, in lower case, without the last dot. */
  dns_query: 'text',
  /** The server name in the TLS ClientHello of this direction (SNI, RFC 6066). */
  tls_sni: 'text',
  /** Host header and path, with the query, of the first HTTP/1 request of this direction; as sent. */
  http_host: 'text',
  http_path: 'text',
} as const satisfies Columns;

/** W3C extended log names. */
const requests = {
  ts: 'time',
  /** The client. */
  c_ip: 'address',
  c_port: 'int',
  /** Who opened the connection to the server where that is a proxy and c_ip came from a header. */
  peer: 'address',
  s_ip: 'address',
  s_port: 'int',
  s_computername: 'text',
  s_sitename: 'text',
  cs_host: 'text',
  cs_method: 'text',
  /** As sent: percent-encoding kept. */
  cs_uri_stem: 'text',
  cs_uri_query: 'text',
  cs_version: 'text',
  cs_username: 'text',
  sc_status: 'int',
  sc_substatus: 'int',
  sc_win32_status: 'long',
  sc_bytes: 'long',
  cs_bytes: 'long',
  /** Milliseconds. */
  time_taken: 'long',
  user_agent: 'text',
  referer: 'text',
  x_forwarded_for: 'text',
} as const satisfies Columns;

const logins = {
  ts: 'time',
  c_ip: 'address',
  c_port: 'int',
  s_ip: 'address',
  /** `sshd`, `rdp`, `smtp`, … */
  service: 'text',
  username: 'text',
  /** 1 it worked, 0 it did not. Null: the line does not say, or says something of an attempt that has its own row. */
  ok: 'int',
  detail: 'text',
  /** Password or key were right, and the service refused the login for this reason. Null: nothing says they were right. */
  refused: 'text',
} as const satisfies Columns;

/** Someone else's verdict: fail2ban, ModSecurity, Suricata, a honeypot. */
const alerts = {
  ts: 'time',
  src: 'address',
  src_port: 'int',
  dst: 'address',
  dst_port: 'int',
  /** Who said it. */
  sensor: 'text',
  rule: 'text',
  severity: 'text',
  message: 'text',
  /** Ids and addresses of what a call of a cloud was about, with spaces between them. Null: the sensor names none. */
  resources: 'text',
  /**
   * What kind of alert it is. `verdict`: a system whose work is to judge says that somebody attacks. `ban`: it shuts an address
   * out. `deed`: what a client did in a honeypot. `download`: a file that a honeypot was made to fetch, or was given. `event`: what a server or
   * a cloud wrote down of a client; it accuses nobody.
   */
  kind: 'text',
  /**
   * What became of what the alert is about, as the sensor says. `blocked`: it was refused or stopped, or its author shut out.
   * `passed`: it was let through. Null: the sensor does not say.
   */
  outcome: 'text',
  /** Path of the request, without the query; of a `download` the whole URL. Null: the sensor names none. */
  url: 'text',
  /** MD5, SHA-1 or SHA-256 of a file, in hexadecimal digits, as the sensor says. */
  hash: 'text',
  /** What the sensor calls the request: its alerts with the same id are about one request. Null: it numbers none. */
  request_id: 'text',
} as const satisfies Columns;

/** Flow records that a query has counted or added up: a row is one group of its answer. It has no times. */
const counts = {
  src: 'address',
  dst: 'address',
  src_port: 'int',
  dst_port: 'int',
  protocol: 'int',
  action: 'text',
  interface: 'text',
  instance: 'text',
  /** Flow records of the group. */
  records: 'long',
  packets: 'long',
  bytes: 'long',
  /** What the query called the column that `records` is from: `portsScanned`. */
  measure: 'text',
} as const satisfies Columns;

export const TABLES = { flows, requests, logins, alerts, counts } as const satisfies Record<
  TableName,
  Columns
>;

/** The names of one table's columns; of several tables, the names of any. */
export type ColumnName<T extends TableName> = T extends TableName ? keyof (typeof TABLES)[T] & string : never;
