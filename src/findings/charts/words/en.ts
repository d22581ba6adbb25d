import { protocolName } from '../../../net/protocols.ts';
import { about, portWords } from '../../../language/grammar/en.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ChartMessages } from '../messages.ts';

/** What a fan-out's title says was done. */
function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? 'called'
    : `tried ${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))} on`;
}

export const en: WordsOf<ChartMessages> = {
  tableRequests: ({ known }) =>
    `${known ? 'Requests from cloud addresses' : 'Requests'} by month, URL, user, status and user agent`,
  tableUsers: () => 'Whose logins succeeded and failed, and from where',
  tableSources: () => 'Cloud clients by service and region',
  tableRotation: () => 'How the cloud addresses rotate from day to day',
  tableRhythm: ({ known }) => `At what rhythm ${known ? 'the cloud clients' : 'the clients'} ask`,
  tableHours: ({ known }) =>
    `At what hour of the day (UTC) ${known ? 'the cloud clients' : 'the clients'} ask`,
  tableClients: ({ known }) =>
    known ? 'Which programs the cloud clients are' : 'Which programs the clients are',
  tableFlowPorts: () =>
    'Flows between our hosts and the internet by port (none: both sides above 32767), the most bytes first',
  tableFlowDays: () => 'Flows between our hosts and the internet by day',
  tableFlowSources: () =>
    'Addresses on the internet that sent to our hosts, by day; new are those not seen on a day before',
  tableCut: ({ title, shown, rows, by }) =>
    rows === undefined
      ? `${title} (the first ${shown} rows; there are more)`
      : `${title} (the first ${shown} of ${rows} rows by ${by})`,
  seriesBytes: ({ host }) => `What ${host} sent to the internet and received from it`,
  seriesFlows: ({ host }) => `Flow records of ${host} to the internet and back`,
  seriesRequests: ({ provider, unit }) =>
    `${provider === undefined ? 'Requests' : `Requests from ${provider}`} per ${unit}`,
  fanNobody: () => 'Nobody reached out to the internet',
  fanOnly: (params) => `Only ${params.who} ${fanAim(params)} hosts on the internet`,
  fanTimes: (params) =>
    `${params.who} ${fanAim(params)} ${about(params.times)} times as many hosts as any other`,
  fanSeveral: (params) =>
    `Several hosts ${fanAim(params)} about as many hosts on the internet as ${params.who}`,
};
