import { period } from '../../../../language/figures.ts';
import { count, listed } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BackscatterMessages } from '../messages.ts';

export const ja: WordsOf<BackscatterMessages> = {
  backscattered: ({ victims, sample, hosts, when }) =>
    `${count(victims)} 件のアドレス (${listed(sample)}${victims > sample.length ? '、…' : ''}) が、${period(when)} に、` +
    `こちらの ${count(hosts)} 件のアドレスへ、こちらが求めていない RST や SYN-ACK を送りました。` +
    '送信元を偽った第三者に攻撃されている側であり、攻撃者ではありません。',
  backscatterRule: ({ source, hosts }) =>
    `${source}。適用した値: こちらのアドレス ${hosts} 件、こちらから相手への記録なし`,
  sourceBackscatter: () =>
    'フローによるスキャン検出の規則 (すべてのフローが RST、SYN-ACK、RST-ACK のいずれかで、宛先が 3 件を超える)。tcp_flags が必要',
  name_victims: () => '被害アドレス数',
};
