import { count, counted } from '../../language/grammar/ru.ts';
import type { WordsOf } from '../../language/words.ts';
import type { IntakeWhat, ScreenMessages } from '../messages.ts';

const TAKEN: Readonly<Record<IntakeWhat, string>> = {
  opened: 'открыто дело',
  continued: 'добавлено в дело',
  known: 'уже учтено',
  answer: 'ответ вам: прочитайте',
  forged: 'подделка: ничего не сделано',
  other: 'не уведомление',
  failed: 'ошибка',
};

const STAGES = {
  first: 'первое уведомление',
  reminder: 'напоминание',
  final: 'последнее уведомление',
  action: 'меры провайдера',
} as const;

const STOPPED = {
  stopped: 'прекратилось',
  going_on: 'продолжается',
  cannot_tell: 'прекратилось ли, неизвестно',
  not_seen: 'в журналах не обнаружено',
} as const;

const ANSWERS = { interim: 'предварительный ответ', final: 'окончательный ответ', other: 'ответ' } as const;

export const ru: WordsOf<ScreenMessages> = {
  screenDeadline: () => 'Срок ответа',
  screenEvidence: () => 'Доказательства',
  screenSources: () => 'Атаковали',
  screenAttackers: ({ addresses, groups, more }) => {
    const parts = groups.map(
      ({ name, addresses: some }) => `${name ?? 'нет в опрошенных списках'} — ${count(some)}`,
    );
    if (more > 0) parts.push(`прочие — ${count(more)}`);
    return `${counted(addresses, 'адрес', 'адреса', 'адресов')}: ${parts.join('; ')}`;
  },
  screenCost: () => 'Счёт',
  screenPrice: ({ usd, size }) => `${usd} по прейскуранту (отправлено ${size})`,
  screenCounted: ({ usd, size }) => `по счётчикам интерфейсов узла ${usd} за ${size}`,
  screenFindings: () => 'Что обнаружено',
  screenMissing: () => 'Чего не хватает',
  screenNext: () => 'Что делать дальше',
  screenReport: () => 'Отчёт',
  screenLetters: () => 'Письма',
  screenMore: ({ count: more }) => `ещё ${count(more)} в отчёте`,
  screenTimeline: ({ who }) => `${who ?? 'Нападавшие'}: что делалось, по журналам (UTC)`,
  screenAddresses: ({ count: some }) => counted(some, 'адрес', 'адреса', 'адресов'),
  screenTimelines: ({ count: more }) => `что делали остальные (${count(more)}), показано в отчёте`,
  screenForged: () => 'нет: поддельное уведомление срока не задаёт',
  screenNoDeadline: () => 'в уведомлении не указан',
  screenUndated: ({ sender, hours }) =>
    `${hours} ч с момента получения, как просит ${sender}; когда это было, в тексте не сказано: укажите ключом --received YYYY-MM-DDThh:mmZ`,
  screenLeft: ({ duration }) => `осталось ${duration}`,
  screenOverdue: ({ duration }) => `просрочено на ${duration}`,
  screenPast: ({ duration }) => `срок прошёл ${duration} назад`,
  screenCounts: ({ files, size, read, parsed, rejected, skipped }) =>
    `${counted(files, 'файл', 'файла', 'файлов')} (${size}), ` +
    `прочитано ${counted(read, 'запись', 'записи', 'записей')} = ` +
    `разобрано ${count(parsed)} + отклонено ${count(rejected)} + пропущено ${count(skipped)}`,
  screenDueStage: ({ stage, next }) =>
    `${STAGES[stage]}${next === undefined ? '' : `; если не ответить, далее: ${STAGES[next]}`}`,
  screenUnanswered: () => 'ответа нет, насколько известно по делу',
  screenAnswered: ({ kind, at }) => `${ANSWERS[kind]} отправлен ${at}`,
  screenMoreTime: ({ at }) => `продление срока запрошено ${at}`,
  screenAbout: ({ name, by, more }) =>
    `${by === 'logs' ? 'установлено по журналам' : 'указано в уведомлении'}: ${name}${more > 0 ? ` и ещё ${count(more)}` : ''}`,
  screenCameIn: ({ at }) => `получено ${at}`,
  screenStopped: ({ state }) => STOPPED[state],
  screenOn: ({ host }) => `на ${host}, по данным указателя дел`,
  screenGone: () => 'папки больше нет; показано то, что записано в указателе дел',
  screenCaseGone: ({ id, folder }) =>
    `Дела ${id} больше нет в ${folder}. Если оно не нужно: abusedesk cases --forget ${id}`,
  screenIndexFailed: ({ why }) => `Дело сохранено полностью, но обновить указатель дел не удалось: ${why}`,
  screenNothingDue: () => 'Сроков нет: дел с уведомлениями здесь не найдено.',
  screenMoreCases: ({ read }) => `Дел больше, чем читается за один раз; прочитано: ${count(read)}.`,
  screenReceivedUnused: () => 'Ключ --received не использован: время получения указано в каждом уведомлении.',
  screenUnchanged: ({ files, answers }) =>
    `Без изменений: ${counted(files, 'файл', 'файла', 'файлов')}; ${answers ? 'записи и выводы' : 'записи'} взяты из дела.`,
  screenLakeChanged: () => 'Файлы в lake/ отличались от записанных: их содержимое получено заново.',
  screenKept: ({ path }) => `ваш изменённый файл сохранён как ${path}`,
  phaseSurvey: () => 'Просматриваем файлы',
  phaseRead: () => 'Читаем',
  phaseAddresses: () => 'Выясняем, чьи это адреса',
  phaseRoles: () => 'Ищем, кто лишь передаёт чужой трафик',
  phaseFindings: () => 'Анализируем записи',
  phaseClaims: () => 'Сверяем уведомление с доказательствами',
  phaseReplay: () => 'Проверяем, что остановила бы блокировка',
  phaseDraw: () => 'Рисуем графики',
  phaseWrite: () => 'Записываем дело',
  intakeTaken: ({ what }) => TAKEN[what],
  intakeCounts: ({ read, counts }) =>
    [
      `проверено писем: ${count(read)}`,
      ...counts.map(({ what, count: some }) => `${TAKEN[what]}: ${count(some)}`),
    ].join(' · '),
  intakeMore: ({ read }) =>
    `Писем больше, чем обрабатывается за один проход; проверены первые ${count(read)}.`,
  progressLeft: ({ phase, duration }) => `${phase}, осталось ${duration}`,
};
