import { period } from '../../../../language/figures.ts';
import { count, counted } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { AttackClass } from '../../../web-classes/classes.ts';
import type { RequestMessages } from '../messages.ts';

const CLASSES: Readonly<Record<AttackClass, string>> = {
  'sql injection': 'SQL-инъекции',
  xss: 'межсайтовый скриптинг',
  'local file inclusion': 'обход каталогов и скрытые файлы',
  'remote file inclusion': 'подключение удалённых файлов',
  'command execution': 'выполнение команд',
  'php injection': 'внедрение PHP-кода',
  'java attack': 'атаки на Java (Log4Shell и подобные)',
  'protocol attack': 'атаки на протокол',
  scanner: 'признаки сканера',
};

export const ru: WordsOf<RequestMessages> = {
  requestClient: ({ client, provider }) => (provider === undefined ? client : `${client} (${provider})`),
  requestOthers: ({ addresses }) => `Ещё ${counted(addresses, 'адрес', 'адреса', 'адресов')}`,
  requestsAttacked: ({ who, requests, classes, paths, answered, odd, twice, when }) =>
    `${who}: за ${period(when)} отправлено запросов, похожих на атаки: ${count(requests)} (${classes.join('; ')}); путей: ${count(paths)}. ` +
    (answered === 0 ? 'Успешных ответов на них не было' : `Успешно сервер ответил на ${count(answered)}`) +
    (odd === 0
      ? '; по ответам не видно, чтобы атака удалась.'
      : `, причём необычных по размеру или времени ответов: ${count(odd)}. Проверьте их в первую очередь: атака могла удаться.`) +
    (twice === 0
      ? ''
      : ` Запросов, записанных сразу в нескольких журналах: ${count(twice)}; каждый учтён один раз.`),
  attackClass: ({ name, requests }) => `${CLASSES[name]} — ${count(requests)}`,
  requestsProbed: ({ who, missing, asked, most, minutes, when }) =>
    `${who}: за ${period(when)} запрошено путей: ${count(asked)}, из них не существует или закрыто: ${count(missing)} ` +
    `(до ${count(most)} за ${counted(minutes, 'минуту', 'минуты', 'минут')}); ни одна страница туда не вела.`,
  requestsScraped: ({ who, pages, most, minutes, crawler, when }) =>
    `${who}: за ${period(when)} скачано страниц: ${count(pages)} (до ${count(most)} за ${counted(minutes, 'минуту', 'минуты', 'минут')}) ` +
    `без изображений и стилей, которые к ним относятся${crawler ? '; клиент называет себя поисковым роботом, но так назваться может любой' : ''}.`,
  requestsProbedMore: ({ addresses, named, missing, asked, most, minutes, when }) =>
    `Помимо перечисленных (${count(named)}), ещё ${counted(addresses, 'адрес', 'адреса', 'адресов')}: за ${period(when)} запрошено путей: ${count(asked)}, из них не существует или закрыто: ${count(missing)} ` +
    `(с одного адреса — до ${count(most)} за ${counted(minutes, 'минуту', 'минуты', 'минут')}); ни одна страница туда не вела.`,
  requestsScrapedMore: ({ addresses, named, pages, most, minutes, when }) =>
    `Помимо перечисленных (${count(named)}), ещё ${counted(addresses, 'адрес', 'адреса', 'адресов')}: за ${period(when)} скачано страниц: ${count(pages)} ` +
    `(с одного адреса — до ${count(most)} за ${counted(minutes, 'минуту', 'минуты', 'минут')}) без изображений и стилей, которые к ним относятся.`,
  attackRule: ({ source, requests, times, answers, seconds }) =>
    `${source}. Действующие значения: запросов одного клиента — ${requests}; необычным считается ответ, который в ${times} раза больше или дольше самого большого из обычных (их не менее ${answers}; задержка — от ${seconds} с), либо файл, который больше никто не запрашивал`,
  probingRule: ({ source, paths, minutes, percent }) =>
    `${source}. Действующие значения: несуществующих путей у одного клиента — ${paths} за ${minutes} мин и ${percent}% от всех запрошенных`,
  scrapingRule: ({ source, pages, minutes, percent }) =>
    `${source}. Действующие значения: страниц у одного клиента — ${pages} за ${minutes} мин, изображений, стилей и сценариев — не более ${percent}% запросов`,
  gapSameTimes: ({ requests }) =>
    `У всех запросов в веб-журналах (${count(requests)}) одно и то же время: нельзя сказать, кто за минуты перебирает пути или скачивает весь сайт, поэтому никто в этом не обвинён; нужны журналы со временем каждого запроса`,
  sourceAttack: () =>
    'Классы атак названы как в OWASP Core Rule Set, правила собственные и применяются к декодированному запросу; оценка ответов — собственное определение',
  sourceProbing: () =>
    'Zeek policy/misc/scan (25 за 5 минут) и Jung et al. 2004 (80% неудач) применительно к путям',
  sourceScraping: () => 'OWASP Automated Threats, OAT-011 Scraping; значения — собственное определение',
  tableAttackClasses: () => 'Запросы, похожие на атаки, по классам',
  tableAttackSources: () => 'Запросы, похожие на атаки, по источникам и классам',
  tableVolume: ({ by, known }) =>
    `Объём и длительность ответов ${known ? 'клиентам из облаков' : 'клиентам'} по ${{ url: 'URL', user: 'пользователям', address: 'адресам' }[by]} и результатам`,
  name_attack_requests: () => 'запросы, похожие на атаки',
  name_attack_classes: () => 'классы атак',
  name_attack_paths: () => 'атакованные пути',
  name_attack_answered: () => 'успешные ответы',
  name_attack_odd: () => 'необычные ответы',
  name_attack_in_two_logs: () => 'запросы в нескольких журналах',
  name_missing_paths: () => 'несуществующие пути',
  name_asked_paths: () => 'запрошенные пути',
  name_missing_in_window: () => 'несуществующие пути в самом активном интервале',
  name_pages_read: () => 'скачанные страницы',
  name_pages_in_window: () => 'страницы в самом активном интервале',
  name_attack_class: () => 'класс',
  name_paths: () => 'путей',
  name_answered: () => 'успешно',
  name_refused: () => 'отклонено',
  name_largest_answer: () => 'самый большой ответ',
  name_slowest_seconds: () => 'самый долгий ответ (с)',
};
