import { count, percent, counted, middleboxes } from '../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NetworkMessages } from '../messages.ts';

export const ru: WordsOf<NetworkMessages> = {
  roleListedNat: ({ gateway }) => `в описи это NAT-шлюз ${gateway}`,
  roleListedInterface: ({ networkInterface, kind }) =>
    `в описи ${networkInterface} значится как интерфейс: ${middleboxes[kind]}`,
  roleTranslated: ({ legs, hosts }) =>
    `пакеты к нему предназначены другим адресам: ${counted(legs, 'запись', 'записи', 'записей')}, наших узлов ${count(hosts)}`,
  roleMirrored: ({ share }) =>
    `${percent(share)} того, что наши узлы ему отправляют, уходит дальше на те же порты и в том же объёме`,
  roleNextHop: ({ records, hosts }) =>
    `записи наших узлов прямо называют его NAT-шлюзом, которому передаются пакеты: ${counted(records, 'запись', 'записи', 'записей')}, узлов ${count(hosts)}`,
  roleRegional: ({ gateway }) => `журнал потоков называет ${gateway} шлюзом, который записал потоки`,
  roleTransit: ({ hosts }) =>
    `в его записях наших адресов: ${count(hosts)}, и ни один не встречается в большинстве из них`,
};
