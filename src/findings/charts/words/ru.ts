import { protocolName } from '../../../net/protocols.ts';
import { count, about, rules, portWords } from '../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ChartMessages } from '../messages.ts';

/** `в 2 раза`, `в 2,5 раза`, `в 28 раз`. */
function times(value: number): string {
  const form = rules.select(Number(value.toPrecision(2)));
  return `${about(value)} ${form === 'few' || form === 'other' ? 'раза' : 'раз'}`;
}

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : ` (${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))})`;
}

export const ru: WordsOf<ChartMessages> = {
  tableRequests: ({ known }) =>
    `${known ? 'Запросы с облачных адресов' : 'Запросы'} по месяцам, URL, пользователям, статусам и user agent`,
  tableUsers: () => 'Чьи входы удались и не удались, и откуда',
  tableSources: () => 'Облачные клиенты по службам и регионам',
  tableRotation: () => 'Как облачные адреса сменяются день ото дня',
  tableRhythm: ({ known }) => `В каком ритме обращаются ${known ? 'облачные клиенты' : 'клиенты'}`,
  tableHours: ({ known }) => `В какие часы (UTC) обращаются ${known ? 'облачные клиенты' : 'клиенты'}`,
  tableClients: ({ known }) => `Какие это программы (${known ? 'облачные клиенты' : 'клиенты'})`,
  tableFlowPorts: () =>
    'Потоки между нашими узлами и интернетом по портам (без порта: обе стороны выше 32767), сначала с наибольшим объёмом',
  tableFlowDays: () => 'Потоки между нашими узлами и интернетом по дням',
  tableFlowSources: () =>
    'Адреса в интернете, обращавшиеся к нашим узлам, по дням; новые: те, которых раньше не было',
  tableCut: ({ title, shown, rows, by }) =>
    rows === undefined
      ? `${title} (первые ${count(shown)} строк; есть и другие)`
      : `${title} (первые ${count(shown)} из ${count(rows)} строк, порядок: ${by})`,
  seriesBytes: ({ host }) => `${host}: отправлено в интернет и получено оттуда`,
  seriesFlows: ({ host }) => `${host}: записи о потоках в интернет и обратно`,
  seriesRequests: ({ provider, unit }) =>
    `${provider === undefined ? 'Запросы' : `Запросы от ${provider}`}: ${{ hour: 'по часам', day: 'по дням', week: 'по неделям', '30 days': 'по 30 дней' }[unit]}`,
  fanNobody: () => 'Никто не обращался в интернет',
  fanOnly: (params) => `К узлам в интернете${fanAim(params)} обращался только ${params.who}`,
  fanTimes: (params) =>
    `${params.who}: узлов, к которым он обращался${fanAim(params)}, больше, чем у любого другого, примерно в ${times(params.times)}`,
  fanSeveral: (params) =>
    `Несколько узлов обращались${fanAim(params)} примерно к стольким же узлам в интернете, что и ${params.who}`,
  tableActors: ({ left }) =>
    `Что делал каждый обвиняемый извне, по порядку начала, по всем журналам${left > 0 ? ` (адресов групп опущено: ${count(left)})` : ''}`,
  name_who: () => 'кто',
  name_log: () => 'журнал',
  name_outcome: () => 'исход',
  name_about: () => 'что',
  name_records: () => 'записей',
  name_actor_flows: () => 'потоки',
  name_actor_requests: () => 'запросы',
  name_actor_logins: () => 'входы',
  name_actor_alerts: () => 'оповещения',
  name_actor_in: () => 'отправлено нам',
  name_actor_out: () => 'отправлено нами',
  name_actor_rejected: () => 'отклонено межсетевым экраном',
  name_actor_answered: () => 'отвечено',
  name_actor_redirected: () => 'перенаправлено',
  name_actor_refused: () => 'отказано',
  name_actor_failed: () => 'неудачно',
  name_actor_unknown: () => 'неизвестно',
  name_actor_right_refused: () => 'верный пароль, отказано',
  name_actor_succeeded: () => 'успешно',
  name_actor_verdict: () => 'сообщено',
  name_actor_verdict_blocked: () => 'сообщено, заблокировано',
  name_actor_verdict_passed: () => 'сообщено, пропущено',
  name_actor_ban_blocked: () => 'доступ закрыт',
  name_actor_deed: () => 'действия в ловушке',
  name_actor_download: () => 'файл предложен ловушке',
  name_actor_download_passed: () => 'файл попал в ловушку',
  name_actor_event: () => 'отмечено',
  name_actor_event_blocked: () => 'отмечено, отказано',
  name_actor_event_passed: () => 'отмечено, пропущено',
};
