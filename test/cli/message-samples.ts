import type { ScreenMessages } from '../../src/cli/messages.ts';
import { part } from '../language/samples.ts';
import type { SamplesOf } from '../language/samples.ts';

const none = [{}];
const counts = { size: '1.4 GiB', parsed: 5, rejected: 2, skipped: 3 };

export const SAMPLES: SamplesOf<ScreenMessages> = {
  screenDeadline: none,
  screenEvidence: none,
  screenPast: [{ duration: '8 days' }],
  screenSources: none,
  screenAttackers: [
    { addresses: 1, groups: [{ name: 'Amazon Web Services EC2 us-east-1', addresses: 1 }], more: 0 },
    {
      addresses: 4638,
      groups: [
        { name: 'Amazon Web Services EC2 us-east-1', addresses: 3569 },
        { name: null, addresses: 1000 },
      ],
      more: 69,
    },
  ],
  screenCost: [{}],
  screenPrice: [{ usd: '191.67 USD', size: '1.9 TiB' }],
  screenCounted: [{ usd: '191.67 USD', size: '1.9 TiB' }],
  screenFindings: none,
  screenMissing: none,
  screenNext: none,
  screenReport: none,
  screenLetters: none,
  screenMore: [{ count: 4 }],
  screenTimeline: [{}, { who: '203.0.113.9' }],
  screenAddresses: [{ count: 1 }, { count: 86 }],
  screenTimelines: [{ count: 1 }, { count: 12 }],
  screenForged: none,
  screenNoDeadline: none,
  screenUndated: [{ sender: 'AWS', hours: 24 }],
  screenLeft: [{ duration: '3 h' }],
  screenOverdue: [{ duration: '3 h' }],
  screenCounts: [
    { ...counts, files: 1, read: 1 },
    { ...counts, files: 12, read: 48_210 },
  ],
  screenDueStage: [
    { stage: 'first', next: 'reminder' },
    { stage: 'reminder', next: 'final' },
    { stage: 'final', next: 'action' },
    { stage: 'action' },
  ],
  screenUnanswered: none,
  screenAnswered: [
    { kind: 'interim', at: '2026-11-21 15:52 UTC' },
    { kind: 'final', at: '2026-11-21 15:52 UTC' },
    { kind: 'other', at: '2026-11-21 15:52 UTC' },
  ],
  screenMoreTime: [{ at: '2026-11-21 15:52 UTC' }],
  screenNothingDue: none,
  screenMoreCases: [{ read: 5000 }],
  screenReceivedUnused: none,
  screenKept: [{ path: 'letters/a.edited-1.txt' }],
  phaseSurvey: none,
  phaseRead: none,
  phaseAddresses: none,
  phaseRoles: none,
  phaseFindings: none,
  phaseClaims: none,
  phaseReplay: none,
  phaseDraw: none,
  phaseWrite: none,
  intakeTaken: [
    { what: 'opened' },
    { what: 'continued' },
    { what: 'known' },
    { what: 'answer' },
    { what: 'forged' },
    { what: 'other' },
    { what: 'failed' },
  ],
  intakeCounts: [
    { read: 1, counts: [] },
    { read: 1200, counts: [{ what: 'opened', count: 2 }] },
  ],
  intakeMore: [{ read: 10_000 }],
  progressLeft: [{ phase: part, duration: '3 h' }],
};
