import type { Message, MessageOf, Nothing } from '../../model/message.ts';

/** A port where one is looked at; else all. */
interface Fan {
  who: string;
  protocol?: number;
  port?: number;
}

/** Words of the timeline of the accused: which log, and how it ended. */
type ActorWords = {
  [
    Word in
      | 'flows'
      | 'requests'
      | 'logins'
      | 'alerts'
      | 'in'
      | 'out'
      | 'rejected'
      | 'answered'
      | 'redirected'
      | 'refused'
      | 'failed'
      | 'unknown'
      | 'right_refused'
      | 'succeeded'
      | 'verdict'
      | 'verdict_blocked'
      | 'verdict_passed'
      | 'ban_blocked'
      | 'deed'
      | 'download'
      | 'download_passed'
      | 'event'
      | 'event_blocked'
      | 'event_passed' as `name_actor_${Word}`
  ]: Nothing;
};

/** Its columns. */
type ActorColumns = { [Name in 'who' | 'log' | 'outcome' | 'about' | 'records' as `name_${Name}`]: Nothing };

/** Titles of tables and pictures. `known`: the clients are those of clouds that are known. */
export interface ChartMessages extends ActorWords, ActorColumns {
  /** `left`: addresses of groups that are too many to be asked for. */
  tableActors: { left: number };
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
