import { createHash } from 'node:crypto';
import { identityOf } from '../../src/complaints/identity.ts';
import type { Complaint, Reporter } from '../../src/model/complaint.ts';

export const REPORTER: Reporter = {
  org: 'Example Corp',
  contact: 'abuse@example.com',
  domain: 'example.com',
};

const TEXT =
  '203.0.113.9 - - [01/Mar/2018:00:00:00 +0000] "POST /EWS/Exchange.asmx HTTP/1.1" 401 0 "-" "python-requests/2.9.1"\n';

const INCIDENT = {
  provider: 'aws',
  actor: '203.0.113.9',
  type: 'reconnaissance',
  first: '2018-03-01T00:00:00Z',
};

/** A complaint about logins over the web, whose log has no client port. */
export const COMPLAINT: Complaint = {
  ...identityOf(INCIDENT),
  ...INCIDENT,
  attribution: { list: 'aws', version: '2018-02-27T00:00:00Z', region: 'us-east-1', service: 'EC2' },
  category: 'connection',
  because: [],
  deed: 'login',
  verified: true,
  last: '2018-03-01T04:00:00Z',
  count: 412,
  unit: 'requests',
  destination: { address: '198.51.100.20', ports: [443] },
  protocol: 'tcp',
  finding: 'web-login-attack:203.0.113.9:2018-03-01T00:00:00Z',
  confidence: 0.99,
  resources: ['/EWS/Exchange.asmx'],
  methods: ['POST'],
  codes: [401],
  user_agent: 'python-requests/2.9.1',
  description: '412 attempts to sign in from 203.0.113.9.',
  evidence: [
    {
      content_type: 'text/plain',
      description: 'Lines of the log',
      text: TEXT,
      sha256: createHash('sha256').update(TEXT).digest('hex'),
      lines: [{ evidence: 'access.log', line: 1 }],
    },
  ],
  redactions: [{ what: 'host name', count: 1 }],
};

/** The same with the client's port in the log. */
export const WITH_PORT: Complaint = {
  ...COMPLAINT,
  ...identityOf({ ...INCIDENT, type: 'login_attack' }),
  type: 'login_attack',
  source_port: 50_122,
};
