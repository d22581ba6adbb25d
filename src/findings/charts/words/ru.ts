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
};
