import type { CaseDocument, ResourceEvent } from '../../src/model/case.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { CREDENTIAL_NUMBERS } from '../../src/findings/detectors/credentials/numbers.ts';
import { numbersOf } from '../../src/model/numbers.ts';
import { quoted } from '../../src/model/message.ts';
import { claim, noRecords, portScan } from './samples.ts';

/** A call that CloudTrail has recorded. */
export function event(
  changes: Partial<ResourceEvent> & Pick<ResourceEvent, 'resource' | 'at'>,
): ResourceEvent {
  return { what: 'gone', call: 'TerminateInstances', evidence: 'trail/2026.json', line: 12, ...changes };
}

/** The scan, whose instance was terminated afterwards. */
export function terminatedScan(): CaseDocument {
  return {
    ...portScan(),
    resource_events: [
      event({
        resource: 'i-0abc1234def567890',
        what: 'made',
        call: 'RunInstances',
        at: '2026-11-01T08:00:00Z',
      }),
      event({ resource: 'i-0abc1234def567890', at: '2026-11-20T18:30:00Z' }),
    ],
  };
}

/** Reported are an instance that had gone, an address that came later, and one more of which nothing is known. */
export function notOurs(): CaseDocument {
  const base = noRecords();
  return concluded({
    ...base,
    claims: [
      claim({
        instances: ['i-0eeee111122223333'],
        addresses: ['203.0.113.77', '203.0.113.78'],
        window: { from: '2026-11-20T14:40:00Z', to: '2026-11-20T14:55:00Z' },
      }),
    ],
    resource_events: [
      event({ resource: 'i-0eeee111122223333', at: '2026-11-19T03:00:00Z', line: 3 }),
      event({
        resource: '203.0.113.77',
        what: 'made',
        call: 'AllocateAddress',
        at: '2026-11-20T20:00:00Z',
        line: 4,
      }),
    ],
  });
}

/** Two users whose accounts were let in from a cloud; one of them has a name that no file can have. */
export function letIn(): CaseDocument {
  const found = (user: string): CaseDocument['findings'][number] => ({
    ...portScan().findings[0]!,
    id: `worked|${user}`,
    type: 'credential_exposure',
    detector: 'web-credentials-worked',
    subject: { user, provider: 'aws' },
    direction: 'inbound',
    targets: { hosts: 1, ports: [443], sample: ['10.20.0.5'] },
    from: '2018-03-14T09:12:44Z',
    to: '2018-03-31T23:28:45Z',
    numbers: numbersOf(CREDENTIAL_NUMBERS, { requests_succeeded: 685, addresses: 551, failures_before: 486 }),
    message: { ...quoted(''), params: { text: '', services: ['EWS'] } },
  });
  return concluded({
    ...portScan(),
    claims: [],
    verdicts: [],
    culprits: [],
    findings: [found('CORP\\m.lee'), found('../\u001b[2J\u202e')],
    tables: [
      {
        name: 'requests_by_source',
        message: quoted(''),
        columns: ['provider', 'month', 'cs_uri_stem', 'cs_username', 'status', 'user_agent', 'hits'],
        rows: [
          ['aws', '2018-03', '/EWS/Exchange.asmx', 'CORP\\m.lee', '200', 'python-requests/2.9.1', 685],
          ['aws', '2018-03', '/EWS/Exchange.asmx', 'CORP\\m.lee', '401.1', 'curl/7.1', 486],
          ['aws', '2018-03', '/EWS/Exchange.asmx', 'CORP\\a.user', '200', 'Outlook/16', 3],
        ],
      },
    ],
  });
}
