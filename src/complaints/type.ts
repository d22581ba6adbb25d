import type { Complaint, Deed } from '../model/complaint.ts';
import type { PortSetting } from '../formats/format.ts';
import type { ComplaintMessage } from './messages.ts';

/** What the evidence of an incident can carry. */
export interface Carried {
  deed: Deed;
  /** The client's port, where a row of the incident has it. */
  port: number | undefined;
  /** A handshake or a whole request was seen. */
  verified: boolean;
  /** Settings by which the logs of the incident would have the client's port. */
  settings: readonly PortSetting[];
}

type Choice = Pick<Complaint, 'category' | 'type' | 'verified'> & { because: ComplaintMessage[] };

/**
 * The type of XARF v4.2 that the evidence can carry. A login attack must have the client's port where its source is an
 * address, a reconnaissance need not (connection-login-attack.json, connection-reconnaissance.json). Where no handshake was
 * seen, anybody may have written the source: then nothing is said that would have its owner cut off.
 */
export function typeOf({ deed, port, verified, settings }: Carried): Choice {
  const reconnaissance = { category: 'connection', type: 'reconnaissance', verified };
  if (!verified) {
    return { ...reconnaissance, because: [{ key: 'complaintUnverified', params: {} }] };
  }
  if (deed === 'script') return { ...reconnaissance, because: [{ key: 'complaintScript', params: {} }] };
  if (port !== undefined) {
    const because: ComplaintMessage[] = [{ key: 'complaintLogin', params: { port: String(port) } }];
    return { category: 'connection', type: 'login_attack', verified, because };
  }
  return {
    ...reconnaissance,
    because: [
      { key: 'complaintNoPort', params: {} },
      ...settings.map(({ program, setting }): ComplaintMessage => ({
        key: 'complaintPortSetting',
        params: { program, setting },
      })),
    ],
  };
}

/**
 * Services that are spoken over UDP, where the first packet may have any source: SIP (RFC 3261 takes both; honeypots listen
 * to UDP), SNMP, TFTP, NTP, RADIUS.
 */
const DATAGRAMS = /(?:^|[\s-])(?:sip|sipsession|sipcall|snmp|tftpd?|ntp|(?:free)?radiusd?)$/i;

export function isDatagram(service: string): boolean {
  return DATAGRAMS.test(service);
}
