import type { CaseDocument } from '../../src/model/case.ts';
import type { FanOut } from '../../src/model/pictures.ts';
import { numbers } from '../support.ts';
import { anyNumbers } from './numbers.ts';
import { quoted } from '../../src/model/message.ts';
import { concluded } from '../../src/cases/conclusion.ts';

/** A repeatable sequence of numbers between 0 and 1. */
export function sequence(seed: number): () => number {
  const next = numbers(seed);
  return () => next() / 2 ** 32;
}

const FROM = '2026-11-20T14:31:07Z';
const TO = '2026-11-20T15:02:44Z';
const START = Date.parse('2026-11-20T12:00:00Z');

function series(): CaseDocument['series'] {
  const random = sequence(7);
  const out: number[] = [];
  const into: number[] = [];
  for (let i = 0; i < 144; i++) {
    const at = START + i * 120_000;
    const scanning = at >= Date.parse(FROM) && at <= Date.parse(TO);
    out.push(Math.round((scanning ? 2_600_000 : 180_000) * (0.7 + random() * 0.6)));
    into.push(Math.round((scanning ? 420_000 : 360_000) * (0.6 + random() * 0.8)));
  }
  return [
    {
      name: 'subject_bytes',
      message: quoted('Bytes of 10.10.3.17 per two minutes'),
      subject: '10.10.3.17',
      unit: 'bytes',
      start: '2026-11-20T12:00:00Z',
      bucket_seconds: 120,
      out,
      in: into,
      window: { from: '2026-11-20T14:46:47Z', to: '2026-11-20T14:56:47Z' },
    },
  ];
}

function fanOut(): FanOut {
  const random = sequence(3);
  const hosts = Array.from({ length: 180 }, (_, i) => ({
    address: `10.10.${4 + (i >> 7)}.${(i % 128) + 10}`,
    targets: Math.max(1, Math.round(Math.exp(random() * 4.2))),
    role: 'host' as const,
    culprit: false,
  }));
  const rows = [
    { address: '10.10.3.17', targets: 12_043, role: 'host' as const, culprit: true },
    { address: '10.10.2.68', targets: 12_399, role: 'nat' as const, culprit: false },
    { address: '10.10.3.40', targets: 203, role: 'host' as const, culprit: false },
    ...hosts,
  ];
  return {
    message: quoted('Distinct targets on TCP 22'),
    port: 22,
    rows: rows.toSorted((a, b) => b.targets - a.targets),
  };
}

const SQL = `SELECT src, count(DISTINCT dst) AS targets, count(*) AS flows,
       min(ts_start) AS first, max(ts_end) AS last
FROM flows
WHERE dst_port = 22 AND protocol = 6 AND interface = 'eni-0f3a9b1c2d4e5f607'
GROUP BY src
HAVING count(DISTINCT dst) >= 25
ORDER BY targets DESC`;

const LINES = Array.from({ length: 8 }, (_, i) => ({
  evidence:
    'flows/AWSLogs/123456789012/vpcflowlogs/ap-northeast-2/2026/11/20/123456789012_vpcflowlogs_ap-northeast-2_fl-0a1b2c3d4e5f60718_20261120T1430Z_5c2f7e1a.log.gz',
  line: 1042 + i * 7,
}));

