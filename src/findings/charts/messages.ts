import type { Message, MessageOf, Nothing } from '../../model/message.ts';

/** A port where one is looked at; else all. */
interface Fan {
  who: string;
  protocol?: number;
  port?: number;
}

/** Titles of tables and pictures. `known`: the clients are those of clouds that are known. */
export interface ChartMessages {
  tableRequests: { known: boolean };
  tableUsers: Nothing;
  tableSources: Nothing;
  tableRotation: Nothing;
  tableRhythm: { known: boolean };
  tableHours: { known: boolean };
  tableClients: { known: boolean };
  tableFlowPorts: Nothing;
  tableFlowDays: Nothing;
  tableFlowSources: Nothing;
  /** `rows` is absent where they were not counted further. */
  tableCut: { title: Message; shown: number; rows?: number; by?: string };
  seriesBytes: { host: string };
  seriesFlows: { host: string };
  /** Of all clients where there is no provider. */
  seriesRequests: { provider?: string; unit: 'hour' | 'day' | 'week' | '30 days' };
  fanNobody: Nothing;
  fanOnly: Fan;
  fanTimes: Fan & { times: number };
  fanSeveral: Fan;
}

export type ChartMessage = MessageOf<ChartMessages>;
