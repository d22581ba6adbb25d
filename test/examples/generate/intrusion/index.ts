import { Chance } from '../chance.ts';
import { gzip, json } from '../example.ts';
import type { Example } from '../example.ts';
import { flowLog } from './flow-log.ts';
import { INTRUDER, MASKED, SERVER, VICTIM } from './host.ts';
import { auditLog } from './mod-security.ts';
import { accessLog, SHELL, webRoot } from './web.ts';

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}

/** AWS's note on outstanding reports, with the fail2ban mail and the Apache lines that the book shop sent. */
function notice(): string {
  const log = `/srv/sites/${VICTIM.domain}/web/htdocs/logs/access:${MASKED.server}`;
  return `Your outstanding EC2 abuse reports: Intrusion Attempts activity from account ${MASKED.account}, no response received. Take corrective measures and reply to this email; without an answer within 24 hours your instances may be isolated.

The IP ${MASKED.server} has just been banned by Fail2Ban after
1 attempts against apache-critical.

Domain: ${VICTIM.domain} (${MASKED.victim})
${log} - - [13/May/2019:05:06:11 +0200] "GET /books.php?lang=ab'&id_n=8'" HTTP/1.1" 200 206265 "-" "-" "-"
${log} - -  [13/May/2019:05:06:13 +0200] "GET /books.php?id_n=8&lang=ab HTTP/1.1" 200  206262 "-" "-" "-"
`;
}

/** The answer of `aws ec2 describe-network-interfaces`, cut to what matters. */
function inventory(): Buffer {
  return json({
    NetworkInterfaces: [
      {
        NetworkInterfaceId: SERVER.interface,
        InterfaceType: 'interface',
        Status: 'in-use',
        OwnerId: SERVER.account,
        PrivateIpAddress: SERVER.address,
        Attachment: { InstanceId: SERVER.instance, Status: 'attached' },
        Association: { PublicIp: SERVER.public, IpOwnerId: SERVER.account },
        PrivateIpAddresses: [
          {
            Primary: true,
            PrivateIpAddress: SERVER.address,
            Association: { PublicIp: SERVER.public, IpOwnerId: SERVER.account },
          },
        ],
      },
    ],
  });
}

/** Two connections that were tried by hand on the server after port 80 was blocked. */
function failedConnections(): string {
  return [VICTIM.address, '198.51.100.48']
    .map((address) => `"Failed to connect to ${address} port 80: Connection timed out\n`)
    .join('');
}

/** A web shop that tries SQL on a book shop; those who passed the notice on have masked its addresses. */
export function intrusionAttempts() {
  const flows = flowLog(
    seconds('2019-05-13T02:45:00Z'),
    seconds('2019-05-13T03:25:00Z'),
    [seconds('2019-05-13T03:06:00Z'), seconds('2019-05-13T03:07:00Z')],
    [10, 11, 12, 13, 14].map((minute) => seconds(`2019-05-13T03:${minute}:00Z`)),
    new Chance(2019),
  );
  const audit = auditLog();
  const uses = ['03:06:09', '03:07:04', '03:10:02', '03:11:01', '03:12:03', '03:13:01', '03:14:02'];
  const access = accessLog(
    seconds('2019-05-13T00:50:00Z'),
    seconds('2019-05-13T03:25:00Z'),
    uses.map((time) => seconds(`2019-05-13T${time}Z`)),
    new Chance(1305),
  );
  return {
    name: 'intrusion-attempts',
    files: new Map([
      ['notice.txt', Buffer.from(notice())],
      ['inventory/network-interfaces.json', inventory()],
      ['web/modsec_audit.log', Buffer.from(audit.text)],
      ['web/access.log.gz', gzip(access.text)],
      ['web/shop.tar.gz', webRoot()],
      ['host/connections.txt', Buffer.from(failedConnections())],
      [
        `flows/${SERVER.account}_vpcflowlogs_${SERVER.region}_fl-0f1e2d3c_20190513T0245Z.log.gz`,
        gzip(flows.text),
      ],
    ]),
    truth: {
      notice: {
        ...MASKED,
        domain: VICTIM.domain,
        type: 'sql_injection',
        from: '2019-05-13T03:06:11Z',
        to: '2019-05-13T03:06:13Z',
        lines: 2,
      },
      server: { address: SERVER.address, interface: SERVER.interface, instance: SERVER.instance },
      victim: VICTIM.address,
      intruder: INTRUDER,
      flows: { records: flows.records, packets: flows.packets, searched: flows.searched },
      audit: { transactions: audit.transactions },
      access: { requests: access.requests, attacks: access.attacks },
      script: { ...SHELL, requests: uses.length + 1 },
    },
  } satisfies Example;
}
