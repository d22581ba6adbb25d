import type { AttemptFact } from '../facts.ts';
import { figuresOf, processWords, protocolWords } from './figures.ts';
import type { HostWords } from './messages.ts';

const { count } = figuresOf('ru');
const plural = new Intl.PluralRules('ru');

/** `2 сокета`, `5 сокетов`. */
function sockets(n: number, kind: 'raw' | 'packet'): string {
  const words = {
    raw: { one: 'сырой сокет', few: 'сырых сокета', many: 'сырых сокетов' },
    packet: { one: 'пакетный сокет', few: 'пакетных сокета', many: 'пакетных сокетов' },
  }[kind];
  const form = plural.select(n);
  return `${count(n)} ${form === 'one' ? words.one : form === 'few' ? words.few : words.many}`;
}

/** How attempts failed, where more is known of them than that they did. */
function how(p: { outcomes: readonly AttemptFact['outcome'][] }, open: string, close: string): string {
  const known = p.outcomes.filter((one) => one !== 'failed').map((one) => ru.outcomes[one]);
  return known.length === 0 ? '' : `${open}${known.join(', ')}${close}`;
}

export const ru: HostWords = {
  labels: {
    timeline: 'Хронология внутри узла',
    time: 'Время',
    happened: 'Что произошло',
    traffic: 'Какой процесс отправил трафик',
    title: 'Внутри хоста',
    found: 'Что найдено',
    nothing: 'В том, что удалось осмотреть, признаков вторжения не найдено.',
    processes: 'Процессы',
    sockets: 'Сокеты',
    counters: 'Счётчики интерфейсов',
    persistence: 'Что запускается само',
    unseen: 'Что не удалось увидеть',
    next: 'Что делать дальше',
    sent: 'Отправлено',
    received: 'Получено',
    interface: 'Интерфейс',
    process: 'Процесс',
    number: 'PID',
    program: 'Программа',
    started: 'Запущен',
    kind: 'Вид',
    local: 'Локальный адрес',
    remote: 'Удалённый адрес',
    cost: 'Цена отправленных байтов по прейскуранту',
    checks: 'Как могли проникнуть',
    fix: 'Что изменить',
    passed: 'Проверки без замечаний',
    reference: 'Источник',
  },
  unseen: {
    'raw sockets': 'сырые сокеты',
    'packet sockets': 'пакетные сокеты',
    'ping sockets': 'сокеты ping',
    'other network namespaces': 'другие сетевые пространства имён',
    owners: 'какому процессу принадлежит сокет',
    'whole addresses': 'адреса IPv6 целиком',
    executables: 'какой файл выполняется',
    'hidden processes': 'скрытые процессы',
    parents: 'родительские процессы',
    'other users': 'записи других пользователей',
    'system crontabs': 'системные crontab',
    timers: 'таймеры systemd',
    'changed modes': 'изменённые права доступа',
    'unpackaged files': 'файлы не из пакетов',
    'whole hosts': 'имена и адреса хостов целиком',
    'failed logins': 'неудачные входы',
    'successful logins': 'успешные входы',
    processes: 'какой процесс отправляет',
    history: 'что было раньше',
    'other tables': 'правила других таблиц и другой версии IP',
    'stopped containers': 'остановленные контейнеры',
    'start commands': 'что запускается',
    'sources of units': 'откуда взялся юнит',
    content: 'содержимое файлов',
    'new malware': 'вредоносные программы, для которых ещё нет сигнатуры',
    signers: 'кем подписана программа',
    'hidden modules': 'скрывающиеся модули ядра',
    'other destinations': 'доступны ли другие порты и адреса',
    'clock errors': 'верны ли часы узла',
    'mended faults': 'какие ошибки в нём исправил дистрибутив',
    'running versions': 'работает ли ещё более старая версия',
    'settings in force': 'действуют ли эти настройки в работающей программе',
    'settings of single users': 'настройки для отдельных пользователей и адресов',
  },
  outcomes: {
    connected: 'соединение установлено',
    refused: 'отказ',
    'timed out': 'время ожидания истекло',
    unreachable: 'узел недоступен',
    failed: 'неудача',
  },
  starts: {
    cron: 'cron',
    'systemd unit': 'юнит systemd',
    'systemd timer': 'таймер systemd',
    'init script': 'сценарий init',
    preload: 'предзагружаемая библиотека',
    profile: 'сценарий входа',
    'authorized key': 'разрешённый ключ',
    PAM: 'PAM',
    'at job': 'задание at',
    'kernel module': 'модуль ядра',
    'scheduled task': 'запланированная задача',
  },
  sentences: {
    rawSocket: (p) =>
      `Процесс ${processWords(p)} держит ${sockets(p.sockets, 'raw')} для протокола ${protocolWords(p.protocol)}${p.others ? '' : ', а сокетов TCP и UDP этого процесса в предоставленном выводе нет'}: он сам составляет пакеты — так отправляют флуд и сканирование с поддельными заголовками${p.queued > 0 ? `; отправки ожидало байтов: ${count(p.queued)}` : ''}.`,
    packetSocket: (p) =>
      `Процесс ${processWords(p)} держит ${sockets(p.sockets, 'packet')}: он может читать и отправлять кадры целиком в обход любого межсетевого экрана хоста.`,
    deletedProgram: (p) => `Процесс ${processWords(p)} выполняет программу, файл которой удалён: ${p.path}.`,
    memoryProgram: (p) =>
      `Процесс ${processWords(p)} выполняет программу, которая никогда не была файлом: ${p.path}.`,
    temporaryProgram: (p) => `Процесс ${processWords(p)} запущен из временного каталога: ${p.path}.`,
    temporaryFile: (p) =>
      p.folder === undefined
        ? `Во временном каталоге лежит программа: ${p.path} (${p.kind}).`
        : `В каталоге с именем ${p.folder} лежит программа: ${p.path} (${p.kind}).`,
    maskedName: (p) =>
      `Процесс ${processWords(p)} называет себя ${p.title}, как потоки ядра, но им не является${p.path === undefined ? '' : `: выполняется ${p.path}`}.`,
    hiddenProcess: (p) => `Процесс ${p.pid} существует, но в списке /proc его нет: его что-то скрывает.`,
    coveredProcess: (p) =>
      `Поверх /proc/${p.pid} что-то смонтировано: в списках процессов на его месте виден другой процесс или ничего.`,
    orphanSocket: (p) =>
      `Сокеты без видимого процесса: ${sockets(p.sockets, p.kind)}. Это руткит или процесс, который завершился в этот самый момент.`,
    oneSided: (p) =>
      `Интерфейс ${p.interface}: отправлено байтов ${count(p.sent)} (пакетов ${count(p.sent_packets)}), получено байтов ${count(p.received)} (пакетов ${count(p.received_packets)}): ответов почти нет, как при флуде.`,
    oddStart: (p) => `Из необычного места само запускается (${ru.starts[p.kind]}, ${p.name}): ${p.command}.`,
    preload: (p) => `${p.name} загружает ${p.library} в каждую программу: так скрываются руткиты.`,
    hiddenModule: (p) =>
      `В ядро загружен модуль ${p.name}, а в /proc/modules его нет: он скрывается, как это делают руткиты.`,
    foreignModule: (p) =>
      `В ядро загружен модуль ${p.name}: он собран вне дерева ядра или не подписан (${p.flags}) и не входит в число установленных для этого ядра. Его загрузили вручную.`,
    taintedKernel: (p) =>
      `С момента запуска в ядро загружали модуль, собранный вне дерева ядра, неподписанный или загруженный принудительно (${p.flags}), а среди перечисленных такого нет: его выгрузили, или он скрывается.`,
    family: (p) => `Совпадает несколько признаков ${p.family}: ${p.signs.join(', ')}.`,
    scanner: (p) => `${p.scanner} распознал ${p.signature} в ${p.path}.`,
    toolChanged: (p) => `${p.path} — не тот файл, что был в пакете: его выводу нельзя доверять.`,
    guessedLogin: (p) =>
      `Адрес ${p.from} получил отказов: ${count(p.refused)}, и с него же вошёл ${p.user}: пароль подобран.`,
    attemptsFailed: (p) =>
      `Все попытки соединения вручную${p.port === undefined ? '' : ` с портом ${p.port}`} не удались (всего ${count(p.attempts)}${how(p, '; ', '')}): исходящий трафик туда перекрыт.`,
    hides: (p) =>
      `\`${p.command}\` не показывает: ${p.unseen.map((one) => ru.unseen[one]).join(', ')}. Выполните от имени root: ${p.next.join('; ')}`,
    severalHosts: (p) =>
      `Вывод снят с нескольких хостов: ${p.hosts.join(', ')}. Что к какому относится, видно только по приглашениям оболочки.`,
    notRoot: (p) =>
      `Запущено не от имени root: не удалось осмотреть программы и сокеты процессов (${count(p.processes)}). Запустите ещё раз через sudo.`,
    deeperLeft: (p) => `Осмотрено не всё в ${p.folders.join(', ')}: там слишком много файлов.`,
    notLookedAt: (p) =>
      `Не прочитано, так как файлов слишком много, файл слишком велик или недоступен для чтения: ${p.paths.join(', ')}.`,
    loginsLeft: (p) => `Из ${p.path} прочитаны только последние записи: ${p.records}.`,
    loginsBroken: (p) =>
      `Записей в ${p.path}: ${p.of}; из них не относятся ко входам или обрезаны: ${p.records}.`,
    toolsUnchecked: (p) =>
      `Здесь не удалось проверить, из пакетов ли файлы ps, ss и подобных программ. Выполните: ${p.next}`,
    modulesUnchecked: (p) =>
      `Не удалось проверить, установлены ли эти модули ядра, собранные вне его дерева или не подписанные: ${p.modules.join(', ')}.`,
    sshdUnasked: (p) =>
      `sshd -T не сообщает, какие настройки действуют (${p.said}): они определены по файлам.`,
    diskOnly: () => 'На диске есть только файлы: процессов, сокетов и счётчиков на нём нет.',
    nothingRead: (p) => `${p.path}: вывода известных команд в нём нет.`,
    adviceKeep: (p) => `Прежде чем останавливать процесс ${p.pid}, сохраните то, что он выполняет: ${p.next}`,
    adviceRebuild: () =>
      'Получивший права root мог изменить что угодно: сделайте снимок диска и разверните хост заново из чистого образа.',
    adviceRotate: () =>
      'Смените все пароли, ключи и токены, которые были доступны на хосте, включая роль инстанса.',
    adviceFilter: () =>
      'До этого перекройте исходящий трафик вне хоста (группа безопасности, сетевой ACL): правила на самом хосте не удержат того, у кого есть root.',
    run: (p) => `Выполните от имени root: ${p.next.join('; ')}`,
  },
};
