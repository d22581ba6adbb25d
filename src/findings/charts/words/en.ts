import { protocolName } from '../../../net/protocols.ts';
import { count, about, portWords } from '../../../language/grammar/en.ts';
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
  tableActors: ({ left }) =>
    `What each accused outside did, in the order in which it began, over all logs${left > 0 ? ` (${count(left)} addresses of groups are left out)` : ''}`,
  name_who: () => 'who',
  name_log: () => 'log',
  name_outcome: () => 'outcome',
  name_about: () => 'what',
  name_records: () => 'records',
  name_actor_flows: () => 'flows',
  name_actor_requests: () => 'requests',
  name_actor_logins: () => 'logins',
  name_actor_alerts: () => 'alerts',
  name_actor_in: () => 'sent to us',
  name_actor_out: () => 'received from us',
  name_actor_rejected: () => 'rejected by the firewall',
  name_actor_answered: () => 'answered',
  name_actor_redirected: () => 'redirected',
  name_actor_refused: () => 'refused',
  name_actor_failed: () => 'failed',
  name_actor_unknown: () => 'not known',
  name_actor_right_refused: () => 'right password, refused',
  name_actor_succeeded: () => 'succeeded',
  name_actor_verdict: () => 'reported',
  name_actor_verdict_blocked: () => 'reported, blocked',
  name_actor_verdict_passed: () => 'reported, let through',
  name_actor_ban_blocked: () => 'banned',
  name_actor_deed: () => 'done in a honeypot',
  name_actor_download: () => 'file offered to a honeypot',
  name_actor_download_passed: () => 'file put into a honeypot',
  name_actor_event: () => 'noted',
  name_actor_event_blocked: () => 'noted, refused',
  name_actor_event_passed: () => 'noted, let through',
};
