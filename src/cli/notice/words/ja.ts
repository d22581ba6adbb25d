import { abuseTypes, count, portWords, some } from '../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoticeLabel, NoticeLack, NoticeScreenMessages } from '../messages.ts';

const LABELS: Readonly<Record<NoticeLabel, string>> = {
  deadline: '回答期限',
  words: '通知の表現',
  basis: '種別の根拠',
  about: '対象',
  keys: 'アクセスキー',
  when: '時間帯',
  traffic: '通信',
  victims: '標的',
  masked: '伏せられた項目',
  taken: '実施済みの措置',
  stage: '段階',
  arrived: '受信日時',
  sender: '送信者',
  passed: '転送された報告',
  traces: '送信経路',
  lacks: '記載なし',
};

const STAGES = {
  first: '最初の通知',
  reminder: '再通知 (以前の通知に回答がありません)',
  final: '最終通知',
  action: '回答がなかったため、措置が実施されました',
} as const;

const LACKS: Readonly<Record<NoticeLack, string>> = {
  reference: 'ケース番号',
  resource: 'インスタンスまたはアドレス',
  window: '行為の日時',
  targets: '相手先',
  received: '受信日時',
};

const CERTAINTY = { confirmed: '確認済み', cannot_tell: '判断できません', ruled_out: '該当なし' } as const;

export const ja: WordsOf<NoticeScreenMessages> = {
  screenLabel: ({ label }) => LABELS[label],
  screenHeadline: ({ sender, reference, type, forged }) => {
    const number = reference === undefined ? '' : ` (ケース ${reference})`;
    if (sender === undefined)
      return `書式によらない通報です${number}。ログの行から読み取りました。指摘の内容: ${abuseTypes[type]}`;
    return forged
      ? `${sender} を装った偽の通知です${number}。指摘の内容: ${abuseTypes[type]}`
      : `${sender} 名義の通知です${number}。指摘の内容: ${abuseTypes[type]}`;
  },
  screenNamed: some,
  screenAccounts: (names) => `アカウント ${some(names)}`,
  screenWindow: ({ from, to, zoned }) =>
    `${from}${to === undefined ? '' : ` – ${to}`}` +
    (zoned ? '' : ' (タイムゾーンの記載がないため UTC として読み取り)'),
  screenFlow: ({ protocol = '', remote, ports, sent, packets }) => {
    const port = ports.length === 0 ? protocol : portWords(ports.join('、'), ports.length, protocol);
    return [
      remote === undefined ? '' : `宛先 ${remote}`,
      port,
      sent === undefined ? '' : `送信 ${sent}`,
      packets === undefined ? '' : `パケット ${count(packets)} 個`,
    ]
      .filter((part) => part !== '')
      .join('、');
  },
  screenFlows: ({ flows, more }) => flows.join('; ') + (more > 0 ? `; ほか ${count(more)} 件` : ''),
  screenStage: ({ stage }) => STAGES[stage],
  screenUnknownDeadline: () => '不明: 通知に期限または受信日時の記載がありません',
  screenCertainty: ({ certainty, because }) => `${CERTAINTY[certainty]}: ${because}`,
  screenBasis: ({ by }) =>
    by === 'lines'
      ? '転送されたログ行のほうが具体的なため、その内容に従っています'
      : '通知に種別の記載がないため、通知の数値に従っています',
  screenForwarded: ({ lines, read, harmless }) =>
    `第三者の報告、${count(lines)} 行、うちログとして読み取れたもの ${count(read)} 行 (--json で全文を表示)` +
    (harmless
      ? '。いずれも成功したログインで、攻撃を示す行はありません。その時刻の行を報告者に求めてください'
      : ''),
  screenTraces: ({ traces, more }) =>
    `${traces.join('、')}${more > 0 ? `、ほか ${count(more)} 件` : ''}。通報されたメッセージのヘッダーによるもので、送信者が書いた可能性もあります`,
  screenLacks: ({ lacks }) => lacks.map((lack) => LACKS[lack]).join('、'),
  screenNotRead: ({ file, why }) => `${file}: 読み取れませんでした: ${why}`,
  screenFiles: ({ files, without }) =>
    `${count(files)} 件のファイルを読み取りました。うち通知のないもの: ${count(without)} 件`,
  screenUnread: () => '解釈できなかった行です。内容をご確認ください:',
  screenMoreLines: ({ count: more }) => `ほか ${count(more)} 行`,
  screenDistrust: () =>
    '次の手順: 通知内のリンクを開かず、求められた操作も行わないでください。事業者には、すでにご存じの連絡先からお問い合わせください。',
  screenInvestigate: () =>
    '次の手順: 通知、フローログ、インベントリを 1 つのフォルダーにまとめ、次を実行してください',
};
