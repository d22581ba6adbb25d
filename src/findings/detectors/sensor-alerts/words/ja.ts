import { period } from '../../../../language/figures.ts';
import { count, listed } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SensorMessages } from '../messages.ts';

const LEVELS = { high: '重大度 高', medium: '重大度 中', low: '重大度 低' } as const;

function fates(reported: number, blocked: number, passed: number): string {
  const unsaid = reported - blocked - passed;
  if (unsaid === reported) return 'ブロックの有無は記録なし';
  const parts = [
    ...(blocked > 0 ? [`ブロック ${count(blocked)} 件`] : []),
    ...(passed > 0 ? [`通過 ${count(passed)} 件`] : []),
    ...(unsaid > 0 ? [`記録なし ${count(unsaid)} 件`] : []),
  ];
  return parts.join('、');
}

function whoOf({ address, provider, name }: { address: string; provider?: string; name?: string }): string {
  const further = [name, provider].filter((part) => part !== undefined);
  return further.length === 0 ? address : `${address} (${further.join('、')})`;
}

const most = (different: number): string => (different > 1 ? '主に ' : '');

export const ja: WordsOf<SensorMessages> = {
  sensorsSayOf: ({ own, said, when, peak, minutes, ...who }) =>
    `${whoOf(who)}${own ? ' (自組織のホスト)' : ''}: ${said.join('。')}。期間は ${period(when)}` +
    `${peak === undefined ? '' : `、最多で ${count(minutes)} 分間に ${count(peak)} 件のアラート`}です。`,
  sensorsSayOfOthers: ({ addresses, own, reported, blocked, passed, when }) =>
    `ほかに${own ? '自組織の' : ''} ${count(addresses)} 件のアドレスが検知または遮断されました。${period(when)} に合計 ${count(reported)} 件 ` +
    `(${fates(reported, blocked, passed)}) です。`,
  sensorReported: ({ sensor, reported, web, level, blocked, passed, rule, rules, url, urls, targets }) =>
    `${sensor} が${web ? 'リクエストを' : ''} ${count(reported)} 件検知 (${LEVELS[level]}` +
    (rule === undefined ? '' : `、ルールは${most(rules)}${rules > 1 ? '' : ' '}${rule}`) +
    (url === undefined ? '' : `、パスは${most(urls)}${urls > 1 ? '' : ' '}${url}`) +
    `${targets.length === 0 ? '' : `、宛先 ${listed(targets)}`})、${fates(reported, blocked, passed)}`,
  sensorBanned: ({ sensor, bans, rules }) =>
    `${sensor} が ${count(bans)} 回遮断${rules.length === 0 ? '' : ` (${listed(rules)})`}`,
  sensorRule: ({ source, grave, medium, bans }) =>
    `${source}。適用した値: 1 アドレスについて重大度「緊急」「高」の検知 ${count(grave)} 件、重大度「中」または重大度なしの検知 ${count(medium)} 件、` +
    `または遮断 ${count(bans)} 回`,
  sensorOwnRule: ({ source, own }) =>
    `${source}。適用した値: 自組織のホストについて重大度「中」以上、または重大度なしの検知 ${count(own)} 件`,
  sourceSensors: () =>
    '独自の定義: ほかのシステムの判定をその重大度のまま伝え、ブロックされたものと通過したものを分ける',
  filesBrought: ({ sensor, downloads, addresses, files, urls, hash, url, times, when }) =>
    `${period(when)} に、${count(addresses)} 件のアドレスがハニーポット ${sensor} に ${count(downloads)} 個のファイルを持ち込みました` +
    `。${files === 0 ? 'ハッシュは記録なし' : `ハッシュ上は ${count(files)} 種類`}${urls === 0 ? 'です' : `、取得元の URL は ${count(urls)} 件です`}` +
    `。最も多いのは ${hash ?? 'ハッシュのないファイル'}${url === undefined ? '' : ` (取得元 ${url})`} で、${count(times)} 回です。`,
  downloadRule: ({ source }) => `${source}。適用した値: ファイル 1 個`,
  sourceDownloads: () =>
    '独自の定義: ハニーポットが自ら取得するファイルはないため、届いたファイルはすべて攻撃者が持ち込んだもの',
  commandsTyped: ({ sensor, commands, addresses, address, different, command, times, when }) =>
    `${period(when)} に、${address ?? `${count(addresses)} 件のアドレス`} がハニーポット ${sensor} に侵入し、コマンドを ${count(commands)} 回入力しました (${count(different)} 種類)。` +
    (command === undefined ? '' : `最も多いのは ${command} で、${count(times)} 回です。`),
  commandRule: ({ source }) => `${source}。適用した値: コマンド 1 回`,
  sourceCommands: () =>
    '独自の定義: ハニーポットに正規の利用者はいないため、コマンドを入力した者はすべて侵入者',
  tableAlertsByRule: () => 'ルール別のアラート: センサーとサーバーの検知とその結果',
  tableAlertsBySource: () => '送信元別のアラート: センサーが検知または遮断した相手',
  tableAlertsByUrl: () => 'パス別のアラート: センサーが検知したリクエストの対象ページ',
  tableAlertBursts: ({ alerts, minutes }) =>
    `バースト: 1 つのセンサーのアラートが ${count(minutes)} 分間に ${count(alerts)} 件以上となった時間帯`,
  tableDownloads: () => 'ハニーポットに持ち込まれたファイル (URL とハッシュ別)',
  name_reported: () => '検知件数',
  name_reported_blocked: () => '検知してブロックした件数',
  name_reported_passed: () => '検知したが通過した件数',
  name_bans: () => '遮断回数',
  name_alerts_in_busiest_window: () => '最も多い時間枠のアラート数',
  name_downloads: () => '持ち込まれたファイル数',
  name_different_files: () => 'ファイルの種類数',
  name_commands: () => '入力されたコマンド数',
  name_different_commands: () => 'コマンドの種類数',
  name_urls: () => 'URL 数',
  name_sensor: () => 'センサー',
  name_rule: () => 'ルール',
  name_message: () => 'メッセージ',
  name_severity: () => '重大度',
  name_alerts: () => 'アラート数',
  name_blocked: () => 'ブロック',
  name_passed: () => '通過',
  name_rules: () => 'ルール数',
  name_address: () => 'アドレス',
  name_url: () => 'URL (パス)',
  name_hash: () => 'ハッシュ',
  name_window_start: () => '時間枠の開始',
};
