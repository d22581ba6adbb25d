import type { ChartMessages } from '../../../src/findings/charts/messages.ts';
import { part } from '../../language/samples.ts';
import type { SamplesOf } from '../../language/samples.ts';

const fan = { who: '10.10.3.17', protocol: 17, port: 53 };

export const SAMPLES: SamplesOf<ChartMessages> = {
  tableRequests: [{ known: true }, { known: false }],
  tableUsers: [{}],
  tableSources: [{}],
  tableRotation: [{}],
  tableRhythm: [{ known: true }, { known: false }],
  tableHours: [{ known: true }, { known: false }],
  tableClients: [{ known: true }, { known: false }],
  tableFlowPorts: [{}],
  tableFlowDays: [{}],
  tableFlowSources: [{}],
  tableCut: [
    { title: part, shown: 5000, rows: 9100, by: 'hits' },
    { title: part, shown: 5000 },
  ],
  seriesBytes: [{ host: '10.10.3.17' }],
  seriesFlows: [{ host: '10.10.3.17' }],
  seriesRequests: [
    { provider: 'aws', unit: 'hour' },
    { unit: 'day' },
    { unit: 'week' },
    { provider: 'aws', unit: '30 days' },
  ],
  fanNobody: [{}],
  fanOnly: [fan, { who: '10.10.3.17' }, { who: '10.10.3.17', port: 53 }],
  fanTimes: [
    { ...fan, times: 28.4 },
    { who: '10.10.3.17', times: 2.5 },
  ],
  fanSeveral: [fan, { who: '10.10.3.17' }],
};
