import { TOLERANCE } from '../../model/tolerance.ts';
import { abuseTypes, portWords } from '../../language/grammar/ja.ts';
import type { Activity } from '../hosts.ts';
import type { Language } from './language.ts';

const whole = new Intl.NumberFormat('ja-JP');

function targets({ hosts, target }: Activity): string {
  return target ?? `${whole.format(hosts)} 台のホスト`;
}

/** `12,043 台のホスト（TCP ポート 22）`; only the hosts where no port is known. */
function aim(activity: Activity): string {
  const { ports, portCount, protocol } = activity;
  if (ports !== undefined) return `${targets(activity)}（${portWords(ports, portCount, protocol)}）`;
  if (portCount === 0) return targets(activity);
  const of = protocol === undefined ? '' : `${protocol} の `;
  return `${targets(activity)}（${of}${whole.format(portCount)} 個のポート）`;
}

function volume({ packets, bytes }: Activity): string {
  const size = bytes === undefined ? undefined : `${whole.format(bytes)} バイト`;
  if (packets === undefined) return size ?? 'トラフィック';
  return `${whole.format(packets)} パケット${size === undefined ? '' : `（${size}）`}`;
}

const GATEWAYS = {
  nat: 'NAT ゲートウェイ',
  'load balancer': 'ロードバランサー',
  'transit gateway': 'Transit Gateway',
} as const;

const share = (value: number): string => `${Math.round(value * 100)}%`;
/** How far two amounts may lie apart and agree. */
const WITHIN = `−${share(TOLERANCE.below)}～+${share(TOLERANCE.above)}の範囲で一致`;

