import type { RequestMessages } from '../../../../src/findings/detectors/web-requests/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const CLASSES = [
  'sql injection',
  'xss',
  'local file inclusion',
  'remote file inclusion',
  'command execution',
  'php injection',
  'java attack',
  'protocol attack',
  'scanner',
] as const;

export const SAMPLES: SamplesOf<RequestMessages> = {
  requestClient: [{ client: '192.0.2.66' }, { client: '192.0.2.66', provider: 'Amazon Web Services' }],
  requestOthers: [{ addresses: 1 }, { addresses: 812 }],
  requestsAttacked: [
    { who: part, requests: 1, classes: [part], paths: 1, answered: 0, odd: 0, when },
    { who: part, requests: 240, classes: [part, part], paths: 12, answered: 1, odd: 0, when },
    { who: part, requests: 240, classes: [part, part], paths: 12, answered: 30, odd: 2, when },
  ],
  attackClass: CLASSES.map((name) => ({ name, requests: 12 })),
  requestsProbed: [{ who: part, missing: 812, asked: 820, most: 240, minutes: 5, when }],
  requestsScraped: [
    { who: part, pages: 5120, most: 900, minutes: 60, crawler: false, when },
    { who: part, pages: 5120, most: 900, minutes: 60, crawler: true, when },
  ],
  attackRule: [{ source: part, requests: 5, times: 1.5, answers: 5, seconds: 5 }],
  probingRule: [{ source: part, paths: 25, minutes: 5, percent: 80 }],
  scrapingRule: [{ source: part, pages: 300, minutes: 60, percent: 2 }],
  sourceAttack: [{}],
  sourceProbing: [{}],
  sourceScraping: [{}],
  tableAttackClasses: [{}],
  tableAttackSources: [{}],
  tableVolume: (['url', 'user', 'address'] as const).flatMap((by) => [
    { by, known: true },
    { by, known: false },
  ]),
  name_attack_requests: [{}],
  name_attack_classes: [{}],
  name_attack_paths: [{}],
  name_attack_answered: [{}],
  name_attack_odd: [{}],
  name_missing_paths: [{}],
  name_asked_paths: [{}],
  name_missing_in_window: [{}],
  name_pages_read: [{}],
  name_pages_in_window: [{}],
  name_attack_class: [{}],
  name_paths: [{}],
  name_answered: [{}],
  name_refused: [{}],
  name_largest_answer: [{}],
  name_slowest_seconds: [{}],
};
