import type { AbuseType } from '../model/abuse-types.ts';
import type { Complaint, Deed } from '../model/complaint.ts';
import type { PortSetting } from '../formats/format.ts';
import type { ComplaintMessage } from './messages.ts';

/** What the evidence of an incident can carry. */
export interface Carried {
  deed: Deed;
  /** Which log its entries are of. */
  unit: Complaint['unit'];
  /** Types of its findings. */
  types: ReadonlySet<AbuseType>;
  /** The client's port, where a row of the incident has it. */
  port: number | undefined;
  /** A handshake or a whole request was seen. */
  verified: boolean;
  /** Settings by which the logs of the incident would have the client's port. */
  settings: readonly PortSetting[];
}

type Choice = Pick<Complaint, 'category' | 'type' | 'verified'> & { because: ComplaintMessage[] };
type TypeReason = [type: string, ...because: ComplaintMessage[]];

/** Passwords were tried: the port of the client decides. */
function loginType({ unit, port, settings }: Carried): TypeReason {
  // That a login failed is written in no flow record.
  if (unit === 'flows') return ['reconnaissance', { key: 'complaintFlowLogins', params: {} }];
  if (port !== undefined) return ['login_attack', { key: 'complaintLogin', params: { port: String(port) } }];
  return [
    'reconnaissance',
    { key: 'complaintNoPort', params: {} },
    ...settings.map(({ program, setting }): ComplaintMessage => ({
      key: 'complaintPortSetting',
      params: { program, setting },
    })),
  ];
}

function exploitType({ types }: Carried): TypeReason {
  return types.size === 1 && types.has('sql_injection')
    ? ['sql_injection', { key: 'complaintInjection', params: {} }]
    : ['vulnerability_scan', { key: 'complaintExploit', params: {} }];
}

function scanType({ port }: Carried): TypeReason {
  return port === undefined
    ? ['reconnaissance', { key: 'complaintScanNoPort', params: {} }]
    : ['port_scan', { key: 'complaintScan', params: { port: String(port) } }];
}

const TYPES: Readonly<Record<Deed, (carried: Carried) => TypeReason>> = {
  login: loginType,
  script: () => ['reconnaissance', { key: 'complaintScript', params: {} }],
  malware: () => ['infected_host', { key: 'complaintMalware', params: {} }],
  exploit: exploitType,
  probing: () => ['reconnaissance', { key: 'complaintProbing', params: {} }],
  scan: scanType,
};

/**
 * The type of XARF v4.2 that the evidence can carry. A login attack and a port scan must have the client's port where their
 * source is an address, a reconnaissance need not (connection-login-attack.json, connection-port-scan.json,
 * connection-reconnaissance.json). Where no handshake was seen, anybody may have written the source: then nothing is said that
 * would have its owner cut off.
 */
export function typeOf(carried: Carried): Choice {
  const { deed, verified } = carried;
  const [type, ...because]: TypeReason = verified
    ? TYPES[deed](carried)
    : ['reconnaissance', { key: 'complaintUnverified', params: {} }];
  return { category: 'connection', type, verified, because };
}

/**
 * Services that are spoken over UDP, where the first packet may have any source: SIP (RFC 3261 takes both; honeypots listen
 * to UDP), SNMP, TFTP, NTP, RADIUS.
 */
const DATAGRAMS = /(?:^|[\s-])(?:sip|sipsession|sipcall|snmp|tftpd?|ntp|(?:free)?radiusd?)$/i;

export function isDatagram(service: string): boolean {
  return DATAGRAMS.test(service);
}
