import { period } from '../../../language/figures.ts';
import type { Span } from '../../../language/figures.ts';
import {
  count,
  percent,
  listed,
  some,
  middleboxes,
  apart,
  abuseTypes,
} from '../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ClaimMessages } from '../messages.ts';

const accused = (who: string): string => who || '通知の対象リソース';

const logTime = (when: Span | null): string => (when === null ? 'ログ全体' : period(when));

export const ja: WordsOf<ClaimMessages> = {
  sentClaimed: ({ host, packets, targets, share, found }) =>
    `${host} が、通知の時刻の前後に、通知にある ${count(targets)} 件の相手先へ ${count(packets)} パケットを送っています。` +
    (share === undefined ? '' : `これは通知の量の ${percent(share)} で、残りはログにありません。`) +
    (found === undefined ? '' : `そのとき: ${found}`),
  connectedClaimed: ({ host, records, targets, found }) =>
    `通知の時刻の前後に、${host} から通知にある ${count(targets)} 件の相手先へのフローレコードが ${count(records)} 件あります。このログはパケットを数えていません。` +
    (found === undefined ? '' : `そのとき: ${found}`),
  foundThen: ({ found }) => `通知の時刻に: ${found}`,
  notCovered: ({ who, when }) =>
    `通知に当たるフローの記録はありません。ただし、ログは ${accused(who)} について ${logTime(when)} の全体を含んではいません。`,
  noRecordTowards: ({ who, when }) =>
    `ログは ${accused(who)} について ${logTime(when)} を途切れなく含んでおり、通知にある相手先への記録はありません。`,
  nothingOfTheKind: ({ who, when, why }) =>
    `ログは ${accused(who)} について ${logTime(when)} を途切れなく含んでおり、${why}。`,
  noTargetNamed: ({ why }) => `フローの記録だけでは判断できません。通知に相手先の記載がなく、${why}。`,
  fewUnanswered: ({ hosts }) => `応答のなかった相手先は、ホスト 1 台につき最大 ${count(hosts)} 台です`,
  lowRate: ({ packets }) => `1 つの相手先への送信は、最大でも毎秒 ${count(packets)} パケットです`,
  openedTo: ({ connections, ports }) => {
    const where = ports.length === 0 ? '外部への接続' : `外部の TCP ポート ${ports.join('、')} への接続`;
    return connections === 0
      ? `${where}は 1 件も開始されていません`
      : `${where}が ${count(connections)} 件開始されています`;
  },
  noShape: ({ type }) => `「${abuseTypes[type]}」はフローには現れません`,
  onlyShare: ({ share }) => `通知の時刻の前後にログにあるのは、通知の量の ${percent(share)} だけです。`,
  gatewayAlone: () =>
    'フローログにあるのは NAT ゲートウェイだけで、パケットがどのホストのものかは示されていません。',
  noFlows: () => 'フローの記録がありません。',
  countedByQuery: ({ host, records, ports, alike }) =>
    `集計には ${host} のフローレコードが ${count(records)} 件あります (ポート ${ports.join(', ')})。${alike === 0 ? '目立つほかのホストの 2 倍を超えます。' : `ほかに、その半数以上の件数があるホストが ${count(alike)} 台あります。`}` +
    '集計には時刻がなく、対象の期間も、NAT の先の相手も、応答の有無も示されていません。そのため「可能性が高い」にとどまります。',
  countedByGateway: ({ host, records, ports, alike }) =>
    `通知の時刻の前後に、${host} が NAT ゲートウェイへ送ったフローレコードが ${count(records)} 件あります (ポート ${ports.join(', ')})。${alike === 0 ? '目立つほかのホストの 2 倍を超えます。' : `ほかに、その半数以上の件数があるホストが ${count(alike)} 台あります。`}` +
    'パケットの最終的な宛先はログにありません。そのため「可能性が高い」にとどまります。',
  lackRecords: ({ who, when }) =>
    `${accused(who)} のフローレコードそのもの${when === null ? '' : ` (${period(when)})`} (クエリは件数を数えただけです)`,
  lackInterfaces: ({ interfaces, who }) => `${listed(interfaces)} (${accused(who)}) のフローの記録`,
  lackHost: ({ who }) => `${accused(who)} のフローの記録 (ログにありません)`,
  lackPartial: (names) =>
    `${some(names)} の残り (一部しか読み取っていません)。欠けのないファイルか、展開したものを指定してください`,
  lackLost: ({ count: lost }) => `失われた記録: SKIPDATA ${count(lost)} 件。取り戻すことはできません`,
  lackTime: () => '活動の時刻。通知に記載がないため、通知元に確認してください',
  lackWindow: ({ when, log }) => `${period(when)} のフローの記録 (ログにあるのは ${period(log)})`,
  lackIntervals: ({ silent }) =>
    `${listed(silent.map(period))} のフローの記録 (どのインターフェースにも記録がありません)`,
  lackResource: ({ who }) => `${accused(who)} がこちらのどのリソースか。インベントリを追加してください`,
  lackTargets: () => '相手先: 活動の相手のアドレス、ポート、プロトコル。通報者に確認してください',
  lackPacketTargets: () =>
    'フローログに pkt-dstaddr がないため、NAT の内側と外側を結び付けられません。フィールド pkt-dstaddr を追加してください',
  lackFlowLogs: ({ who, when }) =>
    `${accused(who)} の VPC フローログ${when === null ? '' : ` (${period(when)})`}`,
  lackHow: ({ what }) => `${what}。取得の方法: docs/how-to/get-flow-logs.md`,
  accusedNamed: ({ ids }) => `通知に ${listed(ids)} の記載があります`,
  accusedGateway: ({ address, kind, gateway }) =>
    `${address} は${apart(middleboxes[kind])} ${gateway} のアドレスです`,
  accusedMapped: ({ address, host }) => `インベントリでは ${address} は ${host} に対応します`,
  accusedOnlyNat: ({ asked }) =>
    `${listed(asked) || '通知のアドレス'} の持ち主を示すインベントリがないため、唯一の NAT ゲートウェイのものとみなしました`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0
      ? '通知にリソースの記載がありません'
      : `${listed(asked)} はインベントリにもフローにもありません`,
  accusedAccount: ({ account, fits }) =>
    `通知にあるアカウント ${account} は、インベントリの ${listed(fits)} に当てはまります`,
  accusedNobody: () => 'どの通知も対象を示していません',
  didConnect: ({ records, share }) =>
    `通知に合うフローレコードが ${count(records)} 件あり、こちらの全ホストの ${percent(share)} に当たります`,
  didSend: ({ packets, share }) =>
    `通知にあるフローのうち ${count(packets)} パケットを送っており、こちらのホストがそこへ送った量の ${percent(share)} に当たります`,
  didFound: ({ detectors, share }) =>
    `通知の時刻に ${listed(detectors)} が検出しており、検出された量の ${percent(share)} を占めます`,
  didCount: ({ records, ports, share }) =>
    `ポート ${ports.join(', ')} へのフローレコードが ${count(records)} 件数えられており、目立つ全体の ${percent(share)} を占めます`,
  didAll: ({ found }) => found.join(''),
  culpritBecause: ({ accused: named, did }) => `${named}。${did}。`,
  culpritNextHop: ({ accused: named, did, records, gateway }) =>
    `${named}。このホスト自身のインターフェースの ${count(records)} 件の記録が、次の転送先を ${gateway} としています。${did}。`,
  gapAccount: ({ accounts, known }) =>
    `通知の対象はアカウント ${listed(accounts)} ですが、インベントリは ${listed(known)} のものです。対象アカウントのインベントリを取得してください`,
  gapCounted: ({ host, records, ports, share }) =>
    `フローレコードの集計では ${host} が目立ちます。ポート ${ports.join(', ')} へのレコードが ${count(records)} 件あり、目立つホスト全体の ${percent(share)} です。集計には時刻も応答の有無もなく、何があったかを示す通知もありません。通知か、フローレコードそのものを追加してください。`,
  gapNobody: ({ type, accused: named }) =>
    `通知の「${abuseTypes[type]}」については、だれも特定されていません。${named}。通知に当たるフローの記録もありません`,
  gapTransitNat: ({ address, command }) =>
    `${address} はプライベートアドレスですが、インベントリにもフローにもありません。NAT を行うトランジットゲートウェイが別のアドレスから変換した可能性があります。元のアドレスは変換ルールで分かります: ${command}`,
  gapInferredNat: ({ address, because, commands }) =>
    `${address} はフローだけから NAT ゲートウェイと推定しています (${because})。` +
    `${listed(commands)} の出力を追加してください`,
};
