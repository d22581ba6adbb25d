import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const ORACLE_FLOW_ROWS = {
  oracleEvents: {
    en: 'events of Oracle Cloud VCN flow logs',
    ja: 'Oracle Cloud の VCN フローログのイベント',
    ko: 'Oracle Cloud VCN 흐름 로그의 이벤트',
    zh: 'Oracle Cloud VCN 流日志的事件',
    ru: 'события журналов потоков VCN в Oracle Cloud',
  },
  oracleList: {
    en: 'it is JSON with a list of events of Oracle Cloud VCN flow logs',
    ja: 'Oracle Cloud の VCN フローログのイベントのリストを持つ JSON です',
    ko: 'Oracle Cloud VCN 흐름 로그의 이벤트 목록이 있는 JSON입니다',
    zh: '是含有 Oracle Cloud VCN 流日志事件列表的 JSON',
    ru: 'это JSON со списком событий журналов потоков VCN в Oracle Cloud',
  },
  oracleOther: {
    en: 'an event of another log than the flow log',
    ja: 'フローログではない別のログのイベント',
    ko: '흐름 로그가 아닌 다른 로그의 이벤트',
    zh: '不属于流日志的其他日志事件',
    ru: 'событие другого журнала, не журнала потоков',
  },
  oracleNoData: {
    en: 'NODATA: no traffic in this interval',
    ja: 'NODATA: この期間に通信なし',
    ko: 'NODATA: 이 구간에 트래픽 없음',
    zh: 'NODATA：此时段没有流量',
    ru: 'NODATA: в этом интервале трафика нет',
  },
  oracleEnds: {
    en: 'sourceAddress or destinationAddress is no address',
    ja: 'sourceAddress または destinationAddress がアドレスではありません',
    ko: 'sourceAddress 또는 destinationAddress가 주소가 아닙니다',
    zh: 'sourceAddress 或 destinationAddress 不是地址',
    ru: 'sourceAddress или destinationAddress — не адрес',
  },
} as const satisfies Rows;
