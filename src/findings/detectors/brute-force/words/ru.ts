import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { addressesOf, count, counted, percent } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BruteForceMessages } from '../messages.ts';

const service = (port: number): string =>
  `TCP-порт ${port}${portName(port) === undefined ? '' : ` (${portName(port)})`}`;
const connectionsOf = (value: number): string => counted(value, 'соединение', 'соединения', 'соединений');
const hostsOf = (value: number): string => counted(value, 'узел', 'узла', 'узлов');

export const ru: WordsOf<BruteForceMessages> = {
  guesses: ({ who, port, connections, hosts, when }) =>
    `${who}: ${connectionsOf(connections)}, ${service(port)}, ${hostsOf(hosts)}, ${period(when)}. По размеру все они одинаковы и похожи на неудачный вход: ` +
    'насколько видно по потокам, это подбор паролей; подтвердить его могут журналы самого узла.',
  guessesAtUs: ({ who, port, connections, hosts, when }) =>
    `${who}: ${connectionsOf(connections)}, ${service(port)}, ${hostsOf(hosts)} из наших, ${period(when)}. По размеру все они одинаковы и похожи на неудачный вход: ` +
    'насколько видно по потокам, это подбор паролей; к каким учётным записям, покажет журнал службы.',
  guessesAtUsMore: ({ sources, named, connections, when }) =>
    `Кроме источников с наибольшим числом соединений (${count(named)}), к нашим службам входа обращались ещё ${addressesOf(sources)}: ` +
    `${connectionsOf(connections)} размером с неудачный вход, ${period(when)}.`,
  guessRule: ({ source, connections, other, minutes, share, one }) =>
    `${source}. Действующие значения: ${connectionsOf(connections)} за ${count(minutes)} мин (${count(other)}, где размер не опубликован), ` +
    `к одному серверу ${count(one)}, такого размера ${percent(share)}, не по расписанию`,
  sourceGuess: () =>
    'детектор подбора NEMEA (30 потоков; размеры SSH, Telnet, RDP); SSHCure (10 подряд, ровный трафик); прочие службы: собственное определение',
  sourceGuessAtUs: () =>
    'детектор подбора NEMEA (30 потоков извне; размеры SSH, Telnet, RDP); SSHCure (10 подряд, ровный трафик); прочие службы: собственное определение',
  name_login_connections: () => 'соединений, похожих на неудачный вход',
  name_connections_in_busiest_window: () => 'соединений в самом плотном окне',
};
