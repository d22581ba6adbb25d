import { COMPLAINANT } from './scan.ts';
import type { Probe } from './scan.ts';
import { ACCOUNT, NAT, REGION } from './vpc.ts';

export const REFERENCE = '27579687149';
export const RECEIVED = '2026-11-20T15:52:31Z';

/** `20 Nov 2026 14:46:47 GMT` */
function gmt(seconds: number): string {
  return new Date(seconds * 1000).toUTCString().slice(5);
}

/** `Nov 20 14:46:47` */
function syslog(seconds: number): string {
  const [day, month, , time] = gmt(seconds).split(' ');
  return `${month} ${day} ${time}`;
}

function firewallLine({ at, target, port }: Probe): string {
  return `${syslog(at)} edge1 kernel: DROP IN=eth0 OUT= SRC=${NAT.public} DST=${target} LEN=60 TTL=46 PROTO=TCP SPT=${port} DPT=22 WINDOW=62727 SYN`;
}

/**
 * The first notice as AWS lays it out, in words of our own: labels with the value on the next line, a resource
 * line without an instance, and the third party's report behind it.
 * @param probes what the third party's firewall saw
 */
export function notice(probes: readonly Probe[]): Buffer {
  const subject = `Your AWS Abuse Report [${REFERENCE}] [AWS ID ${ACCOUNT}]`;
  const first = probes[0]?.at ?? 0;
  const lines = [
    `Received: from a48-31.smtp-out.amazonses.com by mx1.shop.example with ESMTPS; Fri, 20 Nov 2026 15:52:31 +0000`,
    `From: "AWS Trust & Safety" <trustandsafety@support.aws.com>`,
    `To: security@shop.example`,
    `Subject: ${subject}`,
    `Date: Fri, 20 Nov 2026 15:52:27 +0000`,
    `Message-ID: <0100019347a1c2de-27579687149-000000@email.amazonses.com>`,
    `MIME-Version: 1.0`,
    `Content-Type: text/plain; charset=utf-8`,
    ``,
    `Hello,`,
    ``,
    `Account ID:`,
    ACCOUNT,
    `Account contact email:`,
    `aws@shop.example`,
    `Security contact:`,
    `Security team`,
    `Security contact email:`,
    `security@shop.example`,
    ``,
    `We have received a report that resources of yours have been implicated in activity that resembles Port Scanning of hosts on the internet.`,
    ``,
    `AWS ID: ${ACCOUNT}    Region: ${REGION}    [${NAT.public}]`,
    ``,
    `Reported Activity: Port Scanning`,
    `Abuse Time: ${gmt(first)}`,
    ``,
    `Please look into it, stop it, and answer this mail within 24 hours with what you found and what you changed. Without an answer the resource may be blocked.`,
    ``,
    `Regards,`,
    `AWS Trust & Safety`,
    ``,
    `---Beginning of forwarded report(s)---`,
    ``,
    `Our network ${COMPLAINANT}0/24 was scanned from ${NAT.public}. Times are UTC. Lines of the firewall:`,
    ``,
    ...probes.map(firewallLine),
    ``,
    `---End of forwarded report(s)---`,
    ``,
  ];
  return Buffer.from(lines.join('\r\n'));
}