export const ja: Language = {
  locale: 'ja-JP',
  colon: '：',
  comma: '、',
  semicolon: '、',
  gap: '',

  labels: {
    reference: 'ケース番号',
    resource: '対象リソース',
    happened: '事象',
    done: '実施した対応',
    prevention: '再発防止策',
  },
  types: abuseTypes,
  verdicts: {
    confirmed: '当方の記録で確認',
    likely: '当方の記録から見て可能性が高い',
    ruled_out: '当方の記録では確認できず',
    cannot_tell: '現時点では判断できず',
  },
  figures: {
    bytes_sent: '送信バイト数',
    packets_sent: '送信パケット数',
    bytes_received: '受信バイト数',
    packets_received: '受信パケット数',
    targets: '宛先ホスト数',
    ports: '宛先ポート数',
    flows: 'フロー数',
  },

  portWords,
  target: (address) => `宛先 ${address}`,
  more: (count) => `ほか ${whole.format(count)} 件`,
  subject: (reference, { provider }) => `${provider} 不正使用レポート ${reference}`,
  period: ({ from, to }) => {
    if (to === undefined) return `${from} UTC`;
    return `${from}～${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to} UTC`;
  },
  account: (ids, { provider }) => `${provider} アカウント ${ids}`,
  region: (names) => `リージョン ${names}`,
  via: ({ kind, gateway, public: address }) => {
    const through = `${GATEWAYS[kind]}${gateway === undefined ? '' : ` ${gateway}`}`;
    if (address === undefined) return `${through} の配下`;
    return `外部から見えるアドレスは ${address}（${through}）`;
  },
  named: (ids) => `ご通知に記載のもの：${ids}`,
  oneOf: (hosts) => `次のいずれか（当方の記録では区別できません）：${hosts}`,
  likely: (host) => `${host}（最も可能性が高いもの）`,
  noReference: 'ご通知に記載がございません',
  noResource: 'ご通知に記載がなく、まだ特定できておりません',

  happened: {
    confirmed: (type, when) => `${type}${when === undefined ? '' : `（${when}）`}を確認しました。`,
    likely: (type, when) =>
      `当方の記録にご報告と符合する通信があり、${type}${when === undefined ? '' : `（${when}）`}であった可能性が高いと考えております。`,
    ruled_out: (when) =>
      `当方の VPC フローログ${when === undefined ? '' : `（${when}）`}では、ご報告の通信を確認できませんでした。`,
    cannot_tell: (when) =>
      `該当する時間帯${when === undefined ? '' : `（${when}）`}の記録が不足しており、まだ判断できておりません。`,
    causeOpen: '根本原因は調査中です。',
    cause: (text) => `根本原因：${text}`,
    stillChecking: '引き続き確認しております。',
  },
  done: {
    at: (at, text) => `${at}：${text}`,
    open: '調査を進めております。',
    examined: (records) => `フローログのレコード ${whole.format(records)} 件を調査しました。`,
  },
  prevention: {
    later: '原因が判明し次第、最終回答にてお知らせいたします。',
    dependsOnCause:
      '該当する通信を確認できていないため、現時点でご報告できる対策はございません。下記のお伺い事項をご覧ください。',
  },

  greeting: ({ desk }) => `${desk} チーム ご担当者様`,
  opening: {
    interim: {
      confirmed: [
        'ご連絡いただきありがとうございます。現在調査を進めております。取り急ぎ、中間回答を差し上げます。',
        'ご報告いただいた通信を当方のログでも確認いたしました。現時点で判明している内容は以下のとおりです。',
      ],
      likely: [
        'ご連絡いただきありがとうございます。現在調査を進めております。取り急ぎ、中間回答を差し上げます。',
        '当方のログに、ご報告と符合する通信がございました。現時点で判明している内容は以下のとおりです。',
      ],
      ruled_out: [
        'ご連絡いただきありがとうございます。現在調査を進めております。取り急ぎ、中間回答を差し上げます。',
        '現時点では、当方のフローログにご報告の通信を確認できておりません。判明している内容と、調査のためにお伺いしたい事項を以下に記載いたします。',
      ],
      cannot_tell: [
        'ご連絡いただきありがとうございます。現在調査を進めております。取り急ぎ、中間回答を差し上げます。',
        '該当する時間帯の記録が不足しているため、当方のリソースからの通信であったかどうかを、まだ判断できておりません。',
      ],
    },
    final: {
      confirmed: [
        'ご連絡いただきありがとうございます。ご報告の内容を当方の記録と照合した結果、該当する通信を確認いたしました。詳細は以下のとおりです。',
      ],
      likely: [
        'ご連絡いただきありがとうございます。ご報告の内容を当方の記録と照合した結果、符合する通信があり、ご報告のとおりである可能性が高いと考えております。詳細は以下のとおりです。',
      ],
      ruled_out: [
        'ご連絡いただきありがとうございます。ご報告の内容を重く受け止め、当方のフローログと照合いたしましたが、該当する通信は確認できませんでした。相違の理由を明らかにするため、ご協力をいただけますと幸いです。',
      ],
      cannot_tell: [
        'ご連絡いただきありがとうございます。手元の記録を調査いたしましたが、ご報告の通信の有無を確認できる記録がなく、事実であるかどうかを判断できない状況です。',
      ],
    },
  },
  disputing: [
    'ご連絡いただきありがとうございます。ご報告の内容を当方のフローログと照合いたしました。フローログは対象リソースと該当期間を欠落なく含んでおりますが、ご報告の通信は記録されていないため、ご報告に異議を申し立てます。',
    'ご報告の内容、同じ期間についての当方の記録、および元の記録を以下に記載いたします。貴社の記録との照合をお願いいたします。',
  ],
  refutingRows: '該当期間に対象リソースが実際に送信した通信の記録です（ファイル、行、記録）。',
  noRefutingRows: '該当期間のログには、対象リソースからの通信としてここに引用できる記録がございません。',
  withdraw: 'ご報告を取り下げていただくか、根拠となる記録をお送りくださいますようお願いいたします。',
  late: (deadline) => `回答期限（${deadline} UTC）を過ぎてのご連絡となり、誠に申し訳ございません。`,
  partly: 'ご報告いただいた項目のうち、確認できたものは一部です。項目ごとの結果は下記の一覧をご覧ください。',
  hostOpen: '発信元の機器は、まだ特定できておりません。',

  headings: {
    known: '現時点で判明していること',
    shown: '当方の記録で確認した内容',
    reported: 'ご報告項目ごとの結果',
    compared: 'ご報告と当方の記録の比較',
    found: '調査の方法',
    missing: '不足している記録',
    measures: '再発防止策',
    questions: 'お伺いしたい事項',
    next: '今後の予定',
    request: 'お願い',
    inside: 'インスタンス内部で確認した事項',
    lines: '元の記録の抜粋',
    stated: 'ご報告の内容',
    refuting: 'ご報告と相違する記録',
    annex: '別紙：調査した記録',
  },
  activity: (activity, when) => {
    const { type, who, unanswered } = activity;
    switch (type) {
      case 'port_scan':
      case 'vulnerability_scan':
      case 'reconnaissance': {
        const silent = unanswered === undefined ? '' : `うち ${unanswered}% には応答がありませんでした。`;
        return `${when}、${who} から ${aim(activity)}への接続が試みられました。${silent}`;
      }
      case 'ddos':
        return `${when}、${who} から ${aim(activity)}へ ${volume(activity)}が送信されました。`;
      case 'login_attack':
        return `${when}、${who} から ${aim(activity)}へのログインが試みられました。`;
      default:
        return `${when}、${who}：${abuseTypes[type]}、対象は ${aim(activity)}。`;
    }
  },
  moreActivities: (count) => `このほか、同種の検出結果が ${whole.format(count)} 件あります。`,
  noContents: (type) =>
    `フローログには通信の有無は記録されますが、内容は記録されません。そのため、ご報告の行為（${type}）であったかどうかは、フローログからは確認できません。`,
  reported: (type, resources, when, verdict) => {
    const details = [resources, when].filter((part) => part !== undefined).join('、');
    return `${type}${details === '' ? '' : `（${details}）`}：${verdict}`;
  },
  compared: (what, claimed, seen, agrees) =>
    `${what}：ご報告 ${claimed}、当方の記録 ${seen}（${agrees ? WITHIN : '相違'}）`,
  zoneAssumed: 'ご報告の時刻にはタイムゾーンの記載がないため、UTC として扱いました。',
  traced: ({ kind }, host) => {
    const owner = {
      nat: '複数の機器が共用する NAT ゲートウェイ',
      'load balancer': 'ロードバランサー',
      'transit gateway': 'Transit Gateway ',
    }[kind];
    return `ご報告のアドレスは、${owner}のものです。宛先アドレス、ポート、プロトコル、時刻をもとに通信をたどり、${host} に至りました。`;
  },
  records: ({ files, read, parsed, rejected, skipped }) =>
    `VPC フローログ ${whole.format(files)} ファイル、${whole.format(read)} 行を調査しました。内訳は、フローレコード ${whole.format(parsed)} 行、ヘッダー・空行・データなし ${whole.format(skipped)} 行、読み取れなかったもの ${whole.format(rejected)} 行です。`,
  hashes: '保管しているファイル（SHA-256）：',
  moreHashes: (count) => `ほか ${whole.format(count)} ファイル`,
  missing: (resources, when) => {
    const details = [resources, when].filter((part) => part !== undefined).join('、');
    return `VPC フローログ${details === '' ? '' : `（${details}）`}`;
  },
  noWindow: 'ご報告に時刻の記載がないため、調査すべき期間を特定できておりません。',
  restriction: ({ what, direction, protocol, ports }) => {
    switch (what) {
      case 'block': {
        const way = { outbound: 'アウトバウンド通信', inbound: 'インバウンド通信' };
        const details = ports === undefined ? (protocol ?? '') : portWords(ports, 1, protocol);
        const traffic = direction === undefined ? '通信' : way[direction];
        return `${traffic}${details === '' ? '' : `（${details}）`}の遮断`;
      }
      case 'isolate':
        return 'インスタンスの隔離';
      case 'stop':
        return 'インスタンスの停止';
      case 'terminate':
        return 'インスタンスの終了';
      case 'disable':
        return 'インスタンスの起動・停止操作の無効化';
      default:
        return 'その他の措置';
    }
  },
  restrictions: (list, { provider }) => `ご通知によれば、${provider} 側で次の措置が取られています：${list}。`,
  measures: ({ provider }) => ({
    rebuilt: '信頼できるイメージから作成したインスタンスに置き換えました',
    patched: '脆弱性のあるソフトウェアを更新または削除しました',
    admin_closed: 'SSH および RDP がインターネット全体に公開されないようにしました',
    service_closed: '公開されていたサービスを、許可したクライアントだけが利用できるようにしました',
    credentials_replaced: `インスタンス上のパスワード、SSH 鍵、${provider} アクセスキーをすべて新しくしました`,
    credentials_removed: 'コードとイメージからアクセスキーを削除し、IAM ロールに切り替えました',
    egress_restricted: 'セキュリティグループのアウトバウンドを、必要な通信だけに制限しました',
    security_contact: 'アカウントにセキュリティ担当の連絡先を登録し、ご通知がすぐに届くようにしました',
    monitored: '同種のアウトバウンド通信を知らせるアラームを設定しました',
  }),
  questions: {
    time: '発生時刻（秒単位、タイムゾーンを含む）',
    flow: '送信元と宛先のアドレス、双方のポート番号、プロトコル',
    lines: '報告者側の元のログ（数行）',
    spoofed: '接続が確立していたかどうか（単独のパケットは送信元の詐称が可能なため）',
  },
  questionsIntro: '次の情報をいただければ、当方からの通信であったかどうかを確認できます。',
  next: {
    shown: [
      'インスタンス自体を調査し、根本原因の特定を進めます。',
      '最終回答では、原因、実施した対応、再発防止策をお知らせいたします。',
    ],
    refuted: ['追加の情報をいただき次第、当方の記録と照合いたします。'],
    unknown: ['該当する時間帯の記録を、インスタンス自体も含めて探しております。'],
  },
  nextUpdate: (at) => `次回は ${at} までにご連絡いたします。`,
  review:
    '本回答をご確認いただき、ケースのクローズにあたって不足している点がございましたら、お知らせください。',
  liftRestrictions: '内容に問題がないようでしたら、上記の措置の解除をお願いいたします。',
  offerRecords: 'フローログそのものが必要な場合は、必要な範囲をお知らせください。',
  closing: '何卒よろしくお願い申し上げます。',

  blanks: {
    reference: '通知の件名にあるケース番号',
    resource: '通知の対象となっているリソース（分かる場合）',
    cause: '発生の経緯と、そう判断した根拠',
    stopped: (statement) => `より新しいログを確認し、いつ止まったかを記入。${statement}`,
    containment: '通信を止めるために行ったこと（例：インスタンスの隔離、ポートの閉鎖）',
    containedAt: '実施日時（タイムゾーンを含む）',
    containmentInterim: 'これまでに行った対応とその日時（タイムゾーンを含む）。なければ、この項目を削除',
    containmentNoData:
      '予防のために行った対応とその日時（タイムゾーンを含む）。なければ「現時点ではございません」',
    prevention: '再発を防ぐ対策の要点（詳細は下記「再発防止策」の項）',
    preventionNoData: '予防のために変更した点。なければ「原因が判明した後に検討いたします」',
    collecting: '現在収集している記録と、入手できる見込みの時期',
    nextUpdate: (deadline) =>
      `次回ご連絡する日時${deadline === undefined ? '' : `（回答期限は ${deadline} UTC）`}`,
    tick: (measure) => `事実であれば残す：${measure}`,
    signer: '氏名と役職、連絡先（電話番号を含む）',
    name: '氏名と役職',
    contact: '連絡先（電話番号を含む）',
  },
};
