import { protocolName } from '../../../net/protocols.ts';
import { about, count, listed, percent, portWords } from '../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { Aim, HoneypotMessages } from '../messages.ts';

const aim = ({ protocol, port }: Aim): string =>
  port === undefined ? protocolName(protocol) : portWords(String(port), 1, protocolName(protocol));

const days = ({ from, to }: { from: string; to: string }): string =>
  from === to ? from : `${from} ～ ${to}`;

export const ja: WordsOf<HoneypotMessages> = {
  potTitle: () => 'ハニーポット',
  potMeans: () => '用語の定義',
  potBurst: () => 'バースト (定義は下記)',
  tablePotTraffic: () => '一方的に届いたもの、応答、こちらが求めていない応答の内訳 (割合は方向ごと)',
  tablePotDays: () => 'ハニーポットの通信 (日別・方向別)',
  tablePotBursts: () => 'バーストのあった日と、その日に最も多かったポート',
  tablePotKinds: () => '通信の種類: メール、DNS、ICMP など (双方向)',
  tablePotPorts: () => 'プロトコルとポート別 (双方向、割合は方向ごと)',
  tablePotSources: () => '一方的に通信してきたアドレス (日別。新規: それ以前の日に現れていないもの)',
  tablePotLifetimes: () => 'アドレスが何日にわたって現れたか (入れ替わりの様子)',
  tablePotBusiest: ({ most }) => `最も多く通信してきた ${count(most)} 個のアドレス`,
  tablePotProviders: () => '一方的に通信してきたアドレスの所属',
  tablePotDownloads: () => 'ハニーポットが取得した、または送り込まれたファイル',
  tablePotSetDays: ({ set }) => `${set} とそれ以外の比較 (日別)`,
  tablePotSetPorts: ({ set }) => `${set} とそれ以外の比較 (ポート別、割合はそれぞれのフローに対するもの)`,
  tablePotSetSources: ({ set }) => `${set} のアドレスの入れ替わりと、それ以外との比較`,
  tablePotPeriods: ({ before, now }) => `${days(now)} と ${days(before)} の比較 (ポート別、先頭の行は全体)`,
  seriesPot: () => '一方的に届いたフローと、ハニーポットから始めたフロー (日別)',
  seriesPotSet: ({ set }) =>
    `${set} から一方的に届いたフローと、ハニーポットから ${set} へ始めたフロー (日別)`,
  potCame: ({ flows, unsolicited, response, backscatter, unknown }) =>
    `受信したフローは ${count(flows)} 件です。一方的なもの ${percent(unsolicited)}、応答 ${percent(response)}、バックスキャッター ${percent(backscatter)}` +
    (unknown > 0 ? `、ログでは区別できないもの ${percent(unknown)}` : ''),
  potSent: ({ flows, begun, answers, unknown }) =>
    `送信したフローは ${count(flows)} 件です。${percent(answers)} は応答または拒否で、攻撃ではありません。ハニーポット自身が始めたものは ${count(begun)} 件です` +
    (unknown > 0 ? `。${percent(unknown)} はどちらが始めたかログでは分かりません` : ''),
  potNothing: () => 'お客様のアドレスとほかのアドレスの間のフローはありません',
  potBursts: ({ bursts, more }) =>
    `バースト: ${listed(
      bursts.map(
        (burst) =>
          `${burst.day} (${burst.direction === 'in' ? '受信' : '送信'} ${count(burst.flows)} 件、中央値の約 ${about(burst.times)} 倍、うち ${percent(burst.share)} が ${aim(burst)})`,
      ),
    )}${more > 0 ? `、ほか ${more} 件は表にあります` : ''}`,
  potNoBursts: ({ days: active, least }) =>
    active < least
      ? `通信のあった日は ${count(active)} 日です。${least} 日に満たないため、バーストを判断する中央値が得られません`
      : `通信のあった ${count(active)} 日のうち、バーストといえる日はありません`,
  potSources: ({ sources, days: active, oneDay, lasting }) =>
    `${count(active)} 日間に ${count(sources)} 個のアドレスが一方的に通信してきました。${percent(oneDay)} は 1 日だけ、${percent(lasting)} は 7 日を超えて現れました`,
  potSet: ({ set, flows, share, sources, oneDay, restOneDay, ports }) =>
    `${set}: ${count(sources)} 個のアドレスから ${count(flows)} 件のフローで、一方的に届いたものの ${percent(share)} にあたります。アドレスの ${percent(oneDay)} は 1 日だけ現れました` +
    (restOneDay === undefined ? '' : ` (それ以外では ${percent(restOneDay)})`) +
    (ports.length === 0
      ? ''
      : `。多いのは ${listed(ports.map((port) => `${aim(port)} (${percent(port.share)}、それ以外では ${percent(port.rest)})`))} です`),
  potSetNone: ({ set }) => `${set} から一方的に届いたものはありません`,
  potDownloads: ({ times, samples, sources }) =>
    `${count(sources)} 個のアドレスにより ${count(times)} 件のファイルが取得または送り込まれました。異なるハッシュ値は ${count(samples)} 種類です`,
  potUnknownCounted: ({ share }) =>
    `受信したものの ${percent(share)} は、求めたものかどうかがログでは分かりません。アドレスの表では一方的に届いたものとして数えています`,
  potPeriods: ({ before, now, flowsBefore, flowsNow, sourcesBefore, sourcesNow }) =>
    `${days(now)}: ${count(sourcesNow)} 個のアドレスから一方的なフロー ${count(flowsNow)} 件。${days(before)}: ${count(sourcesBefore)} 個のアドレスから ${count(flowsBefore)} 件`,
  potMeansClasses: () =>
    '一方的なもの: 相手が始めた通信です (パケットを見た側の記録、ACK のない SYN、または番号の小さいポートへのデータグラムで判断します)。応答: こちらのホストが始めた通信への返事です。バックスキャッター: こちらのホストが求めていない SYN-ACK または RST で、送信元はこちらの名をかたられて問い合わせを受けた側であり、攻撃者ではありません (Moore、Voelker、Savage 2001)。不明: フラグのない TCP、または始まりがログにない接続です',
  potMeansBurst: ({ times, share, least }) =>
    `バースト (本製品の定義): 同じ種類の通信がある日の中央値の ${times} 倍を超え、かつ最大の日の ${percent(share)} を超える日です。そのような日が ${least} 日以上あるときに判断します`,
  potMeansRotation: () =>
    '入れ替わり (本製品の定義): 1 日だけ現れたアドレスの割合と、日ごとにそれまで現れていなかったアドレスの割合です。初日はすべて新規になります',
  potMeansRecords: () =>
    'ログの 1 記録を 1 フローと数えます。ハニーポット自身だけが記録した接続は、ほかに記録がないときに限って数えます',
  potMasked: ({ least, rest }) =>
    `公開用の報告です。割合は 1% 単位に丸め、実数、日時、名称は載せていません。日は初日から数えます。アドレスとファイルは符号で示し、同じ符号は同じアドレスです。ポートや所属のない行は ${percent(rest)} 未満のものの合計で、フローまたはアドレスが ${count(least)} 未満のものは割合を示しません`,
  potMaskedPart: () => '選んだネットワーク',
  potWithheld: ({ least }) =>
    `フローが ${count(least)} 件未満のため、割合から実数が分かってしまいます。割合は示しません`,
  potSharesCame: ({ unsolicited, response, backscatter, unknown }) =>
    `受信したもののうち、一方的なもの ${percent(unsolicited)}、応答 ${percent(response)}、バックスキャッター ${percent(backscatter)}` +
    (unknown > 0 ? `、ログでは区別できないもの ${percent(unknown)}` : ''),
  potSharesSent: ({ begun, answers, unknown }) =>
    `送信したもののうち、応答と拒否が ${percent(answers)}、ハニーポット自身が始めたものが ${percent(begun)}` +
    (unknown > 0 ? `、ログでは分からないものが ${percent(unknown)}` : ''),
  potSharesSources: ({ oneDay }) => `アドレスの ${percent(oneDay)} は 1 日だけ現れました`,
  potSharesSet: ({ set, share, oneDay }) =>
    `一方的に届いたものの ${percent(share)} は ${set} からです` +
    (oneDay === undefined ? '' : `。そのアドレスの ${percent(oneDay)} は 1 日だけ現れました`),
  potOfPeak: () => '最も多い日に対する割合 (%)',
  potDay: ({ day }) => `${day} 日目`,
  oursProposed: ({ prefix, share, again }) =>
    `フローの中にお客様のものと分かるアドレスがないため、方向による判断をしていません。${prefix} が記録の ${percent(share)} に現れます。お客様のものであれば ${again} を実行してください`,
  oursUnknown: ({ again }) =>
    `フローの中にお客様のものと分かるアドレスがないため、方向による判断をしていません。大半の記録に現れるアドレスもありません。${again} でお客様のアドレスを指定してください`,
  name_class: () => '区分',
  name_share_flows: () => 'フローの割合',
  name_share_packets: () => 'パケットの割合',
  name_share_bytes: () => 'バイトの割合',
  name_share_new: () => '新規の割合',
  name_share_busiest: () => '最多アドレスの割合',
  name_active_days: () => '現れた日数',
  name_share_sources: () => 'アドレスの割合',
  name_share_one_day: () => '1 日だけの割合',
  name_set_flows: () => '対象のフロー',
  name_rest_flows: () => 'それ以外のフロー',
  name_share_set: () => 'その日に占める割合',
  name_set_sources: () => '対象のアドレス',
  name_rest_sources: () => 'それ以外のアドレス',
  name_share_of_set: () => '対象の中の割合',
  name_share_of_rest: () => 'それ以外の中の割合',
  name_part: () => '対象か否か',
  name_flows_per_source: () => 'アドレスあたりのフロー',
  name_sources_before: () => '前のアドレス',
  name_sources_now: () => '今のアドレス',
  name_flows_before: () => '前のフロー',
  name_flows_now: () => '今のフロー',
  name_times: () => '何倍か',
  name_median_flows: () => '日ごとの中央値',
  name_share_port: () => 'ポートの割合',
  name_what: () => '種類',
  name_share_hits: () => 'ファイル全体に占める割合',
  name_sample: () => 'ハッシュ値',
  name_honeypot: () => 'ハニーポット',
  name_deed: () => 'イベント',
  name_said: () => 'ハニーポットの記録',
  name_pot_unsolicited: () => '一方的',
  name_pot_response: () => '応答',
  name_pot_backscatter: () => 'バックスキャッター',
  name_pot_not_known: () => '不明',
  name_pot_begun: () => 'こちらから開始',
  name_pot_answer: () => '応答または拒否',
  name_pot_set: () => '選んだ対象',
  name_pot_rest: () => 'それ以外',
  name_pot_mail: () => 'メール (スパム)',
  name_pot_dns: () => 'DNS (名前解決)',
  name_pot_icmp: () => 'ICMP通信',
  name_pot_smb: () => 'Windows ファイル共有',
  name_pot_ssh: () => 'SSH 接続',
  name_pot_telnet: () => 'Telnet 接続',
  name_pot_proxy: () => 'プロキシ',
  name_pot_web: () => 'ウェブ',
  name_pot_desktop: () => 'リモートデスクトップ',
  name_pot_database: () => 'データベース',
  name_pot_other: () => 'その他',
};
