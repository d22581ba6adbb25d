import { PASTED } from '../../src/notices/authenticity.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import { sequence } from './sample-scan.ts';
import { anyNumbers } from './numbers.ts';
import { quoted } from '../../src/model/message.ts';
import { concluded } from '../../src/cases/conclusion.ts';

const STEMS = [
  '/EWS/Exchange.asmx',
  '/owa/auth.owa',
  '/Microsoft-Server-ActiveSync/default.eas',
  '/autodiscover/autodiscover.xml',
];
const AGENTS = [
  'python-requests/2.9.1',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.3282.186 Safari/537.36',
  'Android-SAMSUNG-SM-G930F/101.70',
];
const USERS = ['CORP\\a.user', 'CORP\\b.miller', 'CORP\\c.tanaka', 'CORP\\svc-scan'];

function table(): CaseDocument['tables'][number] {
  const random = sequence(11);
  const pick = (values: readonly string[]) => values[Math.floor(random() * values.length)] ?? '';
  const rows = Array.from({ length: 64 }, (_, i): (string | number | null)[] => [
    i % 9 === 8 ? null : 'aws',
    i % 2 === 0 ? '2018-02' : '2018-03',
    pick(STEMS),
    pick(USERS),
    random() > 0.2 ? '401.1' : '200.0',
    pick(AGENTS),
    Math.round(Math.exp(random() * 8)),
  ]);
  return {
    name: 'requests_by_source',
    message: quoted('Requests by provider, month, URL, user, status and user agent'),
    columns: ['provider', 'month', 'cs_uri_stem', 'cs_username', 'status', 'user_agent', 'hits'],
    rows: rows.toSorted((a, b) => Number(b[6]) - Number(a[6])),
  };
}

function sources(): CaseDocument['sources'] {
  const random = sequence(5);
  const regions = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'us-west-2'];
  return Array.from({ length: 143 }, (_, i) => {
    const address = `52.${40 + (i % 9)}.${Math.floor(random() * 255)}.${Math.floor(random() * 255)}`;
    if (i % 12 === 11) return { address: `198.51.100.${i}`, provider: null, note: 'in no published range' };
    return {
      address,
      provider: 'aws',
      services: i % 20 === 0 ? ['AMAZON', 'EC2', 'GLOBALACCELERATOR'] : ['AMAZON', 'EC2'],
      region: regions[i % regions.length] ?? 'us-east-1',
      prefix: `52.${40 + (i % 9)}.0.0/16`,
      as_of: '2018-03-05T17:55:03Z',
      asn: 14618,
    };
  });
}

function requests(): CaseDocument['series'] {
  const random = sequence(23);
  const into = Array.from({ length: 59 }, (_, i) =>
    i < 9 ? 0 : Math.round((i % 7 < 5 ? 900 : 300) * (0.5 + random()) * (i === 40 ? 6 : 1)),
  );
  return [
    {
      name: 'aws_requests',
      message: quoted('Requests per day from aws'),
      subject: 'aws',
      unit: 'requests',
      start: '2018-02-01T00:00:00Z',
      bucket_seconds: 86_400,
      out: into.map(() => 0),
      in: into,
    },
  ];
}

const FILE = 'logs/W3SVC1/u_ex1803.log';
const LINES = [
  { evidence: FILE, line: 40_233 },
  { evidence: FILE, line: 40_301 },
];

