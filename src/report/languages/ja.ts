import { html } from '../html.ts';
import type { Deed, Language } from './language.ts';

const hosts = (deed: Deed) => (deed.target ? html`${deed.target} ` : html`${deed.hostsText} 台のホスト`);
/** A space before Latin letters, none before Japanese. */
const apart = (text: string) => (/^[A-Za-z]/.test(text) ? ` ${text}` : text);
const via = (deed: Deed) => deed.via && html`${deed.via} を経由して `;
/** `の TCP 22 `: a space parts Latin letters from Japanese, and nothing else. */
const on = (deed: Deed) => deed.ports !== undefined && html`の${apart(deed.ports)} `;

export const ja: Language = {
  tag: 'ja',
  gap: '',
  comma: '、',

  title: (id) => `不正利用の調査 ${id}`,
  written: (at) => html`作成日時 ${at}`,
  onThisPage: 'このページの内容',
  certainty: {
    confirmed: '確認済み',
    likely: '可能性が高い',
    'cannot tell': '判断できません',
    'ruled out': '該当なし',
  },
  verdict: { confirmed: '確認済み', contradicted: '該当なし', 'no data': '判断できません' },
  types: {
    port_scan: 'ポートスキャン',
    ddos: 'サービス妨害 (DoS)',
    login_attack: '不正ログインの試行',
    reconnaissance: '偵察行為',
    scraping: 'スクレイピング',
    sql_injection: 'SQL インジェクション',
    vulnerability_scan: '脆弱性スキャン',
    infected_host: 'マルウェア感染',
    spam: '迷惑メールの送信',
    phishing: 'フィッシング',
    malware: 'マルウェアの配布',
    open_proxy: 'オープンプロキシ',
    open_resolver: 'オープンリゾルバー',
    cryptomining: '暗号資産のマイニング',
    credential_exposure: '認証情報の漏えい',
    copyright: '著作権侵害の申し立て',
    web_attack: 'ウェブ攻撃',
    beacon: 'ビーコン通信',
    exfiltration: 'データの持ち出し',
    backscatter: 'バックスキャッター',
    other: '種類が示されていない不正利用',
  },
  because: '根拠',

  answer: {
    span: (from, to) => html`${from} から ${to} (UTC) にかけて`,
    at: (from) => html`${from} (UTC) に`,
    ports: (list) => `ポート ${list}`,
    scan: (d) => html`${d.who} が、${d.when}、${via(d)}${hosts(d)}${on(d) || 'のポート'}をスキャンしました。`,
    flood: (d) => html`${d.who} が、${d.when}、${via(d)}${hosts(d)}${on(d)}に大量の通信を送りました。`,
    logins: (d) => html`${d.who} が、${d.when}、${via(d)}${hosts(d)}${on(d)}にログインを試みました。`,
    other: (d, type) =>
      html`${d.who} には、${d.when}、${via(d)}${hosts(d)}${on(d)}に対する${apart(type)}の兆候が見られます。`,
    inboundLogins: (who, when) =>
      html`${when}、${who && html`${who} から`}このサービスへのログインが試みられました。`,
    inboundOther: (type, who, when) =>
      html`ログには、${when}、${who && html`${who} からの、`}このサービスに対する${apart(type)}の兆候が見られます。`,
    credentials: (users) =>
      html`侵入されています。${users} の認証情報が第三者に使われ、認証に成功しています。`,
    noticeSays: (type, resources, when) =>
      html`通知は、${when && html`${when}、`}${resources && html`${resources} による`}${type}があったとしています。`,
    forged: 'この通知は偽装されています。差出人として名乗っている相手からのものではありません。',
    confirmed: '通知の内容はログで確認できました。',
    contradicted: '通知の内容に当たる通信はログにありません。',
    noData: '通知の内容が正しいかどうかは、この証拠からは判断できません。',
    claims: (confirmed, contradicted, noData) =>
      `${confirmed + contradicted + noData} 件の申告のうち、確認済み ${confirmed} 件、該当なし ${contradicted} 件、判断できないもの ${noData} 件です。`,
    noCulprit: 'どのマシンが送信したかは、まだ判断できません。',
    tied: (others) => `この証拠では ${others} と区別できません。`,
    nothingFound: '適用した規則の範囲では、不正利用はログに見られません。',
    nothingReadable: '読み取れるログがないため、通信についてはまだ何も言えません。',
    onlyNotice: '通知はありますが、読み取れるログがありません。',
  },

  clock: {
    title: '期限',
    none: '期限は示されていません。',
    left: '残り {}',
    overdue: '期限を {} 過ぎています',
    due: '回答期限',
    asOf: (at) => html`${at} 時点`,
  },

  culprit: {
    title: '送信元のマシン',
    pathTitle: (who, targets = '相手先', seenAs) =>
      seenAs === undefined
        ? `${who} は${targets}に直接通信しました`
        : `${who} は${targets}に通信し、相手先には ${seenAs} として見えました`,
    pathText: '通信の経路です。区間ごとに、そこで見える送信元アドレスを示します。',
    instance: 'インスタンス',
    nat: 'NAT ゲートウェイ',
    'load balancer': 'ロードバランサー',
    'transit gateway': 'トランジットゲートウェイ',
    internetGateway: 'インターネットゲートウェイ',
    targets: (count) => `相手先 ${count} 件`,
    unknownTarget: '相手先は不明です',
    sends: '送信元',
    name: '名前',
    address: 'プライベートアドレス',
    interface: 'インターフェース',
    publicAddress: 'パブリックアドレス',
    confidence: '確度',
    tiesTitle: '区別できないもの',
    none: 'この証拠からは、マシンを特定できません。',
    through: '経由',
    more: (count) => `ほか ${count} 件`,
  },

  volume: {
    title: '通信量の推移',
    headingOut: (subject, peak, duration, at) =>
      `${subject} の送信の最大は ${duration}あたり ${peak} (${at} UTC)`,
    heading: (subject, peak, duration, at) => `${subject} の最大は ${duration}あたり ${peak} (${at} UTC)`,
    quiet: (subject) => `${subject}: 記録はありません`,
    out: '送信',
    in: '受信',
    window: '通知が示す時間帯',
    burstMeaning: '突出: 通信のあった区間の中央値の 4 倍を超え、かつ最大値の 4 分の 1 を超える区間',
    ownScales: '送信と受信の目盛りは別々です',
    units: { bytes: 'バイト', flows: 'フロー', requests: 'リクエスト' },
    flows: (text) => `${text} フロー`,
    requests: (text) => `${text} リクエスト`,
    per: (unit, duration) => `${duration}ごとの${unit}数`,
    bucket: '区間の始まり (UTC)',
    text: (out, into, from, to) => `送信の合計 ${out}、受信の合計 ${into}。${from} から ${to} (UTC) まで。`,
  },

  fan: {
    title: '相手先の数',
    heading: (culprit, times) => `${culprit} の相手先の数は、次に多いホストの約 ${times} 倍です`,
    headingMany: (culprit, targets) => `${culprit} の相手先は ${targets} 件です`,
    headingNone: (sources) => `送信元 ${sources} 件に、目立って多いホストはありません`,
    axis: '送信元ごとの相手先の数 (対数目盛り)',
    host: 'ホスト',
    culprit: '上で特定したマシン',
    intermediary: 'ほかの通信を中継する機器',
    source: '送信元',
    role: '役割',
    roles: {
      host: 'ホスト',
      nat: 'NAT',
      'load balancer': 'ロードバランサー',
      'transit gateway': 'トランジットゲートウェイ',
    },
    onPort: (port) => `ポート ${port}`,
    text: '点は送信元アドレスを表し、横の位置は重複を除いた相手先の数を示します。',
  },

  findings: {
    title: 'ログからわかること',
    none: '規則に当たるものはありませんでした。ただし、何もなかったことの証明ではありません。下の「確認できなかったこと」もご覧ください。',
    rule: '規則',
    sql: 'クエリ (この調査データで再実行できます)',
    lines: '元の行',
    confidence: '確度',
    severity: { low: '重要度: 低', medium: '重要度: 中', high: '重要度: 高' },
    subject: '対象',
    window: '時間帯',
    ports: 'ポート',
    targets: '相手先',
    direction: { outbound: '外向き', inbound: '内向き', internal: '内部' },
    sample: '例',
  },

  claims: {
    title: '通知の内容とログの照合',
    notice: (source) => `${source} からの通知`,
    reference: '参照番号',
    type: '申告された行為',
    account: 'アカウント',
    resource: 'リソース',
    region: 'リージョン',
    window: '時間帯',
    received: '受信日時',
    deadline: '期限',
    stage: '段階',
    stages: { first: '最初の通知', reminder: '再通知', final: '最終通知', action: '措置の実施' },
    sender: '送信者',
    authenticity: {
      proven: '本人からのものと確認',
      unproven: '確認できていません',
      forged: '偽装されています',
    },
    taken: 'プロバイダーが実施済みの措置',
    forwarded: '転送された第三者の報告 (原文)',
    flows: '通知に記載されたフロー',
    missing: '不足しているもの',
    what: '項目',
    claimed: '通知',
    seen: 'ログ',
    agrees: '一致',
    yes: '一致',
    no: '不一致',
    readFrom: '読み取り元',
    assumedZone: (zone) => `通知の時刻にはタイムゾーンの記載がありません。読み取り方: ${zone}`,
    remote: '相手先',
    protocol: 'プロトコル',
    sent: '送信',
    receivedBytes: '受信',
    packets: 'パケット',
  },

  sources: {
    title: 'アドレスの所属',
    provider: 'プロバイダー',
    service: 'サービス',
    region: 'リージョン',
    addresses: '記載したアドレス数',
    address: 'アドレス',
    prefix: 'プレフィックス',
    asOf: '時点',
    unknown: '公開された範囲に含まれません',
    all: (count) => `全 ${count} 件のアドレス`,
    note: '備考',
  },

  tables: {
    title: '集計表',
    allRows: (count) => `全 ${count} 行`,
    empty: '行はありません。',
    asTable: '数値を表で見る',
    more: (count) => `ほか ${count} 件は case.json にあります`,
    notListed: (count) => `ほか ${count} 件は、数えていますが一覧にはありません`,
    cut: (count) => `… 残り ${count} 文字は case.json にあります`,
  },

  cost: {
    title: '費用',
    total: (usd, bytes) => html`インターネットへの送信 ${bytes} に対し、およそ ${usd} です。`,
    tier: '料金区分',
    gb: 'GB (10 進、請求単位)',
    perGb: '1 GB あたり USD',
    usd: 'USD',
    assumptions: 'この金額の前提と、含まれていないもの',
    region: 'リージョン',
  },

  letters: {
    title: '文書',
    kinds: { 'reply-interim': '中間回答', 'reply-final': '最終回答', reply: '回答', complaint: '申し立て' },
    otherLanguages: 'ほかの言語の文書',
    blanks: (count) => `送付前に記入する箇所: ${count} か所`,
    complete: '記入が必要な箇所はありません',
  },

  gaps: { title: '確認できなかったこと', none: '不足している情報は見つかっていません。' },
  next: { title: '次に行うこと', none: '残っている作業はありません。' },

  timeline: {
    title: '時系列',
    kinds: { claim: '通知', finding: '検出', action: '対応', deadline: '期限', case: '調査' },
  },

  evidence: {
    title: '証拠',
    none: 'ファイルは渡されていません。',
    all: (count) => `全 ${count} ファイル`,
    total: (files, read, parsed, rejected, skipped) =>
      `${files} ファイル。読み取り ${read} 件 = 解析 ${parsed} 件 + 不採用 ${rejected} 件 + 対象外 ${skipped} 件。`,
    read: '読み取り',
    parsed: '解析',
    rejected: '不採用',
    skipped: '対象外',
    hash: 'SHA-256',
    noHash: '読み取れませんでした',
    duplicate: (of) => `${of} と同じ内容のため、重ねて数えていません`,
    rejects: (count) => `不採用 ${count} 件`,
    line: '行',
    offset: 'バイト位置',
    reason: '理由',
    zone: '時刻',
    balance: 'このファイルの件数が合いません。',
  },

  copy: 'コピー',
  copied: 'コピーしました',
  sort: 'この列で並べ替える',
  footer:
    'このレポートは上に挙げた証拠から作成しました。数値はすべて元の行までたどれます。このファイルはネットワークから何も読み込みません。',
};
