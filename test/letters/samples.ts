import { PASTED } from '../../src/notices/authenticity.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Claim } from '../../src/model/claim.ts';
import { quoted } from '../../src/model/message.ts';
import { concluded } from '../../src/cases/conclusion.ts';

/** A flow record as the log has it. */
export const FLOW =
  '2 123456789012 eni-0a1b2c3d 10.10.3.17 198.51.100.7 40000 22 6 1 40 1795185060 1795185061 ACCEPT OK';

const SHA = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';

export function claim(changes: Partial<Claim> = {}): Claim {
  return {
    source: 'aws',
    reference: '27579687149',
    type: 'port_scan',
    reported_activity: 'Port Scanning',
    accounts: ['123456789012'],
    instances: [],
    interfaces: [],
    addresses: ['203.0.113.10'],
    regions: ['ap-northeast-2'],
    window: { from: '2026-11-20T14:40:00Z', to: '2026-11-20T14:55:00Z' },
    flows: [],
    actions_taken: [],
    received: '2026-11-21T02:00:00Z',
    deadline: '2026-11-22T02:00:00Z',
    stage: 'first',
    authenticity: { verdict: 'unproven', message: PASTED.message },
    subject: 'Your AWS Abuse Report [27579687149] [AWS ID 123456789012]',
    evidence: 'notice.eml',
    ...changes,
  };
}

function flowLog(path: string): CaseDocument['evidence'][number] {
  return {
    path,
    sha256: SHA,
    bytes: 48_213,
    format: 'vpc-flow',
    because: 'its header names 29 VPC flow log fields',
    table: 'flows',
    read: 61_000,
    parsed: 60_990,
    rejected: 2,
    skipped: 8,
    rejects: [],
    skips: [{ reason: 'header', count: 8 }],
    notes: [],
  };
}

function scan(changes: Partial<Finding> = {}): Finding {
  return {
    id: 'port-scan-horizontal:10.10.3.17:TCP:2026-11-20T14:31:00Z',
    type: 'port_scan',
    detector: 'port-scan-horizontal',
    subject: { address: '10.10.3.17', instance: 'i-0abc1234def567890', interface: 'eni-0a1b2c3d' },
    direction: 'outbound',
    targets: { hosts: 12_043, ports: [22], sample: ['198.51.100.7', '198.51.100.8'] },
    from: '2026-11-20T14:31:00Z',
    to: '2026-11-20T15:02:10Z',
    numbers: {
      hosts: 12_043,
      ports: 1,
      pairs: 12_043,
      unanswered_pairs: 11_900,
      packets: 24_500,
      bytes: 980_000,
    },
    confidence: 0.97,
    severity: 'high',
    message: quoted('i-0abc1234def567890 opened TCP 22 on 12,043 hosts.'),
    rule_message: quoted('Zeek: 25 hosts in 5 min'),
    sql: 'SELECT 1',
    lines: [{ evidence: 'flows/a.log.gz', line: 7 }],
    ...changes,
  };
}

function document(changes: Partial<CaseDocument>): CaseDocument {
  return concluded({
    schema: 'abusedesk.case/1',
    id: '2026-11-21-7f3a9c',
    opened: '2026-11-21T08:00:00.000Z',
    claims: [claim()],
    evidence: [flowLog('flows/a.log.gz'), flowLog('flows/b.log.gz')],
    findings: [],
    verdicts: [],
    culprits: [],
    sources: [],
    tables: [],
    letters: [],
    gaps: [],
    next: [],
    timeline: [],
    series: [],
    ...changes,
  });
}

/** A port scan through a NAT gateway, confirmed and traced to one instance. */
export function portScan(): CaseDocument {
  return document({
    findings: [scan()],
    verdicts: [
      {
        claim: 0,
        verdict: 'confirmed',
        message: quoted('the flows show it'),
        compared: [{ what: 'targets', claimed: 12_000, seen: 12_043, agrees: true }],
        lines: [{ evidence: 'flows/a.log.gz', line: 7, text: FLOW }],
      },
    ],
    culprits: [
      {
        address: '10.10.3.17',
        interface: 'eni-0a1b2c3d',
        instance: 'i-0abc1234def567890',
        name: 'web-7',
        via: {
          kind: 'nat',
          interface: 'eni-0f0f0f0f',
          gateway: 'nat-0cd1e2f3',
          address: '10.10.2.68',
          public: '203.0.113.10',
        },
        confidence: 0.97,
        message: quoted('the legs join'),
        ties: [],
      },
    ],
  });
}

/** A denial of service that the flow logs, complete for the time, do not show. */
export function contradictedDos(): CaseDocument {
  return document({
    claims: [
      claim({
        reference: '5557771112',
        type: 'ddos',
        instances: ['i-0dddd111122223333'],
        addresses: [],
        regions: ['us-east-1'],
        window: { from: '2018-11-28T02:04:18Z', to: '2018-11-28T02:05:18Z' },
        subject: 'Fwd: Your Amazon EC2 Abuse Report [5557771112] [AWS ID 123456789012]',
        flows: [
          {
            from: '2018-11-28T02:04:18Z',
            to: '2018-11-28T02:05:18Z',
            protocol: 17,
            remote: '198.51.100.7',
            remote_ports: [80],
            bytes_sent: 294_167_550,
            packets_sent: 291_255,
          },
        ],
        actions_taken: [
          {
            what: 'block',
            direction: 'outbound',
            protocol: 17,
            ports: [80],
            text: 'Outgoing Port 80 Blocked',
          },
        ],
      }),
    ],
    verdicts: [
      {
        claim: 0,
        verdict: 'ruled_out',
        message: {
          key: 'noRecordTowards',
          params: {
            who: 'i-0dddd111122223333',
            when: { from: '2018-11-28T02:04:18Z', to: '2018-11-28T02:05:18Z' },
          },
        },
        compared: [
          { what: 'bytes_sent', claimed: 294_167_550, seen: 0, agrees: false },
          { what: 'packets_sent', claimed: 291_255, seen: 0, agrees: false },
        ],
        lines: [{ evidence: 'flows/a.log.gz', line: 7, text: FLOW }],
      },
    ],
  });
}

