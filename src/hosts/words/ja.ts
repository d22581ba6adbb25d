import type { AttemptFact } from '../facts.ts';
import { figuresOf, processWords, protocolWords } from './figures.ts';
import type { HostWords } from './messages.ts';

const { count } = figuresOf('ja');

/** How attempts failed, where more is known of them than that they did. */
function how(p: { outcomes: readonly AttemptFact['outcome'][] }, open: string, close: string): string {
  const known = p.outcomes.filter((one) => one !== 'failed').map((one) => ja.outcomes[one]);
  return known.length === 0 ? '' : `${open}${known.join('、')}${close}`;
}

export const ja: HostWords = {
  labels: {
    timeline: 'ホスト内の時系列',
    time: '時刻',
    happened: '出来事',
    traffic: 'どのプロセスが通信を送信したか',
    title: 'ホスト内部の調査',
    found: '見つかったもの',
    nothing: '確認できた範囲では、侵入を示すものは見つかりませんでした。',
    processes: 'プロセス',
    sockets: 'ソケット',
    counters: 'インターフェイスのカウンター',
    persistence: '自動的に起動するもの',
    unseen: '確認できなかったもの',
    next: '次に行うこと',
    sent: '送信',
    received: '受信',
    interface: 'インターフェイス',
    process: 'プロセス',
    number: 'PID',
    program: 'プログラム',
    started: '開始時刻',
    kind: '種類',
    local: 'ローカル',
    remote: 'リモート',
    cost: '送信バイト数の料金 (定価)',
    checks: '考えられる侵入経路',
    fix: '変更すべき点',
    passed: '問題のなかった確認項目',
    reference: '参照',
  },
  unseen: {
    'raw sockets': 'raw ソケット',
    'packet sockets': 'パケットソケット',
    'ping sockets': 'ping ソケット',
    'other network namespaces': 'ほかのネットワーク名前空間',
    owners: 'ソケットを持つプロセス',
    'whole addresses': '省略されていない IPv6 アドレス',
    executables: '実行中のファイル',
    'hidden processes': '隠されたプロセス',
    parents: '親プロセス',
    'other users': 'ほかのユーザーの設定',
    'system crontabs': 'システムの crontab',
    timers: 'systemd のタイマー',
    'changed modes': 'パーミッションの変更',
    'unpackaged files': 'パッケージに属さないファイル',
    'whole hosts': '省略されていないホスト名とアドレス',
    'failed logins': '失敗したログイン',
    'successful logins': '成功したログイン',
    processes: '送信しているプロセス',
    history: '過去の状態',
    'other tables': 'ほかのテーブルと、もう一方の IP バージョンのルール',
    'stopped containers': '停止中のコンテナー',
    'start commands': '起動されるコマンド',
    'sources of units': 'ユニットの出どころ',
    content: 'ファイルの内容',
    'new malware': 'シグネチャのない新しいマルウェア',
    signers: 'プログラムの署名者',
    'hidden modules': '隠れたカーネルモジュール',
    'other destinations': 'ほかのポートやアドレスに届くかどうか',
    'clock errors': 'ホストの時計が正確かどうか',
    'mended faults': 'ディストリビューションが修正済みの不具合',
    'running versions': '古いバージョンがまだ動作しているかどうか',
    'settings in force': '動作中のプログラムがこの設定を使っているかどうか',
    'settings of single users': '個別のユーザーやアドレス向けの設定',
  },
  outcomes: {
    connected: '接続成功',
    refused: '接続拒否',
    'timed out': 'タイムアウト',
    unreachable: '到達不能',
    failed: '失敗',
  },
  starts: {
    cron: 'cron',
    'systemd unit': 'systemd ユニット',
    'systemd timer': 'systemd タイマー',
    'init script': 'init スクリプト',
    preload: 'プリロードライブラリ',
    profile: 'ログインスクリプト',
    'authorized key': '認証済みの鍵',
    PAM: 'PAM',
    'at job': 'at ジョブ',
    'kernel module': 'カーネルモジュール',
    'scheduled task': 'スケジュールされたタスク',
  },
  sentences: {
    rawSocket: (p) =>
      `プロセス ${processWords(p)} が、プロトコル ${protocolWords(p.protocol)} の raw ソケットを ${count(p.sockets)} 個持っています${p.others ? '' : ' (提供された出力には、このプロセスの TCP・UDP ソケットはありません)'}。パケットを自分で組み立てており、偽装ヘッダーによるフラッドやスキャンの送り方です${p.queued > 0 ? `。送信待ちは ${count(p.queued)} バイトでした` : ''}。`,
    packetSocket: (p) =>
      `プロセス ${processWords(p)} がパケットソケットを ${count(p.sockets)} 個持っています。ホストのファイアウォールを通らずに、フレーム全体を読み書きできます。`,
    deletedProgram: (p) =>
      `プロセス ${processWords(p)} が実行しているプログラムのファイルは削除されています: ${p.path}`,
    memoryProgram: (p) =>
      `プロセス ${processWords(p)} は、ファイルとして存在したことのないプログラムを実行しています: ${p.path}`,
    temporaryProgram: (p) => `プロセス ${processWords(p)} は一時フォルダーから実行されています: ${p.path}`,
    temporaryFile: (p) =>
      p.folder === undefined
        ? `一時フォルダーにプログラムがあります: ${p.path} (${p.kind})`
        : `${p.folder} というフォルダーにプログラムがあります: ${p.path} (${p.kind})`,
    maskedName: (p) =>
      `プロセス ${processWords(p)} は、カーネルスレッドを装って ${p.title} と名乗っていますが、カーネルスレッドではありません${p.path === undefined ? '' : `。実行しているのは ${p.path} です`}。`,
    hiddenProcess: (p) => `プロセス ${p.pid} は存在しますが、/proc の一覧に現れません。何かが隠しています。`,
    coveredProcess: (p) =>
      `/proc/${p.pid} の上に別のものがマウントされています。プロセス一覧には別のプロセスが表示されるか、何も表示されません。`,
    orphanSocket: (p) =>
      `確認できるどのプロセスにも属さない${p.kind === 'raw' ? ' raw ' : 'パケット'}ソケットが ${count(p.sockets)} 個あります。ルートキットか、ちょうど終了したプロセスです。`,
    oneSided: (p) =>
      `${p.interface} は ${count(p.sent_packets)} パケット・${count(p.sent)} バイトを送信し、受信は ${count(p.received_packets)} パケット・${count(p.received)} バイトです。ほとんど応答がなく、フラッドの特徴です。`,
    oddStart: (p) =>
      `通常と異なる場所から自動的に起動するものがあります (${ja.starts[p.kind]}、${p.name}): ${p.command}`,
    preload: (p) =>
      `${p.name} が、すべてのプログラムに ${p.library} を読み込ませています。ルートキットが身を隠す手口です。`,
    hiddenModule: (p) =>
      `カーネルにはモジュール ${p.name} が読み込まれていますが、/proc/modules の一覧に現れません。ルートキットのように隠れています。`,
    foreignModule: (p) =>
      `カーネルに読み込まれているモジュール ${p.name} は、カーネル外でビルドされたか署名がなく (${p.flags})、このカーネル用にインストールされたものでもありません。誰かが手動で読み込んだと考えられます。`,
    taintedKernel: (p) =>
      `起動後、カーネル外でビルドされた、署名のない、または強制的に読み込まれたモジュールがありました (${p.flags})。現在の一覧には該当するものがなく、取り外されたか、隠れています。`,
    family: (p) => `${p.family} を示す複数の特徴が一致しています: ${p.signs.join('、')}`,
    scanner: (p) => `${p.scanner} が ${p.path} に ${p.signature} を検出しました。`,
    toolChanged: (p) =>
      `${p.path} は、パッケージに入っていたファイルではありません。その出力は信用できません。`,
    guessedLogin: (p) =>
      `${p.from} は ${count(p.refused)} 回拒否されており、同じアドレスから ${p.user} がログインしています。パスワードを推測されたと考えられます。`,
    attemptsFailed: (p) =>
      `手動で試した接続${p.port === undefined ? '' : ` (ポート ${p.port})`} は ${count(p.attempts)} 件すべて失敗しました${how(p, ' (', ')')}。そこへの外向きの通信は遮断されています。`,
    hides: (p) =>
      `\`${p.command}\` には次のものが表示されません: ${p.unseen.map((one) => ja.unseen[one]).join('、')}。root で実行してください: ${p.next.join('; ')}`,
    severalHosts: (p) =>
      `出力は複数のホストのものです: ${p.hosts.join('、')}。どれがどのホストのものかは、プロンプトからしか分かりません。`,
    notRoot: (p) =>
      `root で実行していないため、${count(p.processes)} 個のプロセスのプログラムとソケットを確認できませんでした。sudo を付けて再度実行してください。`,
    deeperLeft: (p) => `ファイルが多すぎるため、${p.folders.join('、')} のすべては確認していません。`,
    notLookedAt: (p) =>
      `ファイルが多すぎる、大きすぎる、または読み取り権限がないため、次のものは読み取っていません: ${p.paths.join('、')}。`,
    loginsLeft: (p) => `${p.path} は末尾の ${p.records} 件のレコードだけを読み取りました。`,
    loginsBroken: (p) =>
      `${p.path} の ${p.of} 件中 ${p.records} 件は、ログインの記録ではないか、途中で切れています。`,
    toolsUnchecked: (p) =>
      `ps や ss などがパッケージのファイルのままかどうかは、ここでは確認できませんでした。実行してください: ${p.next}`,
    modulesUnchecked: (p) =>
      `カーネル外でビルドされたか署名のない次のモジュールが、インストールされたものかどうかは確認できませんでした: ${p.modules.join('、')}。`,
    sshdUnasked: (p) =>
      `sshd -T から有効な設定を取得できなかったため (${p.said})、設定ファイルから判断しています。`,
    diskOnly: () => 'ディスクにあるのはファイルだけです。プロセス、ソケット、カウンターは含まれません。',
    nothingRead: (p) => `${p.path}: 既知のコマンドの出力がありません。`,
    adviceKeep: (p) => `停止する前に、プロセス ${p.pid} が実行しているものを保存してください: ${p.next}`,
    adviceRebuild: () =>
      'root を取られた場合は何が変更されていてもおかしくありません。スナップショットを取得したうえで、クリーンなイメージからホストを作り直してください。',
    adviceRotate: () =>
      'このホストから読み取れたパスワード、鍵、トークンを、インスタンスロールを含めてすべて変更してください。',
    adviceFilter: () =>
      'それまでは、ホストの外側 (セキュリティグループ、ネットワーク ACL) で外向きの通信を遮断してください。ホスト上のルールは、root を取った相手には効きません。',
    run: (p) => `root で実行してください: ${p.next.join('; ')}`,
  },
};
