import { TOLERANCE } from '../../model/tolerance.ts';
import { abuseTypes, portWords } from '../../language/grammar/ru.ts';
import type { Activity } from '../hosts.ts';
import type { Language } from './language.ts';

const whole = new Intl.NumberFormat('ru-RU');
const rules = new Intl.PluralRules('ru-RU');

/** `1 узел`, `3 узла`, `12 043 узла`, `5 узлов`. */
function counted(n: number, one: string, few: string, many: string): string {
  const form = rules.select(n);
  return `${whole.format(n)} ${form === 'one' ? one : form === 'few' ? few : many}`;
}

/** Accusative, which for these nouns is the nominative. */
function targets({ hosts, target }: Activity): string {
  return target === undefined ? counted(hosts, 'узел', 'узла', 'узлов') : `узел ${target}`;
}

/** Instrumental: with whom a connection is opened. */
function withTargets({ hosts, target }: Activity): string {
  if (target !== undefined) return `узлом ${target}`;
  return `${whole.format(hosts)} ${rules.select(hosts) === 'one' ? 'узлом' : 'узлами'}`;
}

/** In brackets after the targets; nothing where no port is known. */
function ports({ ports, portCount, protocol }: Activity): string {
  if (ports !== undefined) return ` (${portWords(ports, portCount, protocol)})`;
  if (portCount === 0) return '';
  const of = protocol === undefined ? '' : `${protocol}-`;
  return ` (${counted(portCount, `${of}порт`, `${of}порта`, `${of}портов`)})`;
}

function volume({ packets, bytes }: Activity): string {
  const size = bytes === undefined ? undefined : counted(bytes, 'байт', 'байта', 'байт');
  if (packets === undefined) return size ?? '';
  const count = counted(packets, 'пакет', 'пакета', 'пакетов');
  return `${count}${size === undefined ? '' : ` (${size})`}`;
}

function within(when: string | undefined): string {
  return when === undefined ? '' : ` (${when})`;
}

const GATEWAYS = {
  nat: 'NAT-шлюз',
  'load balancer': 'балансировщик нагрузки',
  'transit gateway': 'Transit Gateway',
} as const;

const share = (value: number): string => `${Math.round(value * 100)} %`;
/** How far two amounts may lie apart and agree. */
const WITHIN = `совпадает с допуском −${share(TOLERANCE.below)} / +${share(TOLERANCE.above)}`;

