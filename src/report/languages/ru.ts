import { html } from '../html.ts';
import { abuseTypes, portWords } from '../../language/grammar/ru.ts';
import type { Deed, Language } from './language.ts';

const RULES = new Intl.PluralRules('ru');

/** The form that goes with a number: 1 узел, 2 узла, 5 узлов. */
function form(count: number, one: string, few: string, many: string): string {
  const rule = RULES.select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

const onto = (deed: Deed) =>
  deed.target ?? html`${deed.hostsText} ${form(deed.hosts, 'узел', 'узла', 'узлов')}`;
const via = (deed: Deed) => deed.via && html` через ${deed.via}`;
const on = (deed: Deed) => deed.ports !== undefined && html` (${deed.ports})`;

export const ru: Language = {
  tag: 'ru',
  gap: ' ',
  comma: ', ',

  title: (id) => `Дело о злоупотреблении ${id}`,
  written: (at) => html`Составлено ${at}`,
  onThisPage: 'На этой странице',
  certainty: {
    confirmed: 'Подтверждено',
    likely: 'Вероятно',
    cannot_tell: 'Определить нельзя',
    ruled_out: 'Исключено',
  },
  types: abuseTypes,
  names: {
    action: 'действие',
    active_hours: 'часов с активностью',
    addresses: 'адресов',
    blr_probability: 'вероятность сканирования по BLR',
    bytes: 'байт',
    bytes_sent: 'отправлено байт',
    cs_uri_stem: 'путь URL',
    cs_username: 'имя пользователя',
    day: 'день',
    direction: 'направление',
    failed: 'неудач',
    first: 'первый раз',
    flows: 'потоков',
    hits: 'обращений',
    hosts: 'узлов',
    hour_utc: 'час (UTC)',
    in: 'входящие',
    kind: 'вид',
    last: 'последний раз',
    logins_succeeded: 'успешных входов',
    median_gap_seconds: 'медиана интервала (с)',
    month: 'месяц',
    new_addresses: 'новых адресов',
    new_sources: 'новых источников',
    ok: 'успешно',
    out: 'исходящие',
    packets: 'пакетов',
    packets_sent: 'отправлено пакетов',
    pairs: 'пар узлов и портов',
    port: 'порт',
    ports: 'портов',
    protocol: 'протокол',
    provider: 'провайдер',
    region: 'регион',
    remotes: 'других сторон',
    requests: 'запросов',
    requests_per_active_hour: 'запросов за час активности',
    requests_succeeded: 'успешных запросов',
    seconds: 'секунд',
    service: 'служба',
    services: 'службы',
    share_that_day_only: 'доля только этого дня',
    sources: 'источников',
    status: 'статус',
    targets: 'целей',
    that_day_only: 'только в этот день',
    trw_contacts: 'обращений до решения TRW',
    unanswered_pairs: 'пар без ответа',
    user: 'пользователь',
    user_agent: 'user agent',
  },
  clients: {
    'Exchange health probe': 'проверка работоспособности Exchange',
    monitoring: 'мониторинг',
    'attack tool': 'средство атаки',
    'EWS library': 'библиотека EWS',
    script: 'скрипт',
    'Outlook mobile': 'Outlook для мобильных',
    Outlook: 'Outlook',
    'Skype for Business': 'Skype for Business',
    'Apple Mail or Calendar': 'Apple Почта или Календарь',
    'phone (ActiveSync)': 'телефон (ActiveSync)',
    'OWA in a browser': 'OWA в браузере',
    crawler: 'поисковый робот',
    browser: 'браузер',
    'no user agent': 'без user agent',
    other: 'прочее',
  },
  because: 'Основание',

  answer: {
    span: (from, until) => html`с ${from} по ${until} UTC`,
    at: (from) => html`${from} UTC`,
    ports: portWords,
    scan: (d) => html`Узел ${d.who} ${d.when} сканировал ${onto(d)}${on(d)}${via(d)}.`,
    flood: (d) => html`Узел ${d.who} ${d.when} направлял поток трафика на ${onto(d)}${on(d)}${via(d)}.`,
    logins: (d) => html`Узел ${d.who} ${d.when} пытался войти на ${onto(d)}${on(d)}${via(d)}.`,
    other: (d, type) =>
      html`По журналам, узел ${d.who} ${d.when} причастен к следующему: ${type}; цель —
      ${onto(d)}${on(d)}${via(d)}.`,
    inboundLogins: (who, when) =>
      html`К этому сервису ${when} подбирали учётные данные${who && html`; источник — ${who}`}.`,
    inboundOther: (type, who, when) =>
      html`Журналы показывают действия против этого сервиса ${when}:
      ${type}${who && html`; источник — ${who}`}.`,
    credentials: (users) =>
      html`Вход состоялся: посторонние успешно воспользовались учётными данными ${users}.`,
    noticeSays: (type, resources, when) =>
      html`В уведомлении указано:
      ${type}${resources && html`, ресурс ${resources}`}${when && html`, ${when}`}.`,
    forged: 'Уведомление поддельное: оно пришло не от указанного в нём отправителя.',
    confirmed: 'Уведомление подтверждается журналами.',
    likely: 'Судя по журналам, уведомление, вероятно, верно.',
    likelyWho: 'Журналы подтверждают уведомление; вероятно, источник — эта машина.',
    ruled_out: 'В журналах нет того, о чём говорится в уведомлении.',
    noData: 'По этим материалам нельзя определить, верно ли уведомление.',
    claims: (confirmed, contradicted, noData) =>
      `Заявлений: ${confirmed + contradicted + noData}; подтверждено: ${confirmed}, исключено: ${contradicted}, определить нельзя: ${noData}.`,
    noCulprit: 'Какая машина отправляла трафик, пока определить нельзя.',
    tied: (others) => `По этим материалам её нельзя отличить от ${others}.`,
    nothingFound: 'По применённым правилам злоупотреблений в журналах не видно.',
    nothingReadable: 'Ни один журнал прочитать не удалось, поэтому о трафике пока ничего сказать нельзя.',
    notRead: (what) => html`Не прочитано, и потому об этом ничего не сказано: ${what}.`,
    onlyNotice: 'Есть уведомление, но нет ни одного читаемого журнала.',
  },

  also: 'Что ещё особенно важно',

  clock: {
    title: 'Срок',
    none: 'Срок не указан.',
    undated: (sender, hours) =>
      `${hours} ч с момента получения, как просит ${sender}; когда это было, в тексте не сказано: укажите ключом --received YYYY-MM-DDThh:mmZ`,
    left: 'осталось {}',
    past: 'срок прошёл {} назад',
    overdue: 'срок истёк, прошло {}',
    due: 'Ответить до',
    asOf: (at) => html`по состоянию на ${at}`,
  },

  culprit: {
    title: 'Кто отправлял трафик',
    pathTitle: (who, targets = 'цели', seenAs, through) => {
      if (seenAs !== undefined) return `${who} → ${targets}; снаружи виден адрес ${seenAs}`;
      return through === undefined
        ? `${who} → ${targets}, напрямую`
        : `${who} → ${targets}, через ${through}`;
    },
    pathText: 'Путь трафика по участкам; на каждом указан адрес источника, который там виден.',
    instance: 'Инстанс',
    nat: 'NAT-шлюз',
    'load balancer': 'Балансировщик нагрузки',
    'transit gateway': 'Транзитный шлюз',
    internetGateway: 'Интернет-шлюз',
    targets: (count, n) => `${count} ${form(n, 'цель', 'цели', 'целей')}`,
    unknownTarget: 'Цели неизвестны',
    sends: 'источник',
    name: 'Имя',
    address: 'Частный адрес',
    interface: 'Интерфейс',
    publicAddress: 'Публичный адрес',
    confidence: 'Уверенность',
    tiesTitle: 'Нельзя отличить от',
    none: 'По этим материалам машину назвать нельзя.',
    through: 'Через',
    more: (count) => `и ещё ${count}`,
  },

  volume: {
    everybody: 'Все клиенты',
    title: 'Трафик во времени',
    headingOut: (subject, peak, duration, at) =>
      `${subject}: пик исходящего трафика — ${peak} за ${duration}, ${at} UTC`,
    heading: (subject, peak, duration, at) => `${subject}: пик — ${peak} за ${duration}, ${at} UTC`,
    quiet: (subject) => `${subject}: записей нет`,
    out: 'исходящий',
    in: 'входящий',
    window: 'период из уведомления',
    burstMeaning: 'всплеск: больше четырёх медиан интервалов с трафиком и больше четверти максимума',
    findingTime: 'период находки',
    units: { bytes: 'байты', flows: 'потоки', requests: 'запросы' },
    flows: (text, count) => `${text} ${form(count, 'поток', 'потока', 'потоков')}`,
    requests: (text, count) => `${text} ${form(count, 'запрос', 'запроса', 'запросов')}`,
    per: (unit, duration) => `${unit}, интервал ${duration}`,
    bucket: 'Начало интервала (UTC)',
    text: (out, into, from, until) =>
      `Всего исходящего: ${out}. Всего входящего: ${into}. С ${from} по ${until} UTC.`,
  },

  fan: {
    title: 'У кого сколько адресатов',
    heading: (culprit, times) =>
      `У ${culprit} адресатов примерно в ${times} раз больше, чем у следующего узла`,
    headingMany: (culprit, targets) => `Адресатов у ${culprit}: ${targets}`,
    headingNone: (sources) => `Источников: ${sources}; ни один узел не выделяется`,
    axis: 'число адресатов (логарифмическая шкала)',
    host: 'узел',
    culprit: 'машина, названная выше',
    middlebox: 'посредник, через который идёт чужой трафик',
    source: 'Источник',
    role: 'Роль',
    roles: {
      host: 'узел',
      nat: 'NAT',
      'load balancer': 'балансировщик нагрузки',
      'transit gateway': 'транзитный шлюз',
    },
    text: 'Каждая точка — один адрес источника; её место по горизонтали — число разных адресатов.',
  },

  findings: {
    title: 'Что видно в журналах',
    none: 'Ни одно правило не сработало. Это не доказывает, что ничего не было: см. раздел «Чего не удалось увидеть».',
    rule: 'Правило',
    sql: 'Запрос; его можно выполнить ещё раз на данных дела',
    lines: 'Исходные строки',
    confidence: 'уверенность',
    severity: { low: 'низкая опасность', medium: 'средняя опасность', high: 'высокая опасность' },
    subject: 'Кто',
    window: 'Период',
    ports: 'порты',
    targets: 'Цели',
    direction: { outbound: 'исходящее', inbound: 'входящее', internal: 'внутреннее' },
    sample: 'например',
  },

  claims: {
    title: 'Что сказано в уведомлении и что видно в журналах',
    notice: (source) => (source === undefined ? 'Жалоба в свободной форме' : `Уведомление: ${source}`),
    reference: 'Номер',
    type: 'Заявлено',
    account: 'Учётная запись',
    keys: 'Ключи доступа',
    resource: 'Ресурс',
    region: 'Регион',
    window: 'Период',
    received: 'Получено',
    deadline: 'Срок',
    stage: 'Этап',
    stages: {
      first: 'первое уведомление',
      reminder: 'напоминание',
      final: 'последнее уведомление',
      action: 'меры приняты',
    },
    sender: 'Отправитель',
    authenticity: { proven: 'подлинность доказана', unproven: 'подлинность не доказана', forged: 'подделка' },
    taken: 'Что провайдер уже сделал',
    forwarded: 'Пересланное сообщение третьей стороны, без изменений',
    flows: 'Потоки, перечисленные в уведомлении',
    missing: 'Чего не хватает',
    what: 'Показатель',
    claimed: 'Уведомление',
    seen: 'Журналы',
    agrees: (below, above) => `Совпадает (допуск −${below} / +${above})`,
    yes: 'да',
    no: 'нет',
    masked: 'Скрыто в уведомлении',
    victims: 'Цели',
    traces: 'Чем отправлено',
    readFrom: 'Прочитано из',
    assumedZone: 'Часовой пояс в уведомлении не указан; время прочитано как UTC.',
    remote: 'Удалённый адрес',
    protocol: 'Протокол',
    sent: 'Отправлено',
    receivedBytes: 'Принято',
    packets: 'пакеты',
  },

  sources: {
    title: 'Чьи это адреса: названные здесь и самые активные',
    provider: 'Провайдер',
    service: 'Сервисы',
    region: 'Регион',
    addresses: 'Адресов в списке',
    address: 'Адрес',
    prefix: 'Префикс',
    asOf: 'По состоянию на',
    unknown: 'нет ни в одном опубликованном диапазоне',
    notAsked: 'нет ни в одном из опрошенных списков',
    attackers: (count) => `Чьи адреса у атаковавших: всего ${count}`,
    attacking: 'Адреса атаковавших',
    lists: 'Списки, на которых основаны ответы',
    list: 'Список',
    version: 'Версия от',
    origin: 'Источник',
    all: (count) => `Все адреса этого списка (${count})`,
    note: 'Примечание',
  },

  tables: {
    title: 'Таблицы',
    allRows: (count) => `Все строки (${count})`,
    empty: 'Строк нет.',
    lines: 'Строки журналов, стоящие за этими числами',
    rowLines:
      'Эта команда, запущенная в папке дела, выводит каждую строку доказательств, учтённую в этих числах, с именем файла:',
    anyRowLines:
      'Эта команда, запущенная в папке дела, выводит каждую строку доказательств, учтённую в числах одной строки таблицы, с именем файла. N — номер строки, он стоит слева:',
    whole: 'Вся таблица ещё раз:',
    linesOf: (row) => `Все строки доказательств, учтённые в строке ${row} (команда для папки дела):`,
    asTable: 'Числа в виде таблицы',
    more: (count) => `Ещё ${count} — в case.json`,
    notListed: (count) => `Ещё ${count} учтено, но не перечислено`,
    cut: (count) => `… остальные символы (${count}) — в case.json`,
  },

  cost: {
    title: 'Сколько это стоило',
    total: (usd, bytes) => html`${usd} по прейскуранту за ${bytes}, отправленные в интернет.`,
    counted: (usd, bytes) => html`По счётчикам интерфейсов узла: ${usd} за насчитанные ими ${bytes}.`,
    tier: 'Ступень тарифа',
    gb: 'ГБ (десятичные, как в счёте)',
    perGb: 'USD за ГБ',
    usd: 'USD',
    assumptions: 'Из чего исходит эта сумма и что в неё не входит',
    region: 'Регион',
    day: 'День (UTC)',
    sent: 'Отправлено в интернет',
  },

  letters: {
    title: 'Письма',
    kinds: {
      'reply-interim': 'Предварительный ответ',
      'reply-final': 'Окончательный ответ',
      dispute: 'Возражение',
      reply: 'Ответ',
      complaint: 'Жалоба',
    },
    otherLanguages: 'Письма на других языках',
    blanks: (count) => `Перед отправкой нужно заполнить: ${count}`,
    complete: 'заполнять больше нечего',
  },

  gaps: { title: 'Чего не удалось увидеть', none: 'О недостающих материалах ничего не известно.' },
  next: {
    title: 'Что делать дальше',
    none: 'Невыполненных шагов нет.',
    all: (count) => `Все шаги (${count})`,
  },

  timeline: {
    title: 'Хронология',
    kinds: {
      claim: 'уведомление',
      finding: 'обнаружено',
      action: 'действие',
      deadline: 'срок',
      case: 'дело',
    },
  },

  evidence: {
    title: 'Материалы',
    none: 'Файлов нет.',
    all: (count) => `Все файлы (${count})`,
    listed: (count, all) => `Файлы: ${count} из ${all}`,
    elsewhere: (count, file) => `Остальные файлы (${count}) учтены в этих числах и перечислены в ${file}.`,
    total: (files, read, parsed, rejected, skipped) =>
      `Файлов: ${files}. Прочитано записей: ${read} = разобрано ${parsed} + отклонено ${rejected} + пропущено ${skipped}.`,
    read: 'прочитано',
    parsed: 'разобрано',
    rejected: 'отклонено',
    skipped: 'пропущено',
    hash: 'SHA-256',
    noHash: 'прочитать не удалось',
    duplicate: (of) => `то же содержимое, что и у ${of}; повторно не учтён`,
    rejects: (count) => `Отклонено: ${count}`,
    line: 'Строка',
    offset: 'Байт',
    reason: 'Причина',
    zone: 'Время',
    balance: 'Числа по этому файлу не сходятся.',
  },

  copy: 'Копировать',
  copied: 'Скопировано',
  sort: 'Упорядочить по этому столбцу',
  filter: 'Фильтр',
  csv: 'Копировать как CSV',
  annex: 'Приложение: запросы',
  footer:
    'Отчёт составлен по перечисленным выше материалам; каждое число можно проследить до исходных строк. Этот файл ничего не загружает из сети.',
};