/** A customer's instance behind a NAT gateway scanned; the notice is right. */
export function scanCase(): CaseDocument {
  return concluded(
    {
      schema: 'abusedesk.case/1',
      id: '2026-11-21-k7f3',
      opened: '2026-11-21T06:12:30Z',
      claims: [
        {
          source: 'aws',
          reference: '27579687149',
          type: 'port_scan',
          reported_activity: 'Port Scanning',
          accounts: ['123456789012'],
          instances: [],
          interfaces: [],
          addresses: ['203.0.113.10'],
          regions: ['ap-northeast-2'],
          window: { from: '2026-11-20T14:46:47Z' },
          flows: [
            {
              from: '2026-11-20T14:46:47Z',
              to: '2026-11-20T14:56:47Z',
              protocol: 6,
              remote: '198.51.100.7',
              remote_ports: [22],
              bytes_sent: 60_240,
              packets_sent: 1004,
            },
          ],
          actions_taken: [
            {
              what: 'block',
              direction: 'outbound',
              ports: [22],
              protocol: 6,
              text: 'Outgoing Port 22 Blocked',
            },
          ],
          received: '2026-11-21T05:58:02Z',
          deadline: '2026-11-22T05:58:02Z',
          stage: 'first',
          authenticity: {
            verdict: 'proven',
            dkim: 'pass',
            signer: 'amazon.com',
            message: { key: 'authProven', params: { signer: 'amazon.com' } },
          },
          forwarded:
            'Nov 20 14:46:47 gw sshd[2214]: Failed password for root from 203.0.113.10 port 41822 ssh2\nNov 20 14:46:49 gw sshd[2216]: Failed password for root from 203.0.113.10 port 41840 ssh2',
          subject: 'Your AWS Abuse Report [27579687149] [AWS ID 123456789012]',
          evidence: 'notice.eml',
        },
      ],
      evidence: [
        {
          path: 'notice.eml',
          sha256: '9d2f6c1b54a3e7f80912ab34cd56ef7890a1b2c3d4e5f60718293a4b5c6d7e8f',
          bytes: 6213,
          format: 'notice',
          because: 'its sender and its labels are those of an AWS abuse notice',
          read: 0,
          parsed: 0,
          rejected: 0,
          skipped: 0,
          rejects: [],
          skips: [],
          notes: [],
        },
        {
          path: LINES[0]?.evidence ?? '',
          sha256: '1c4e8a90b7d2f35561728394a5b6c7d8e9f00112233445566778899aabbccdde',
          bytes: 18_442_190,
          format: 'vpc-flow',
          because: 'its header names 29 VPC flow log fields',
          table: 'flows',
          zone: 'UTC (by the format)',
          read: 1_204_331,
          parsed: 1_204_306,
          rejected: 3,
          skipped: 22,
          rejects: [
            { line: 40_112, offset: 5_911_203, reason: '13 fields, the header names 14' },
            { line: 40_113, offset: 5_911_290, reason: 'srcaddr is no address' },
            { line: 88_001, offset: 12_000_417, reason: 'end lies before start' },
          ],
          skips: [
            { reason: 'header', count: 1 },
            { reason: 'NODATA', count: 21 },
          ],
          notes: [],
        },
        {
          path: 'inventory/describe-network-interfaces.json',
          sha256: 'aa61b0c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccddee',
          bytes: 48_112,
          format: 'aws-inventory',
          because: 'it holds NetworkInterfaces',
          read: 0,
          parsed: 0,
          rejected: 0,
          skipped: 0,
          rejects: [],
          skips: [],
          notes: ['412 interfaces'],
        },
        {
          path: 'flows/core.bin',
          sha256: '00aa11bb22cc33dd44ee55ff66007788990011223344556677889900aabbccdd',
          bytes: 4096,
          format: 'unknown',
          because: 'tried: vpc-flow, iis-w3c, access-log, aws-inventory, notice',
          read: 0,
          parsed: 0,
          rejected: 0,
          skipped: 0,
          rejects: [],
          skips: [],
          notes: [],
        },
      ],
      findings: [
        {
          id: 'port-scan-horizontal-10.10.3.17-20261120T143107',
          type: 'port_scan',
          detector: 'port-scan-horizontal',
          subject: {
            address: '10.10.3.17',
            instance: 'i-0ab34cd56ef78901a',
            interface: 'eni-0f3a9b1c2d4e5f607',
          },
          direction: 'outbound',
          targets: {
            hosts: 12_043,
            ports: [22],
            sample: ['198.51.100.7', '198.51.100.19', '192.0.2.44', '192.0.2.201', '198.51.100.240'],
          },
          from: FROM,
          to: TO,
          numbers: anyNumbers({
            flows: 12_388,
            targets_per_minute: 381,
            unanswered_share: 0.981,
            bytes_sent: 743_280,
            packets_per_flow: 1.03,
            protocol: 6,
          }),
          confidence: 0.99,
          severity: 'high',
          message: quoted(
            '10.10.3.17 (web-7, i-0ab34cd56ef78901a) opened TCP 22 on 12,043 hosts from 14:31 to 15:02 UTC; 98.1 % gave no answer.',
          ),
          rule_message: quoted(
            '25 hosts or more on one port within 5 minutes, most of them unanswered (Zeek scan policy; Jung et al. 2004).',
          ),
          sql: SQL,
          lines: LINES,
        },
        {
          id: 'login-10.10.3.17',
          type: 'login_attack',
          detector: 'ssh-brute-force',
          subject: { address: '10.10.3.17', instance: 'i-0ab34cd56ef78901a' },
          direction: 'outbound',
          targets: { hosts: 14, ports: [22], sample: ['198.51.100.7', '192.0.2.44'] },
          from: '2026-11-20T14:40:12Z',
          to: '2026-11-20T15:02:01Z',
          numbers: anyNumbers({ flows: 902, packets_per_flow: 17.2, bytes_per_flow: 3011 }),
          confidence: 0.74,
          severity: 'medium',
          message: quoted(
            '10.10.3.17 held 902 SSH connections of login size with 14 of the hosts that answered.',
          ),
          rule_message: quoted(
            '30 flows or more of 11 to 30 packets on TCP 22 to one host (NEMEA brute-force detector).',
          ),
          sql: SQL,
          lines: LINES.slice(0, 2),
        },
      ],
      verdicts: [
        {
          claim: 0,
          verdict: 'confirmed',
          message: quoted(
            'the flow logs show TCP 22 from 203.0.113.10 to 198.51.100.7 in the window, 1,011 packets beside the 1,004 claimed.',
          ),
          compared: [
            { what: 'packets_sent', claimed: 1004, seen: 1011, agrees: true },
            { what: 'bytes_sent', claimed: 60_240, seen: 60_660, agrees: true },
            { what: 'targets', claimed: 1, seen: 1, agrees: true },
          ],
          sql: SQL,
          lines: LINES.slice(0, 3),
        },
      ],
      culprits: [
        {
          address: '10.10.3.17',
          interface: 'eni-0f3a9b1c2d4e5f607',
          instance: 'i-0ab34cd56ef78901a',
          name: 'web-7',
          via: {
            kind: 'nat',
            gateway: 'nat-0cd56ef78901ab34c',
            interface: 'eni-0a9b8c7d6e5f40312',
            address: '10.10.2.68',
            public: '203.0.113.10',
          },
          confidence: 0.97,
          message: quoted(
            'all 1,011 packets that left the NAT gateway for 198.51.100.7:22 in the window came in from 10.10.3.17, and no other host sent to it.',
          ),
          ties: [],
        },
      ],
      sources: [
        {
          address: '203.0.113.10',
          provider: 'aws',
          services: ['AMAZON', 'EC2'],
          region: 'ap-northeast-2',
          prefix: '203.0.113.0/24',
          as_of: '2026-11-19T22:10:00Z',
          asn: 16509,
        },
        { address: '198.51.100.7', provider: null, asn: 64500, note: 'in no published range' },
      ],
      tables: [
        {
          name: 'flows_by_port',
          message: quoted('Outbound flows of 10.10.3.17 by port'),
          columns: ['dst_port', 'protocol', 'hosts', 'flows', 'bytes'],
          rows: [
            [22, 6, 12_043, 12_388, 743_280],
            [443, 6, 31, 2204, 61_203_112],
            [53, 17, 2, 1804, 220_119],
            [123, 17, 4, 88, 6688],
          ],
          sql: 'SELECT dst_port, protocol, count(DISTINCT dst) AS hosts, count(*) AS flows, sum(bytes) AS bytes FROM flows GROUP BY ALL',
          lines: {
            sql: 'SELECT evidence, line, dst, dst_port, protocol, bytes FROM flows',
            by: ['dst_port', 'protocol'],
            counted: 'flows',
          },
        },
      ],
      cost: {
        egress_bytes: 128_400_223,
        usd: 0.0162,
        tiers: [{ message: quoted('first 10 TB'), gb: 0.1284, usd_per_gb: 0.126, usd: 0.0162 }],
        region: 'ap-northeast-2',
        assumptions: [
          quoted('The free 100 GB a month are taken as used up by other traffic.'),
          quoted('Prices of November 2026; taxes not included.'),
        ],
      },
      letters: [
        { kind: 'interim', lang: 'en', path: 'letters/reply-interim.en.txt', blanks: [] },
        {
          kind: 'final',
          lang: 'en',
          path: 'letters/reply-final.en.txt',
          blanks: ['root cause', 'what was done, and when', 'what prevents it from now on'],
        },
      ],
      gaps: [
        quoted(
          'The flow log has no record of DNS to the VPC resolver: a tunnel through it could not be seen.',
        ),
      ],
      next: [
        quoted(
          'Isolate the instance, then look at it: `aws ec2 modify-network-interface-attribute --network-interface-id eni-0f3a9b1c2d4e5f607 --groups sg-quarantine`',
        ),
        quoted(
          'Send the interim answer before 2026-11-22 05:58 UTC: `abusedesk letter reply case --kind interim`',
        ),
      ],
      timeline: [
        { at: FROM, message: quoted('10.10.3.17 begins to open TCP 22 on many hosts'), kind: 'finding' },
        { at: TO, message: quoted('the last of it'), kind: 'finding' },
        { at: '2026-11-20T15:20:00Z', message: quoted('outgoing port 22 blocked by AWS'), kind: 'action' },
        { at: '2026-11-21T05:58:02Z', message: quoted('notice 27579687149 received'), kind: 'claim' },
        { at: '2026-11-21T06:12:30Z', message: quoted('case opened'), kind: 'case' },
        { at: '2026-11-22T05:58:02Z', message: quoted('answer due'), kind: 'deadline' },
      ],
      series: series(),
      fan_out: fanOut(),
    },
    { ends: '2026-11-20T16:48:00Z', others: '2026-11-20T16:48:00Z' },
  );
}
