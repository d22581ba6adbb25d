import type { SpamMessages } from '../../../../src/findings/detectors/spam/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const mailed = {
  who: '10.10.3.17',
  servers: 140,
  ports: [25],
  connections: 1203,
  busiest: 90,
  window: 3600,
  when,
  takes_none: true,
};

export const SAMPLES: SamplesOf<SpamMessages> = {
  mailedMany: [mailed, { ...mailed, connections: 1, ports: [25, 587], before: 93_600, takes_none: false }],
  spamRule: [{ source: part, servers: 25, window: 3600, history: 86_400 }],
  sourceSpam: [{}],
  gapMailUnseen: [
    { hosts: 1, sample: ['10.10.3.17'] },
    { hosts: 4, sample: ['10.10.3.17', '10.10.3.18', '10.10.3.19'] },
  ],
  name_mail_connections: [{}],
  name_mail_servers_in_busiest_window: [{}],
  name_seconds_without_mail: [{}],
};