/** An Exchange server that clients in a cloud try passwords against; nobody sent a notice. */
export function owaCase(): CaseDocument {
  const subject = { user: 'CORP\\a.user', provider: 'aws' };
  return concluded(
    {
      schema: 'abusedesk.case/1',
      id: '2026-11-21-m2q9',
      opened: '2026-11-21T06:12:30Z',
      claims: [],
      evidence: [
        {
          path: FILE,
          sha256: '5a4e8a90b7d2f35561728394a5b6c7d8e9f00112233445566778899aabbccdde',
          bytes: 318_442_190,
          format: 'iis-w3c',
          because: 'it begins with #Software and #Fields',
          table: 'requests',
          zone: 'UTC (by the format)',
          read: 1_804_331,
          parsed: 1_804_180,
          rejected: 0,
          skipped: 151,
          rejects: [],
          skips: [{ reason: 'directive', count: 151 }],
          notes: ['#Fields changes 3 times'],
        },
      ],
      findings: [
        {
          id: 'web-login-attack-1',
          type: 'login_attack',
          detector: 'web-login-attack',
          subject: { provider: 'aws' },
          direction: 'inbound',
          targets: { hosts: 1, ports: [443], sample: [] },
          from: '2018-02-10T03:11:09Z',
          to: '2018-03-31T22:40:51Z',
          numbers: anyNumbers({ attempts: 31_204, users: 14, addresses: 131, median_gap_seconds: 61 }),
          confidence: 0.93,
          severity: 'high',
          message: quoted(
            '131 addresses of Amazon Web Services tried passwords of 14 users 31,204 times, each address a few times and then no more.',
          ),
          rule_message: quoted(
            '30 failed logins or more within 30 minutes, by client or by provider and user agent (Zeek).',
          ),
          sql: 'SELECT count(*) FROM requests WHERE sc_status = 401 AND sc_substatus = 1',
          lines: LINES,
        },
        {
          id: 'web-credentials-worked-a.user',
          type: 'credential_exposure',
          detector: 'web-credentials-worked',
          subject,
          direction: 'inbound',
          targets: { hosts: 1, ports: [443], sample: [] },
          from: '2018-03-05T03:11:09Z',
          to: '2018-03-31T22:40:51Z',
          numbers: anyNumbers({ requests_succeeded: 412, failures_before: 29, addresses: 38 }),
          confidence: 0.95,
          severity: 'high',
          message: quoted(
            'The credentials of CORP\\a.user work for clients at aws since 2018-03-05 03:11 UTC; the user is otherwise seen from other networks only.',
          ),
          rule_message: quoted(
            'An accepted request after failures by the same client and user, from a network the user does not come from.',
          ),
          sql: "SELECT count(*) FROM requests WHERE sc_status = 200 AND cs_username = 'CORP\\a.user'",
          lines: LINES,
        },
      ],
      verdicts: [],
      culprits: [],
      sources: sources(),
      tables: [
        table(),
        {
          name: 'rhythm',
          message: quoted('At what rhythm the cloud clients ask'),
          columns: ['provider', 'user_agent', 'requests', 'first', 'last', 'median_gap_seconds'],
          rows: [
            ['aws', 'python-requests/2.9.1', 31_616, '2018-02-10T03:11:09Z', '2018-03-31T22:40:51Z', 61],
          ],
        },
        {
          name: 'users_by_outcome',
          message: quoted('Users by outcome, requests from cloud providers'),
          columns: ['cs_username', 'provider', 'ok', 'failed', 'addresses', 'first', 'last'],
          rows: [
            ['CORP\\a.user', 'aws', 412, 29, 38, '2018-02-10', '2018-03-31'],
            ['CORP\\b.miller', 'aws', 0, 9204, 101, '2018-02-10', '2018-03-30'],
            ['CORP\\svc-scan', 'aws', 0, 8113, 99, '2018-02-11', '2018-03-30'],
          ],
        },
      ],
      letters: [],
      gaps: [
        quoted(
          'The logs have no client port: a complaint that needs one cannot carry it. Turn on c-port in IIS.',
        ),
      ],
      next: [
        quoted('Change the password of CORP\\a.user and end its sessions.'),
        quoted('Keep Amazon’s ranges current: `abusedesk ranges update`'),
      ],
      timeline: [
        { at: '2018-02-10T03:11:09Z', message: quoted('first failed login from aws'), kind: 'finding' },
        {
          at: '2018-03-05T03:11:09Z',
          message: quoted('first accepted request as CORP\\a.user from aws'),
          kind: 'finding',
        },
      ],
      series: requests(),
    },
    { ends: '2018-03-31T23:59:58Z', others: '2018-03-31T23:59:58Z' },
  );
}

/** A notice and nothing that could be read beside it. */
export function bareCase(): CaseDocument {
  return concluded({
    schema: 'abusedesk.case/1',
    id: '2026-11-21-zz01',
    opened: '2026-11-21T06:12:30Z',
    claims: [
      {
        source: 'aws',
        type: 'other',
        accounts: ['xxxx370'],
        instances: [],
        interfaces: [],
        addresses: [],
        regions: [],
        flows: [],
        actions_taken: [],
        stage: 'first',
        authenticity: { verdict: 'unproven', message: PASTED.message },
      },
    ],
    evidence: [],
    findings: [],
    verdicts: [],
    culprits: [],
    sources: [],
    tables: [],
    letters: [],
    gaps: [quoted('No flow log was given.')],
    next: [quoted('Give the flow logs of the time of the report: `abusedesk investigate FOLDER`')],
    timeline: [],
    series: [],
  });
}
