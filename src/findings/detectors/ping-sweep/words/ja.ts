import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { IcmpMessages } from '../messages.ts';

export const ja: WordsOf<IcmpMessages> = {
  pinged: ({ who, protocol, hosts, when, unanswered }) =>
    `${who} が、${period(when)} に、${count(hosts)} 台のホストへ ping (${protocolName(protocol)}) を送りました。` +
    `${percent(unanswered)} からは応答がありません。フロー記録に ICMP のタイプはないため、相手への返信にあたるものは除いています。`,
  pingedUs: ({ source, protocol, hosts, when, unanswered }) =>
    `${source} が、${period(when)} に、こちらの ${count(hosts)} 台のホストへ ping (${protocolName(protocol)}) を送りました。` +
    `${percent(unanswered)} は応答していません。フロー記録に ICMP のタイプはなく、送信元アドレスは偽装の可能性があります。`,
  pingedUsMore: ({ sources, named, hosts, when }) =>
    `対象の多い上位 ${count(named)} 件のほかに、${count(sources)} 件のアドレスが、${period(when)} に、それぞれこちらの最大 ` +
    `${count(hosts)} 台のホストへ ping を送りました。`,
  pingRule: ({ source, hosts, minutes, share }) =>
    `${source}。適用した値: ${count(minutes)} 分間に ${count(hosts)} 台のホスト、応答なしの割合 ${percent(share)}`,
  sourcePing: () =>
    'Zeek policy/misc/scan (5 分間に 25 台のホスト)、Jung ほか 2004 年 (失敗の割合)。ping は相手から求められていない ICMP とする (独自の定義)',
  sourcePingedUs: () =>
    'Zeek policy/misc/scan (5 分間に 25 台のホスト)、Jung ほか 2004 年 (失敗の割合)。ping は長さで判断する (独自の定義)',
  name_silent_hosts: () => 'ping に応答のないホスト数',
};
