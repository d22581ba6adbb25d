import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, duration, listed, percent, ports, portWords } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const ja: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who} が、${period(params.when)} に、${count(params.hosts)} 台のホストの ${ports(params)} へ接続を試みました。` +
    `${percent(params.unanswered)} には応答がありませんでした${params.flagless ? ' (このログには TCP フラグがありません)' : ''}。` +
    (params.tests === undefined ? '' : `統計的な判定法（${listed(params.tests)}）でもスキャンです。`) +
    (params.worms === undefined
      ? ''
      : `この広がり方をするワームが知られています (${listed(params.worms)})。`) +
    (params.kind ?? ''),
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const units = { hosts: '台のホスト', ports: '個のポート', pairs: '組のホストとポート' };
    const answered =
      protocol === 6 ? 'SYN-ACK または 2 パケット以上の返信の記録' : '返信の記録が 1 件でもあること';
    return (
      `${source}。適用した値: ${count(least)} ${units[unit]}、応答なしの割合 ${percent(share)}、1 記録あたり最大 ${packets} パケット。` +
      `${protocolName(protocol)} で応答ありとみなす条件: ${answered}`
    );
  },
  spread: ({ who, hosts, ports: over, answered, worms, when, entered }) =>
    `${who} が、${period(when)} に、外部のホスト ${count(hosts)} 台の ${portWords(listed(over.map(String)), over.length, 'TCP')} へ接続しました。` +
    `応答したのは ${count(answered)} 台です。` +
    (entered === undefined
      ? `この広がり方をするワームが知られていますが (${listed(worms)})、非常に多くのサーバーの利用者も同じように見えます。`
      : `その前に同じポートで ${entered.source} からの接続を受け入れています (最後は ${period({ from: entered.at, to: entered.at })})。` +
        `ワームはこのようにホストからホストへ広がります (${listed(worms)})。`),
  spreadRule: ({ source, hosts, window, entry, ports: over }) =>
    `${source}。適用した値: ${duration(window)}に外部のホスト ${count(hosts)} 台、TCP ポート ${listed(over.map(String))}。` +
    `同じポートで受け入れた接続は ${duration(entry)}前まで数える`,
  sourceSpread: () =>
    'Zeek policy/misc/scan (5 分間に 1 つのポートで 25 台のホスト、応答の有無を問わない)、Gu ほか 2004 年 (あるポートで接続を受けた後、同じポートで他へ接続する)。' +
    'ポートは各ワームの報告による',
  name_answering_hosts: () => '応答したホスト数',
  name_hosts_in_busiest_window: () => '最多の時間枠のホスト数',
  name_seconds_after_entry: () => '接続を受けてからの時間',
  sourceHorizontal: () =>
    'Zeek policy/misc/scan (5 分間に 1 つのポートで 25 台のホスト)、Jung ほか 2004 年 (失敗の割合)',
  sourceVertical: () =>
    'Zeek policy/misc/scan (5 分間に 1 台のホストで 15 個のポート)、Jung ほか 2004 年 (失敗の割合)',
  sourceBlock: () => 'Zeek simple-scan (15 分間にホストとポートの組が 25 組)、Jung ほか 2004 年 (失敗の割合)',
  name_unanswered_hosts: () => '応答のないホスト数',
  name_own_hosts: () => '自組織のホスト数',
  name_targets_per_minute: () => '毎分の相手先数',
};
