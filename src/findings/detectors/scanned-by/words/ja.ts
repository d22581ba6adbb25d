import { period } from '../../../../language/figures.ts';
import { count, duration, listed, percent, ports } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScannedByMessages } from '../messages.ts';

const SHAPES = {
  horizontal: '1 つのサービスを多数のホストで探す水平スキャン',
  vertical: '個々のホストのポートを順に試す垂直スキャン',
  block: '多数のホストの多数のポートに及ぶスキャン',
};

export const ja: WordsOf<ScannedByMessages> = {
  scannedBy: (params) =>
    `${params.source} が、${period(params.when)} に、こちらの ${count(params.hosts)} 台のホストの ${ports(params)} を試しました ` +
    `(${SHAPES[params.shape]}${params.slow === undefined ? '' : `、${duration(params.slow)}かけた低速のもの`})。` +
    `${percent(params.unanswered)} には応答していません。` +
    (params.tests.length === 0 ? '' : `統計的な判定法（${listed(params.tests)}）でもスキャンです。`) +
    (params.kind ?? '') +
    (params.proven
      ? 'ハンドシェイクが完了しているため、送信元アドレスは本物です。'
      : 'ハンドシェイクは一度も完了しておらず、送信元アドレスは偽装の可能性があります。'),
  scannedByMore: (params) =>
    `試行数の多い上位 ${count(params.named)} 件のほかに、${count(params.sources)} 件のアドレスが、${period(params.when)} に、` +
    `こちらの ${count(params.hosts)} 台のホスト (${ports(params)}) をスキャンしました。`,
  scannedByRule: ({ source, hosts, ports: least, pairs, share, slow, named }) =>
    `${source}。適用した値: こちらのホスト ${count(hosts)} 台、ポート ${count(least)} 個、または ${count(pairs)} 組、` +
    `応答なしの割合 ${percent(share)}、ログ全体で数える場合は ${percent(slow)}。個別に示すのは上位 ${count(named)} 件`,
  sourceScannedBy: () =>
    'Zeek policy/misc/scan (5 分間に 1 つのポートで 25 台のホスト、または 1 台のホストで 15 個のポート)、simple-scan (15 分間に 25 組)、' +
    'Jung ほか 2004 年 (失敗の割合、TRW)、SiLK rwscan (BLR)',
  scannedTogether: (params) =>
    `${count(params.sources)} 件のアドレス (${listed(params.sample)}${params.sources > params.sample.length ? '、…' : ''}) が、` +
    `${period(params.when)} に、一体となってこちらの ${count(params.hosts)} 台のホストの ${ports(params)} を試しました。` +
    (params.divided
      ? '相手のホストを分担しており、二度試されたものはほとんどありません。'
      : `どれも同じポートを、およそ${duration(params.pace)}おきに試しています。`),
  scannedTogetherMore: ({ groups, named, sources, when }) =>
    `規模の大きい ${count(named)} 組のほかに、${period(when)} に、一体となってスキャンしたアドレスの集まりがさらに ${count(groups)} 組 ` +
    `(合計 ${count(sources)} 件) あります。`,
  scannedTogetherRule: ({ source, sources, ports: least, share, apart }) =>
    `${source}。適用した値: アドレス ${count(sources)} 件。共通のポート ${count(least)} 個で ${percent(share)} が同じ間隔、` +
    `または組の ${percent(apart)} を 1 件だけが試したもの`,
  sourceScannedTogether: () =>
    '独自の定義: どのしきい値にも達しない送信元のうち、同じポートの組を同じ間隔で試すもの、またはこちらのホストを分担して試すもの',
};
