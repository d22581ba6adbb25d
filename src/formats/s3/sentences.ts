import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const S3_ROWS = {
  s3Own: {
    en: "Amazon S3's own work, no request (lifecycle, replication)",
    ja: 'Amazon S3 自身の処理で、要求ではありません (ライフサイクル、レプリケーション)',
    ko: 'Amazon S3 자체 작업으로, 요청이 아님(수명 주기, 복제)',
    zh: 'Amazon S3 自身的操作，不是请求（生命周期、复制）',
    ru: 'работа самой Amazon S3, не запрос (жизненный цикл, репликация)',
  },
  s3Forged: {
    en: 'some requests or agents hold what reads like the rest of a log line: their status and sizes are not kept',
    ja: '要求やエージェントに、ログの行の続きと読める内容が含まれるものがあります。そのステータスとサイズは保存しません',
    ko: '요청이나 에이전트에 로그 줄의 나머지처럼 읽히는 내용이 든 것이 있습니다. 그 상태 코드와 크기는 보존하지 않습니다',
    zh: '有些请求或用户代理含有形似日志行后半部分的内容：其状态码和大小不予保留',
    ru: 'в некоторых запросах или агентах есть то, что читается как остаток строки журнала: их код и размеры не сохранены',
  },
  s3NoBrackets: {
    en: 'no time in brackets',
    ja: '角括弧で囲まれた時刻がありません',
    ko: '대괄호로 묶인 시각이 없습니다',
    zh: '没有方括号中的时间',
    ru: 'нет времени в квадратных скобках',
  },
  s3Time: {
    en: 'the time cannot be {value}',
    ja: '時刻として {value} は読めません',
    ko: '시각으로 {value}을(를) 읽을 수 없습니다',
    zh: '时间不能是 {value}',
    ru: 'временем не может быть {value}',
  },
  s3Place: {
    en: 'the time does not stand behind the owner and the bucket',
    ja: '時刻が所有者とバケットの後にありません',
    ko: '시각이 소유자와 버킷 뒤에 있지 않습니다',
    zh: '时间不在所有者和存储桶之后',
    ru: 'время стоит не после владельца и корзины',
  },
  s3Fields: {
    en: '{count} fields between the time and the request, not {wanted}',
    ja: '時刻と要求の間の項目が {count} 個です (本来は {wanted} 個)',
    ko: '시각과 요청 사이의 항목이 {count}개입니다({wanted}개여야 함)',
    zh: '时间与请求之间有 {count} 个字段，应为 {wanted} 个',
    ru: 'полей между временем и запросом: {count}, должно быть {wanted}',
  },
  s3Client: {
    en: 'the remote address is {value}',
    ja: 'リモートアドレスが {value} です',
    ko: '원격 주소가 {value}입니다',
    zh: '远程地址为 {value}',
    ru: 'удалённый адрес — {value}',
  },
  s3NoRequest: {
    en: 'no request: neither in quotes nor -',
    ja: '要求がありません (引用符で囲まれたものも - もありません)',
    ko: '요청이 없습니다(따옴표로 묶인 것도 -도 없음)',
    zh: '没有请求：既无引号内容，也无 -',
    ru: 'нет запроса: ни в кавычках, ни -',
  },
  s3NoStatus: {
    en: 'no status behind the request',
    ja: '要求の後のステータスがありません',
    ko: '요청 뒤의 상태 코드가 없습니다',
    zh: '请求之后没有状态码',
    ru: 'после запроса нет кода',
  },
  s3NoStatusAt: {
    en: 'no status at {value}',
    ja: '{value} の位置にステータスがありません',
    ko: '{value} 위치에 상태 코드가 없습니다',
    zh: '{value} 处没有状态码',
    ru: 'нет кода состояния на месте {value}',
  },
  s3Referer: {
    en: 'the referer is not closed by a quote',
    ja: 'リファラーが引用符で閉じられていません',
    ko: '리퍼러가 따옴표로 닫히지 않았습니다',
    zh: '引荐来源的引号未闭合',
    ru: 'источник перехода не закрыт кавычкой',
  },
  s3Agent: {
    en: 'the user agent is not closed by a quote',
    ja: 'ユーザーエージェントが引用符で閉じられていません',
    ko: '사용자 에이전트가 따옴표로 닫히지 않았습니다',
    zh: '用户代理的引号未闭合',
    ru: 'агент не закрыт кавычкой',
  },
} as const satisfies Rows;
