import { count, percent, middleboxes, apart } from '../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NetworkMessages } from '../messages.ts';

export const ja: WordsOf<NetworkMessages> = {
  roleListedNat: ({ gateway }) => `インベントリに NAT ゲートウェイ ${gateway} として載っています`,
  roleListedInterface: ({ networkInterface, kind }) =>
    `インベントリで ${networkInterface} は${apart(middleboxes[kind])}のインターフェースとされています`,
  roleTranslated: ({ legs, hosts }) =>
    `こちらのホスト ${count(hosts)} 台からここへの ${count(legs)} 件の記録は、別のアドレス宛てのパケットです`,
  roleMirrored: ({ share }) =>
    `こちらのホストがここへ送った量の ${percent(share)} が、同じポートで同じ量だけ出ていきます`,
  roleNextHop: ({ records, hosts }) =>
    `こちらのホスト ${count(hosts)} 台の ${count(records)} 件の記録が、次にパケットを受け取る NAT ゲートウェイとして示しています`,
  roleRegional: ({ gateway }) => `フローログが、フローを記録したゲートウェイとして ${gateway} を示しています`,
  roleTransit: ({ hosts }) =>
    `記録にはこちらの ${count(hosts)} 件のアドレスが現れ、大半に現れるものはありません`,
};
