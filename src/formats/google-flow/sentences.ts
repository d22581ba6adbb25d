import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const GOOGLE_FLOW_ROWS = {
  googleEntries: {
    en: 'log entries of Google Cloud VPC flow logs, Cloud NAT or firewall rules',
    ja: 'Google Cloud の VPC フローログ、Cloud NAT、ファイアウォールルールのログエントリ',
    ko: 'Google Cloud VPC 흐름 로그, Cloud NAT 또는 방화벽 규칙의 로그 항목',
    zh: 'Google Cloud VPC 流日志、Cloud NAT 或防火墙规则的日志条目',
    ru: 'записи журналов потоков VPC, Cloud NAT или правил брандмауэра в Google Cloud',
  },
  googleList: {
    en: 'it is JSON with a list of log entries of Google Cloud VPC flow logs, Cloud NAT or firewall rules',
    ja: 'Google Cloud の VPC フローログ、Cloud NAT、ファイアウォールルールのログエントリのリストを持つ JSON です',
    ko: 'Google Cloud VPC 흐름 로그, Cloud NAT 또는 방화벽 규칙의 로그 항목 목록이 있는 JSON입니다',
    zh: '是含有 Google Cloud VPC 流日志、Cloud NAT 或防火墙规则日志条目列表的 JSON',
    ru: 'это JSON со списком записей журналов потоков VPC, Cloud NAT или правил брандмауэра в Google Cloud',
  },
  googleOther: {
    en: 'a log entry of another kind than flows, NAT and firewall rules',
    ja: 'フロー、NAT、ファイアウォールルールのいずれでもない種類のログエントリ',
    ko: '흐름, NAT, 방화벽 규칙이 아닌 종류의 로그 항목',
    zh: '流、NAT 和防火墙规则以外的其他类型日志条目',
    ru: 'запись журнала другого вида: не поток, не NAT и не правило брандмауэра',
  },
  googleNoConnection: {
    en: 'no connection with two addresses',
    ja: '2 つのアドレスを持つ connection がありません',
    ko: '주소 두 개가 있는 connection이 없습니다',
    zh: '没有含两个地址的 connection',
    ru: 'нет connection с двумя адресами',
  },
  googleMessage: {
    en: 'a message of Pub/Sub whose data is no log entry',
    ja: 'データがログエントリではない Pub/Sub メッセージ',
    ko: '데이터가 로그 항목이 아닌 Pub/Sub 메시지',
    zh: '数据不是日志条目的 Pub/Sub 消息',
    ru: 'сообщение Pub/Sub, данные которого — не запись журнала',
  },
  googleSampled: {
    en: 'Google counts a sample of the packets and scales it up: packets and bytes are estimates, and short flows may be missing',
    ja: 'Google はパケットを抽出して数え、全体の量に換算します。パケット数とバイト数は推定値で、短いフローは欠けていることがあります',
    ko: 'Google은 패킷을 표본으로 세어 전체로 환산합니다. 패킷과 바이트는 추정치이며, 짧은 흐름은 빠져 있을 수 있습니다',
    zh: 'Google 对数据包抽样计数后再放大：数据包数和字节数为估计值，短时流可能缺失',
    ru: 'Google считает часть пакетов и пересчитывает на все: пакеты и байты — оценка, короткие потоки могут отсутствовать',
  },
  googleUnnamed: {
    en: 'entries without metadata do not say which machine recorded them: a flow between two of yours may count twice',
    ja: 'メタデータのないエントリからは、どのマシンの記録か分かりません。自分のマシン同士のフローは二重に数えられることがあります',
    ko: '메타데이터가 없는 항목에는 어느 기기가 기록했는지 없습니다. 자신의 기기 사이 흐름은 두 번 세어질 수 있습니다',
    zh: '没有元数据的条目未说明由哪台机器记录：您自己的机器之间的流可能被计算两次',
    ru: 'записи без метаданных не говорят, какая машина их сделала: поток между двумя вашими может считаться дважды',
  },
} as const satisfies Rows;
