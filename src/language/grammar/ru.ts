import type { AbuseType } from '../../model/abuse-types.ts';
import type { OtherClients, SentRecords } from '../../model/block.ts';
import { figuresOf, portsPhrase } from '../figures.ts';
import type { PortWords } from '../figures.ts';

export const { count, about, percent, bytes, duration } = figuresOf('ru-RU');

export const rules = new Intl.PluralRules('ru-RU');

/** `1 узел`, `3 узла`, `5 узлов`, `12 043 узла`; the noun stays on the number's line. */
export function counted(value: number, one: string, few: string, many: string): string {
  const form = rules.select(value);
  return `${count(value)}\u00a0${form === 'one' ? one : form === 'few' ? few : many}`;
}

export const packetsOf = (value: number): string => counted(value, 'пакет', 'пакета', 'пакетов');

export const addressesOf = (value: number): string => counted(value, 'адрес', 'адреса', 'адресов');

export function one(value: number): boolean {
  return rules.select(value) === 'one';
}

export const listed = (values: readonly string[]): string => values.join(', ');

/** `TCP-порт 22`, `порт 22`. */
export const portWords: PortWords = (list, number, protocol = '') =>
  `${protocol === '' ? '' : `${protocol}-`}${number === 1 ? 'порт' : 'порты'} ${list}`;

export function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(
    told,
    portWords,
    (name, total, some) => `${name}, ${counted(total, 'порт', 'порта', 'портов')}: ${some}`,
  );
}

export function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)} и ещё ${count(more)}` : listed(names);
}

export const middleboxes = {
  nat: 'NAT-шлюз',
  'load balancer': 'балансировщик нагрузки',
  'transit gateway': 'Transit Gateway',
} as const;

export const middleboxesOf = {
  nat: 'NAT-шлюза',
  'load balancer': 'балансировщика нагрузки',
  'transit gateway': 'Transit Gateway',
} as const;

/** Kinds of abuse, as a sentence names them. */
export const abuseTypes: Readonly<Record<AbuseType, string>> = {
  port_scan: 'сканирование портов',
  ddos: 'атака типа «отказ в обслуживании»',
  login_attack: 'подбор учётных данных',
  reconnaissance: 'разведка',
  scraping: 'автоматический сбор данных',
  sql_injection: 'внедрение SQL-кода',
  vulnerability_scan: 'поиск уязвимостей',
  infected_host: 'заражение узла',
  spam: 'рассылка спама',
  phishing: 'фишинг',
  malware: 'распространение вредоносных программ',
  open_proxy: 'открытый прокси-сервер',
  open_resolver: 'открытый DNS-резолвер',
  cryptomining: 'майнинг криптовалюты',
  credential_exposure: 'раскрытие учётных данных',
  copyright: 'жалоба на нарушение авторских прав',
  web_attack: 'веб-атака',
  beacon: 'периодические обращения к серверу управления',
  exfiltration: 'вывод данных',
  backscatter: 'обратное рассеяние',
  other: 'злоупотребление, вид которого не указан',
};

const CLIENTS: Readonly<Record<OtherClients[number]['kind'], string>> = {
  monitor: 'сервисы мониторинга',
  certificate: 'проверка сертификатов',
  webhook: 'отправители вебхуков',
  crawler: 'поисковые роботы',
  alike: 'клиенты без входа с тем же user agent, что у злоумышленников',
  other: 'клиенты без входа',
};

/** Records by what they are; what there is none of is not named. */
export function records({ requests, logins, flows }: SentRecords): string {
  const parts = [
    requests > 0 ? counted(requests, 'запрос', 'запроса', 'запросов') : '',
    logins > 0 ? counted(logins, 'попытка входа', 'попытки входа', 'попыток входа') : '',
    flows > 0 ? counted(flows, 'поток', 'потока', 'потоков') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Clients from which nobody signed in; what kind they are is what their user agents claim. */
export function clientKinds(clients: OtherClients): string {
  const parts = clients.map(({ kind, clients: some }) => `${CLIENTS[kind]}: ${count(some)}`);
  const known = clients.some(({ kind }) => kind !== 'other' && kind !== 'alike');
  return known ? `${parts.join(', ')} (кто это, сказано лишь в их user agent)` : parts.join(', ');
}