export const ru: Language = {
  locale: 'ru-RU',
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  gap: ' ',

  labels: {
    reference: 'Номер обращения',
    resource: 'Ресурс',
    happened: 'Что произошло',
    done: 'Что сделано',
    prevention: 'Предотвращение повторения',
  },
  types: abuseTypes,
  verdicts: {
    confirmed: 'подтверждено нашими записями',
    likely: 'вероятно, судя по нашим записям',
    ruled_out: 'в наших записях не обнаружено',
    cannot_tell: 'пока нельзя сказать',
  },
  figures: {
    bytes_sent: 'отправлено байт',
    packets_sent: 'отправлено пакетов',
    bytes_received: 'получено байт',
    packets_received: 'получено пакетов',
    targets: 'узлов назначения',
    ports: 'портов назначения',
    flows: 'потоков',
  },

  portWords,
  target: (address) => `адрес назначения ${address}`,
  more: (count) => `и ещё ${whole.format(count)}`,
  subject: (reference, { provider }) => `Сообщение ${provider} о злоупотреблении ${reference}`,
  period: ({ from, to }) => {
    if (to === undefined) return `${from} UTC`;
    return `${from} – ${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to} UTC`;
  },
  account: (ids, { provider }) => `аккаунт ${provider} ${ids}`,
  region: (names) => `регион ${names}`,
  via: ({ kind, gateway, public: address }) => {
    const through = `${GATEWAYS[kind]}${gateway === undefined ? '' : ` ${gateway}`}`;
    return address === undefined ? `выход через ${through}` : `внешний адрес ${address} (${through})`;
  },
  named: (ids) => `указано в вашем сообщении: ${ids}`,
  oneOf: (hosts) => `один из следующих узлов (наши записи не позволяют их различить): ${hosts}`,
  likely: (host) => `вероятнее всего, ${host}`,
  noReference: 'в вашем сообщении не указан',
  noResource: 'в вашем сообщении не указан и пока не установлен',

  happened: {
    confirmed: (type, when) =>
      `${type}${when === undefined ? '' : `, ${when}`}; подтверждено нашими записями.`,
    likely: (type, when) =>
      `вероятно, ${type}${when === undefined ? '' : `, ${when}`}: в наших записях есть трафик, который соответствует вашему сообщению.`,
    ruled_out: (when) => `В наших журналах потоков${within(when)} указанный трафик не обнаружен.`,
    cannot_tell: (when) => `Пока не установлено: нет записей за нужное время${within(when)}.`,
    causeOpen: 'Первопричина выясняется.',
    cause: (text) => `Первопричина: ${text}`,
    stillChecking: 'Проверка продолжается.',
  },
  done: {
    at: (at, text) => `${at}: ${text}`,
    open: 'Мы ведём расследование.',
    examined: (records) =>
      `Мы проверили ${counted(records, 'запись', 'записи', 'записей')} журналов потоков.`,
  },
  prevention: {
    later: 'Сообщим в окончательном ответе, когда причина будет установлена.',
    dependsOnCause:
      'Причина не обнаружена, поэтому сообщить о мерах пока нельзя; просим ответить на вопросы ниже.',
  },

  greeting: ({ desk }) => `Уважаемая команда ${desk},`,
  opening: {
    interim: {
      confirmed: [
        'благодарим за сообщение. Мы ведём расследование; это предварительный ответ.',
        'Наши записи подтверждают указанную активность. Ниже изложено то, что известно на данный момент.',
      ],
      likely: [
        'благодарим за сообщение. Мы ведём расследование; это предварительный ответ.',
        'В наших журналах есть трафик, который соответствует вашему сообщению. Ниже изложено то, что известно на данный момент.',
      ],
      ruled_out: [
        'благодарим за сообщение. Мы ведём расследование; это предварительный ответ.',
        'На данный момент указанный трафик в наших журналах потоков не обнаружен. Ниже изложено то, что нам известно, и перечислены сведения, которые помогли бы его найти.',
      ],
      cannot_tell: [
        'благодарим за сообщение. Мы ведём расследование; это предварительный ответ.',
        'Пока мы не можем сказать, исходила ли эта активность от нашего ресурса: записей за нужное время недостаточно.',
      ],
    },
    final: {
      confirmed: [
        'благодарим за сообщение. Мы сопоставили его с нашими записями, и они подтверждают указанную активность. Подробности приведены ниже.',
      ],
      likely: [
        'благодарим за сообщение. Мы сопоставили его с нашими записями: в них есть трафик, который ему соответствует, поэтому изложенное в нём вероятно. Подробности приведены ниже.',
      ],
      ruled_out: [
        'благодарим за сообщение. Мы отнеслись к нему со всей серьёзностью и сопоставили его с нашими журналами потоков, однако указанный трафик в них не обнаружен. Будем признательны за помощь в выяснении причины расхождения.',
      ],
      cannot_tell: [
        'благодарим за сообщение. Мы изучили имеющиеся у нас записи, но они не позволяют проверить указанную активность: мы не можем ни подтвердить, ни исключить её.',
      ],
    },
  },
  disputing: [
    'благодарим за сообщение. Мы сопоставили его с нашими журналами потоков. Они охватывают ресурс и указанное время без пропусков, и указанного трафика в них нет, поэтому мы оспариваем сообщение.',
    'Ниже приведены данные вашего сообщения, данные наших записей за то же время и сами записи. Просим сверить их с вашими.',
  ],
  refutingRows: 'Что ресурс в это время действительно отправлял, по записям сети (файл, строка, запись):',
  noRefutingRows:
    'За это время в журналах нет записей о трафике от ресурса, которые можно было бы здесь привести.',
  withdraw: 'Просим отозвать сообщение или прислать записи, на которых оно основано.',
  late: (deadline) => `Приносим извинения за то, что отвечаем позже указанного срока (${deadline} UTC).`,
  partly: 'Подтверждены не все пункты вашего сообщения; результат по каждому из них приведён ниже.',
  hostOpen: 'С какого именно узла исходила активность, пока не установлено.',

  headings: {
    known: 'Что известно на данный момент',
    shown: 'Что показывают наши записи',
    reported: 'Результаты по пунктам сообщения',
    compared: 'Сравнение вашего сообщения с нашими записями',
    found: 'Как проводилась проверка',
    missing: 'Каких записей не хватает',
    measures: 'Меры по предотвращению',
    questions: 'Какие сведения нам помогли бы',
    next: 'Дальнейшие шаги',
    request: 'Наша просьба',
    inside: 'Что обнаружено на инстансе',
    lines: 'Выдержка из исходных записей',
    stated: 'Что указано в вашем сообщении',
    refuting: 'Записи, которые его опровергают',
    annex: 'Приложение: проверенные записи',
  },
  activity: (activity, when) => {
    const { type, who, unanswered } = activity;
    const where = `${targets(activity)}${ports(activity)}`;
    switch (type) {
      case 'port_scan':
      case 'vulnerability_scan':
      case 'reconnaissance': {
        const silent = unanswered === undefined ? '' : `; без ответа остались ${unanswered}\u00a0%`;
        return `С узла ${who} выполнялись попытки соединения с ${withTargets(activity)}${ports(activity)}, ${when}${silent}.`;
      }
      case 'ddos': {
        const sent = volume(activity);
        return `С узла ${who} направлялся трафик на ${where}${sent === '' ? '' : `: ${sent}`}, ${when}.`;
      }
      case 'login_attack':
        return `С узла ${who} выполнялись попытки входа на ${where}, ${when}.`;
      default:
        return `${who}: ${abuseTypes[type]}; ${where}, ${when}.`;
    }
  },
  moreActivities: (count) =>
    `В деле есть ещё ${counted(count, 'результат', 'результата', 'результатов')} того же рода.`,
  noContents: (type) =>
    `Журналы потоков показывают, что трафик был, но не его содержание: было ли это тем, о чём вы сообщаете (${type}), по ним установить нельзя.`,
  reported: (type, resources, when, verdict) =>
    `${[type, resources, when].filter((part) => part !== undefined).join(', ')}: ${verdict}.`,
  compared: (what, claimed, seen, agrees) =>
    `${what}: в сообщении ${claimed}, в наших записях ${seen} (${agrees ? WITHIN : 'расходится'})`,
  zoneAssumed: 'В вашем сообщении не указан часовой пояс; мы приняли время за UTC.',
  traced: ({ kind }, host) => {
    const owner = {
      nat: 'NAT-шлюзу, которым пользуются несколько узлов',
      'load balancer': 'балансировщику нагрузки',
      'transit gateway': 'Transit Gateway',
    }[kind];
    return `Указанный адрес принадлежит ${owner}. По адресу назначения, порту, протоколу и времени мы проследили соединения до узла ${host}.`;
  },
  records: ({ files, read, parsed, rejected, skipped }) =>
    `Проверено: журналы потоков VPC, файлов ${whole.format(files)}, строк ${whole.format(read)}; из них записей о потоках ${whole.format(parsed)}, заголовков, пустых строк и строк без данных ${whole.format(skipped)}, не удалось прочитать ${whole.format(rejected)}.`,
  hashes: 'Файлы, которые мы храним (SHA-256):',
  moreHashes: (count) => `и ещё ${counted(count, 'файл', 'файла', 'файлов')}`,
  missing: (resources, when) => {
    const details = [resources, when].filter((part) => part !== undefined).join(', ');
    return `Журналы потоков VPC${details === '' ? '' : ` (${details})`}.`;
  },
  noWindow: 'В вашем сообщении не указано время, поэтому неясно, за какой период проверять записи.',
  restriction: ({ what, direction, protocol, ports }) => {
    switch (what) {
      case 'block': {
        const way = { outbound: 'исходящего трафика', inbound: 'входящего трафика' };
        const details =
          ports === undefined ? (protocol ?? '') : portWords(ports, ports.split(',').length, protocol);
        const traffic = direction === undefined ? 'трафика' : way[direction];
        return `блокировка ${traffic}${details === '' ? '' : ` (${details})`}`;
      }
      case 'isolate':
        return 'изоляция инстанса';
      case 'stop':
        return 'остановка инстанса';
      case 'terminate':
        return 'удаление инстанса';
      case 'disable':
        return 'запрет запуска и остановки инстансов';
      default:
        return 'другие меры';
    }
  },
  restrictions: (list, { provider }) =>
    `Согласно вашему сообщению, со стороны ${provider} уже приняты меры: ${list}.`,
  measures: ({ provider }) => ({
    rebuilt: 'инстанс заменён новым, созданным из доверенного образа',
    patched: 'уязвимое программное обеспечение обновлено или удалено',
    admin_closed: 'SSH и RDP больше не доступны из всего интернета',
    service_closed: 'открытый сервис теперь отвечает только разрешённым клиентам',
    credentials_replaced: `пароли, ключи SSH и ключи доступа ${provider}, находившиеся на инстансе, заменены`,
    credentials_removed: 'ключи доступа удалены из кода и образов, вместо них используются роли IAM',
    egress_restricted: 'группа безопасности выпускает только необходимый трафик',
    security_contact: 'для аккаунта указан контакт по безопасности, чтобы уведомления доходили до нас сразу',
    monitored: 'настроено оповещение об исходящем трафике такого рода',
  }),
  questions: {
    time: 'точное время с секундами и часовым поясом',
    flow: 'адреса отправителя и получателя, порты обеих сторон и протокол',
    lines: 'несколько исходных строк журнала того, кто сообщил об этой активности',
    spoofed: 'были ли соединения установлены: в отдельных пакетах адрес отправителя может быть подделан',
  },
  questionsIntro: 'Эти сведения позволили бы найти трафик, если он исходил от нас:',
  next: {
    shown: [
      'Мы исследуем сам инстанс, чтобы установить первопричину.',
      'В окончательном ответе мы сообщим причину, принятые меры и то, что предотвратит повторение.',
    ],
    refuted: ['Получив дополнительные сведения, мы сразу сопоставим их с нашими записями.'],
    unknown: ['Мы ищем записи за нужное время, в том числе на самом инстансе.'],
  },
  nextUpdate: (at) => `Следующее сообщение от нас: ${at}.`,
  review: 'Просим рассмотреть этот ответ и сообщить, чего не хватает для закрытия обращения.',
  liftRestrictions: 'Если ответ вас устраивает, просим снять указанные ограничения.',
  offerRecords: 'Если вам нужны сами журналы потоков, сообщите, пожалуйста, за какой период.',
  closing: 'С уважением,',

  blanks: {
    reference: 'номер обращения из темы уведомления',
    resource: 'ресурс, о котором идёт речь, если он известен',
    cause: 'как это произошло и из чего это следует',
    stopped: (statement) =>
      `проверьте более новые журналы и напишите, что это прекратилось и когда. ${statement}`,
    containment: 'что сделано, чтобы это прекратить: например, инстанс изолирован, порт закрыт',
    containedAt: 'когда, с часовым поясом',
    containmentInterim: 'что уже сделано и когда, с часовым поясом; или удалите этот пункт',
    containmentNoData: 'что сделано в качестве предосторожности и когда, с часовым поясом; или: пока ничего',
    prevention: 'что предотвратит повторение, вкратце; перечень есть в разделе ниже',
    preventionNoData: 'что изменено в качестве предосторожности; или: зависит от причины, она не установлена',
    collecting: 'какие записи вы сейчас собираете и когда их ожидаете',
    nextUpdate: (deadline) =>
      `когда вы напишете снова${deadline === undefined ? '' : `; срок ответа ${deadline} UTC`}`,
    tick: (measure) => `оставить, если верно: ${measure}`,
    signer: 'ваше имя, должность и как с вами связаться, включая телефон',
    name: 'ваше имя и должность',
    contact: 'как с вами связаться, включая телефон',
  },
};
