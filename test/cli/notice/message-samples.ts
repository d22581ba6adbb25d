import type { NoticeScreenMessages } from '../../../src/cli/notice/messages.ts';
import { part } from '../../language/samples.ts';
import type { SamplesOf } from '../../language/samples.ts';

const none = [{}];
const names = { names: ['a', 'b'], more: 0 };
const from = '2026-11-20T14:31:07Z';

export const SAMPLES: SamplesOf<NoticeScreenMessages> = {
  screenLabel: [{ label: 'deadline' }, { label: 'lacks' }],
  screenHeadline: [
    { sender: 'AWS', type: 'port_scan', forged: false },
    { sender: 'AWS', reference: '10293847561', type: 'ddos', forged: true },
  ],
  screenNamed: [{ ...names, more: 3 }],
  screenAccounts: [names],
  screenWindow: [
    { from, zoned: false },
    { from, to: '2026-11-20T15:02:44Z', zoned: false },
  ],
  screenFlow: [
    { ports: [], protocol: 'UDP', remote: '198.51.100.7', packets: 1 },
    { ports: ['80 (http)'], protocol: 'TCP', remote: '198.51.100.7', sent: '280 MiB', packets: 291_255 },
  ],
  screenFlows: [{ flows: [part, part], more: 2 }],
  screenStage: [{ stage: 'first' }, { stage: 'reminder' }, { stage: 'final' }, { stage: 'action' }],
  screenUnknownDeadline: none,
  screenCertainty: [
    { certainty: 'confirmed', because: part },
    { certainty: 'cannot_tell', because: part },
    { certainty: 'ruled_out', because: part },
  ],
  screenBasis: [{ by: 'lines' }, { by: 'numbers' }],
  screenForwarded: [
    { lines: 1, read: 0 },
    { lines: 12, read: 2 },
    { lines: 60, read: 40, harmless: true },
  ],
  screenTraces: [
    { traces: [part], more: 0 },
    { traces: [part, part], more: 2 },
  ],
  screenLacks: [{ lacks: ['reference', 'resource', 'window', 'targets', 'received'] }],
  screenNotRead: [{ file: 'new/1.eml', why: part }],
  screenFiles: [
    { files: 1, without: 0 },
    { files: 1200, without: 12 },
  ],
  screenUnread: none,
  screenMoreLines: [{ count: 4 }],
  screenDistrust: none,
  screenInvestigate: none,
};