/** A denial of service from an instance of its own address: confirmed, not quite sure, no port known. */
export function confirmedDos(): CaseDocument {
  const flood = scan({
    type: 'ddos',
    detector: 'flood',
    subject: { address: '10.0.0.5', instance: 'i-0dddd111122223333' },
    targets: { hosts: 1, ports: [], sample: ['198.51.100.9'] },
    numbers: { hosts: 1, ports: 0, packets: 291_255, bytes: 294_167_550 },
  });
  return document({
    claims: [claim({ type: 'ddos', instances: ['i-0dddd111122223333'], addresses: [] })],
    findings: [flood],
    verdicts: [{ claim: 0, verdict: 'confirmed', message: quoted(''), lines: [] }],
    culprits: [
      {
        address: '10.0.0.5',
        instance: 'i-0dddd111122223333',
        confidence: 0.8,
        message: quoted(''),
        ties: [],
      },
    ],
  });
}

/** A notice with nothing to hold against it. */
export function noRecords(): CaseDocument {
  return document({
    claims: [
      claim({
        type: 'login_attack',
        addresses: [],
        instances: ['i-0eeee111122223333'],
        window: { from: '2023-04-27T14:46:47Z' },
        zone: 'assumed UTC',
      }),
    ],
    evidence: [],
    verdicts: [
      {
        claim: 0,
        verdict: 'cannot_tell',
        message: quoted('no flow log'),
        missing: [quoted('VPC flow logs of the day')],
        lines: [],
      },
    ],
  });
}

/** Outstanding reports about a masked account: no number, no time, no instance. */
export function masked(): CaseDocument {
  const { reference: _reference, window: _window, deadline: _deadline, ...rest } = claim();
  return document({
    claims: [
      {
        ...rest,
        type: 'login_attack',
        accounts: ['xxxx370'],
        addresses: ['34.xx.xx.40'],
        regions: [],
        stage: 'reminder',
        subject: 'Outstanding EC2 abuse reports',
      },
    ],
    evidence: [],
  });
}

/** Two matters; the second, more urgent, names two instances of which one is confirmed, with a tie. */
export function severalClaims(): CaseDocument {
  const second = {
    reference: '888',
    deadline: '2026-11-21T22:00:00Z',
    subject: 'Your AWS Abuse Report [888]',
  };
  const base = portScan();
  return document({
    claims: [
      claim({ window: { from: '2026-11-18T00:00:00Z' } }),
      claim({ ...second, instances: ['i-0abc1234def567890'], addresses: [] }),
      claim({ ...second, instances: ['i-0ffff111122223333'], addresses: [], type: 'spam' }),
    ],
    findings: [scan(), scan({ from: '2026-11-20T18:00:00Z', to: '2026-11-20T18:00:20Z' })],
    culprits: base.culprits.map((culprit) =>
      Object.assign(culprit, {
        confidence: 0.7,
        ties: [{ address: '10.10.3.18', instance: 'i-0bbb2234def567890', message: quoted('same volume') }],
      }),
    ),
    verdicts: [
      { claim: 0, verdict: 'cannot_tell', message: quoted(''), lines: [] },
      { claim: 1, verdict: 'confirmed', message: quoted(''), lines: [] },
      { claim: 2, verdict: 'ruled_out', message: quoted(''), lines: [] },
    ],
  });
}

/** An SQL injection at one address, to which a host sent packets at the time; what they contained no flow log knows. */
export function likelyInjection(): CaseDocument {
  const host = '10.30.1.40 (i-0e4f5061728394a5b)';
  return document({
    claims: [claim({ type: 'sql_injection', addresses: ['203.0.113.10'] })],
    findings: [scan({ subject: { address: '10.30.1.40', instance: 'i-0e4f5061728394a5b' } })],
    verdicts: [
      {
        claim: 0,
        verdict: 'likely',
        message: {
          key: 'sentClaimed',
          params: { host, packets: 216, targets: 1, found: quoted('it scanned 12,043 hosts') },
        },
        lines: [{ evidence: 'flows/a.log.gz', line: 7, text: FLOW }],
      },
    ],
    culprits: [
      {
        address: '10.30.1.40',
        instance: 'i-0e4f5061728394a5b',
        confidence: 0.8,
        message: quoted('it sent all of it'),
        ties: [],
      },
    ],
  });
}

/** A notice that names no kind of abuse; at its time a host scanned. */
export function unnamedKind(): CaseDocument {
  const base = portScan();
  return document({
    claims: [claim({ type: 'other', window: { from: '2026-11-20T14:46:36Z', to: '2026-11-20T14:46:36Z' } })],
    findings: base.findings,
    verdicts: base.verdicts,
    culprits: base.culprits,
  });
}

export const SAMPLES = {
  unnamedKind,
  likelyInjection,
  portScan,
  confirmedDos,
  contradictedDos,
  noRecords,
  masked,
  severalClaims,
} as const;
