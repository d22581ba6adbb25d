import { abuseTypes, count, counted, packetsOf, portWords, some } from '../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoticeLabel, NoticeLack, NoticeScreenMessages } from '../messages.ts';

const LABELS: Readonly<Record<NoticeLabel, string>> = {
  deadline: 'Срок ответа',
  words: 'Формулировка',
  basis: 'Основание',
  about: 'Объект',
  keys: 'Ключи доступа',
  when: 'Время',
  traffic: 'Трафик',
  victims: 'Цели',
  masked: 'Скрыто',
  taken: 'Меры',
  stage: 'Стадия',
  arrived: 'Получено',
  sender: 'Отправитель',
  passed: 'Переслано',
  traces: 'Чем отправлено',
  lacks: 'Не указано',
};

const STAGES = {
  first: 'первое уведомление',
  reminder: 'напоминание: на предыдущее уведомление не ответили',
  final: 'последнее уведомление',
  action: 'меры приняты, потому что никто не ответил',
} as const;

const LACKS: Readonly<Record<NoticeLack, string>> = {
  reference: 'номер обращения',
  resource: 'инстанс или адрес',
  window: 'время активности',
  targets: 'цели',
  received: 'время получения',
};

const CERTAINTY = {
  confirmed: 'подтверждено',
  cannot_tell: 'определить нельзя',
  ruled_out: 'исключено',
} as const;

export const ru: WordsOf<NoticeScreenMessages> = {
  screenLabel: ({ label }) => LABELS[label],
  screenHeadline: ({ sender, reference, type, forged }) => {
    const number = reference === undefined ? '' : ` (обращение ${reference})`;
    if (sender === undefined)
      return `Жалоба в свободной форме${number}, прочитана по строкам журнала. О чём заявлено: ${abuseTypes[type]}.`;
    return forged
      ? `Поддельное уведомление, не от ${sender}${number}. О чём заявлено: ${abuseTypes[type]}.`
      : `Уведомление от имени ${sender}${number}. О чём заявлено: ${abuseTypes[type]}.`;
  },
  screenNamed: some,
  screenAccounts: (names) => `учётная запись ${some(names)}`,
  screenWindow: ({ from, to, zoned }) =>
    `${from}${to === undefined ? '' : ` – ${to}`}` +
    (zoned ? '' : ' (часовой пояс не указан; прочитано как UTC)'),
  screenFlow: ({ protocol = '', remote, ports, sent, packets }) => {
    const port = ports.length === 0 ? protocol : portWords(ports.join(', '), ports.length, protocol);
    return [
      remote === undefined ? '' : `на ${remote}`,
      port,
      sent === undefined ? '' : `отправлено ${sent}`,
      packets === undefined ? '' : packetsOf(packets),
    ]
      .filter((part) => part !== '')
      .join(', ');
  },
  screenFlows: ({ flows, more }) => flows.join('; ') + (more > 0 ? `; и ещё ${count(more)}` : ''),
  screenStage: ({ stage }) => STAGES[stage],
  screenUnknownDeadline: () => 'неизвестен: в уведомлении нет срока или времени получения',
  screenCertainty: ({ certainty, because }) => `${CERTAINTY[certainty]}: ${because}`,
  screenBasis: ({ by }) =>
    by === 'lines' ? 'пересланные строки журнала: они точнее' : 'числа уведомления: вид в нём не назван',
  screenForwarded: ({ lines, read, harmless }) =>
    `сообщение третьей стороны, ${counted(lines, 'строка', 'строки', 'строк')}, из них прочитано как журнал: ${count(read)} (полностью: --json)` +
    (harmless
      ? '; всё это успешные входы, ни одна строка не показывает атаку: запросите у заявителя строки за то время'
      : ''),
  screenTraces: ({ traces, more }) =>
    `${traces.join('; ')}${more > 0 ? `; и ещё ${count(more)}` : ''}: так сказано в заголовках письма, на которое жалуются, а их мог написать и сам отправитель`,
  screenLacks: ({ lacks }) => lacks.map((lack) => LACKS[lack]).join(', '),
  screenNotRead: ({ file, why }) => `${file}: не прочитано: ${why}`,
  screenFiles: ({ files, without }) =>
    `Прочитано файлов: ${count(files)}, из них без уведомления: ${count(without)}.`,
  screenUnread: () => 'Не понято, прочтите сами:',
  screenMoreLines: ({ count: more }) => `и ещё ${count(more)}`,
  screenDistrust: () =>
    'Что делать дальше: не открывайте ссылок из него и не выполняйте его требований; спросите провайдера по известному вам адресу.',
  screenInvestigate: () =>
    'Что делать дальше: сложите уведомление, журналы потоков и инвентарь в одну папку и выполните',
};
