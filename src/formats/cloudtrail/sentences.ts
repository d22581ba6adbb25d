import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const CLOUDTRAIL_ROWS = {
  trailBefore: {
    en: 'stands before the header',
    ja: 'ヘッダーより前にあります',
    ko: '헤더보다 앞에 있습니다',
    zh: '位于标题行之前',
    ru: 'стоит перед заголовком',
  },
  trailCsv: {
    en: 'its header names columns of the event history of CloudTrail',
    ja: 'ヘッダーに CloudTrail のイベント履歴の列名があります',
    ko: '헤더에 CloudTrail 이벤트 기록의 열 이름이 있습니다',
    zh: '标题行列出 CloudTrail 事件历史的列',
    ru: 'в заголовке столбцы истории событий CloudTrail',
  },
  trailNoName: {
    en: 'no eventName',
    ja: 'eventName がありません',
    ko: 'eventName이 없습니다',
    zh: '没有 eventName',
    ru: 'нет eventName',
  },
  trailJson: {
    en: 'it is JSON with {keys} of CloudTrail events',
    ja: 'CloudTrail イベントの {keys} を持つ JSON です',
    ko: 'CloudTrail 이벤트의 {keys}가 있는 JSON입니다',
    zh: '是含有 CloudTrail 事件的 {keys} 的 JSON',
    ru: 'это JSON с {keys} событий CloudTrail',
  },
  trailRecords: {
    en: 'it is JSON with Records whose first has an eventVersion of CloudTrail',
    ja: 'Records の先頭が CloudTrail の eventVersion を持つ JSON です',
    ko: 'Records의 첫 항목에 CloudTrail의 eventVersion이 있는 JSON입니다',
    zh: '是 JSON，其 Records 的第一条含有 CloudTrail 的 eventVersion',
    ru: 'это JSON с Records, в первой из которых eventVersion CloudTrail',
  },
} as const satisfies Rows;
