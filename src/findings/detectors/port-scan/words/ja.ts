import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent, ports } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const ja: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who} が、${period(params.when)} に、${count(params.hosts)} 台のホストの ${ports(params)} へ接続を試みました。` +
    `${percent(params.unanswered)} には応答がありませんでした${params.flagless ? ' (このログには TCP フラグがありません)' : ''}。`,
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const units = { hosts: '台のホスト', ports: '個のポート', pairs: '組のホストとポート' };
    const answered =
      protocol === 6 ? 'SYN-ACK または 2 パケット以上の返信の記録' : '返信の記録が 1 件でもあること';
    return (
      `${source}。適用した値: ${count(least)} ${units[unit]}、応答なしの割合 ${percent(share)}、1 記録あたり最大 ${packets} パケット。` +
      `${protocolName(protocol)} で応答ありとみなす条件: ${answered}`
    );
  },
  sourceHorizontal: () =>
    'Zeek policy/misc/scan (5 分間に 1 つのポートで 25 台のホスト)、Jung ほか 2004 年 (失敗の割合)',
  sourceVertical: () =>
    'Zeek policy/misc/scan (5 分間に 1 台のホストで 15 個のポート)、Jung ほか 2004 年 (失敗の割合)',
  sourceBlock: () => 'Zeek simple-scan (15 分間にホストとポートの組が 25 組)、Jung ほか 2004 年 (失敗の割合)',
  name_unanswered_hosts: () => '応答のないホスト数',
  name_own_hosts: () => '自組織のホスト数',
  name_targets_per_minute: () => '毎分の相手先数',
};
