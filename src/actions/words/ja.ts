import type { BlockStep } from '../../model/block.ts';
import type { Words } from './messages.ts';

const figures = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat('ja-JP', { maximumSignificantDigits: 2 });
const count = (value: number): string => figures.format(value);
const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `追加 ${count(add)} 個、削除 ${count(remove)} 個`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: '攻撃者のアドレスそのもの',
  prefixes: 'それらを含む公開プレフィックス',
  service_in_region: '該当リージョンのサービス',
  service: 'サービス全体',
  provider: 'プロバイダー全体',
};

export const ja: Words = {
  fills_table: (told) => `nftables: テーブル ${told.table} のセットに登録します (${numbers(told)})`,
  points_table: ({ table }) => `nftables: テーブル ${table} のルールをそのセットに切り替えます`,
  removes_table: ({ table }) => `nftables: テーブル ${table} を削除します`,
  makes_sets: ({ sets, prefixes }) =>
    `ipset: 新しいセット ${count(sets)} 個にプレフィックス ${count(prefixes)} 個を登録し、件数を照合します`,
  switches_rules: (told) => `${told.program}: ルールを新しいセットに切り替えます (${numbers(told)})`,
  removes_sets: ({ sets }) => `ipset: 古いセット ${count(sets)} 個を削除します`,
  writes_file: (told) => `${told.path} を書き込み、検査してから読み込ませます (${numbers(told)})`,
  nothing_changes: () => '変更はありません。すでに適用されています',

  kept_own: () => 'このコンピューター自身のアドレスです',
  kept_gateway: () => 'デフォルトゲートウェイです',
  kept_resolver: () => 'このコンピューターが使う DNS サーバーです',
  kept_session: () => '管理のために現在ログイン中の接続元です',
  kept_asked: () => '--keep で指定されています',

  fits: ({ prefixes }) => `収まります: プレフィックス ${count(prefixes)} 個、余分な遮断はありません`,
  fits_over: ({ exact, used, percent }) =>
    `${count(exact)} 個を ${count(used)} 個のプレフィックスにまとめて収めます。対象より ${share.format(percent)} % 多いアドレスが遮断されます`,
  family_left: ({ family, prefixes, sink }) =>
    `${sink} は IPv${family} に対応していないため、プレフィックス ${count(prefixes)} 個は遮断されません`,
  gone_after_restart: ({ command }) => `再起動すると消えます。起動のたびに適用するには: \`${command}\``,
  stays_after_restart: () => '再起動後も残ります',
  ends_by_itself: ({ until, command }) => `${until} に自動で終了します。残すには、それまでに: \`${command}\``,
  not_tried: ({ sink }) => `${sink} 向けの出力は、実機では試していません`,

  step: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : ` (${of.join('、')})`}: プレフィックス ${count(prefixes)} 個`,
  bad_stopped: ({ stopped, all }) => `攻撃者の要求 ${count(all)} 件のうち ${count(stopped)} 件を止めます`,
  good_none: () => 'ほかに止まる人はいません',
  good_some: ({ users, more, others, requests }) => {
    const own =
      users.length === 0
        ? '自組織の利用者は止まりません'
        : `自組織の利用者では ${users.join('、')}${more > 0 ? ` ほか ${count(more)} 人` : ''} が止まります`;
    const beside = others === 0 ? '' : `。ログインのないクライアント ${count(others)} 台も止まります`;
    return `${own}${beside} (要求 ${count(requests)} 件)`;
  },
  held: ({ days, stopped, all }) =>
    `最初の ${count(days)} 日の後に遮断していれば、その後の ${count(all)} 件のうち ${count(stopped)} 件を止めていました`,
  narrowest: ({ step }) => `効果のある最も狭い範囲: ${STEPS[step]}`,
};
