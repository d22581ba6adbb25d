import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { about, bytes, count, percent } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ReflectionMessages } from '../messages.ts';

const service = (port: number): string =>
  `UDP ポート ${port}${portName(port) === undefined ? '' : ` (${portName(port)})`}`;

export const ja: WordsOf<ReflectionMessages> = {
  reflectedOn: ({ host, port, sources, packets, bytes: size, when }) =>
    `${host} に、${period(when)} に、求めていない ${count(packets)} パケット (${bytes(size)}) が ${count(sources)} 件のアドレスの ${service(port)} から届きました。` +
    '第三者が送信元をこのホストに偽って問い合わせたためです。送信元は悪用された側で、攻撃者ではありません。',
  reflectedOnRule: ({ source, sources, size, bytes: least }) =>
    `${source}。適用した値: 1 分間に ${count(sources)} 件のアドレス、1 パケットあたり ${count(size)} バイト、合計 ${bytes(least)}、こちらから相手への記録なし`,
  sourceReflectedOn: () =>
    '増幅に使われるサービス: CISA TA14-017A。求めていない応答が同時に多数から届くこと: 独自の定義',
  reflects: (params) =>
    `${params.who} が、${period(params.when)} に、${params.target ?? `${count(params.targets)} 件の相手先`}へ ${service(params.port)} から ${bytes(params.bytes)} を送りました。` +
    `要求は ${bytes(params.asked)} で、ペイロードは ${about(params.factor)} 倍です。フラッドの反射・増幅に使われています。`,
  reflectsRule: ({ source, share, least, most, bytes: size }) =>
    `${source}。適用した値: 公表された増幅率の ${percent(share)} (最低 ${count(least)} 倍、${count(most)} 倍あれば十分)、10 分間に 1 件の相手先へ ${bytes(size)}`,
  sourceReflects: () => '増幅率: CISA TA14-017A。量: 独自の定義',
  name_bytes_asked: () => '要求のバイト数',
  name_amplification: () => '増幅率',
};
