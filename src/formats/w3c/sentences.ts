import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const W3C_ROWS = {
  w3cUndated: {
    en: 'its lines carry no date: the day is that of #Date, moved on where the time passes midnight',
    ja: '行に日付がないため、#Date の日付を使い、時刻が 0 時を過ぎたら翌日としました',
    ko: '줄에 날짜가 없어 #Date의 날짜를 쓰고, 시각이 자정을 지나면 다음 날로 했습니다',
    zh: '各行没有日期：取 #Date 的日期，时间越过午夜时顺延一天',
    ru: 'в строках нет даты: взят день из #Date, после полуночи — следующий',
  },
  w3cNoTimeField: {
    en: '#Fields names no time',
    ja: '#Fields に時刻の項目がありません',
    ko: '#Fields에 시각 항목이 없습니다',
    zh: '#Fields 中没有时间字段',
    ru: 'в #Fields нет времени',
  },
  w3cNoDate: {
    en: 'no date: neither a date field nor a #Date line before it',
    ja: '日付がありません。date の項目も、前の #Date 行もありません',
    ko: '날짜가 없습니다. date 항목도 앞의 #Date 줄도 없습니다',
    zh: '没有日期：既没有 date 字段，此前也没有 #Date 行',
    ru: 'нет даты: ни поля date, ни строки #Date перед ней',
  },
  w3cNoDateOrTime: {
    en: 'no date or no time in it',
    ja: '日付または時刻がありません',
    ko: '날짜 또는 시각이 없습니다',
    zh: '没有日期或没有时间',
    ru: 'нет даты или времени',
  },
  w3cEnded: {
    en: 'a connection that ended without a request, by no fault of the client',
    ja: '要求のないまま終わった接続 (クライアントの問題ではありません)',
    ko: '요청 없이 끝난 연결(클라이언트의 잘못이 아님)',
    zh: '没有请求就结束的连接，并非客户端之故',
    ru: 'соединение завершилось без запроса не по вине клиента',
  },
  w3cErrorLog: {
    en: 'its #Fields line names s-reason, as the error log of HTTP.sys does',
    ja: '#Fields 行に、HTTP.sys のエラーログと同じく s-reason があります',
    ko: '#Fields 줄에 HTTP.sys 오류 로그처럼 s-reason이 있습니다',
    zh: '#Fields 行含有 s-reason，与 HTTP.sys 的错误日志一致',
    ru: 'в строке #Fields есть s-reason, как в журнале ошибок HTTP.sys',
  },
  w3cUnplaced: {
    en: '{rest} of its {columns} columns have no place and are not kept',
    ja: '{columns} 列のうち {rest} 列は対応する保存先がなく、保存しません',
    ko: '{columns}개 열 가운데 {rest}개는 넣을 곳이 없어 보존하지 않습니다',
    zh: '{columns} 列中有 {rest} 列没有对应位置，不予保留',
    ru: 'столбцов без места, которые не сохраняются: {rest} из {columns}',
  },
  w3cNoColumns: {
    en: 'no header with the names of the columns before it',
    ja: '前に列名のヘッダーがありません',
    ko: '앞에 열 이름 헤더가 없습니다',
    zh: '此前没有列名标题行',
    ru: 'перед ней нет заголовка с именами столбцов',
  },
  w3cCells: {
    en: '{cells} cells, the header names {wanted}',
    ja: 'セルが {cells} 個あり、ヘッダーの列名は {wanted} 個です',
    ko: '셀이 {cells}개인데 헤더의 열 이름은 {wanted}개입니다',
    zh: '有 {cells} 个单元格，标题行列出 {wanted} 个',
    ru: 'ячеек {cells}, в заголовке {wanted}',
  },
  w3cNoTime: {
    en: 'no time in it',
    ja: '時刻が含まれていません',
    ko: '시각이 들어 있지 않습니다',
    zh: '其中没有时间',
    ru: 'в ней нет времени',
  },
} as const satisfies Rows;
