import type { Rows } from '../../model/reason.ts';

/** What is said of records of logins: wtmp, btmp, utmp. */
export const LOGIN_ROWS = {
  recordCut: {
    en: 'the file ends within this record',
    ja: 'ファイルがこのレコードの途中で終わっています',
    ko: '파일이 이 레코드 도중에서 끝납니다',
    zh: '文件在这条记录中间结束',
    ru: 'файл обрывается посреди этой записи',
  },
  recordBroken: {
    en: 'no record of a login: type, time or texts cannot be such',
    ja: 'ログインのレコードではありません（種別、時刻、または文字列がありえない値です）',
    ko: '로그인 레코드가 아닙니다(종류, 시각 또는 문자열이 있을 수 없는 값임)',
    zh: '不是登录记录：类型、时间或文本不可能是这样的值',
    ru: 'не запись о входе: такими тип, время или строки быть не могут',
  },
  recordTimeless: {
    en: 'a login without a time',
    ja: '時刻のないログイン',
    ko: '시각이 없는 로그인',
    zh: '没有时间的登录',
    ru: 'вход без времени',
  },
  recordOther: {
    en: 'start or stop of the system, a terminal that waits, or the end of a session: no login',
    ja: 'システムの起動・停止、待機中の端末、またはセッションの終了で、ログインではありません',
    ko: '시스템의 시작이나 종료, 대기 중인 터미널 또는 세션의 끝이며 로그인이 아닙니다',
    zh: '系统启动或停止、等待中的终端或会话结束，不是登录',
    ru: 'запуск или остановка системы, ожидающий терминал или конец сеанса: не вход',
  },
  recordEmpty: {
    en: 'empty record',
    ja: '空のレコード',
    ko: '빈 레코드',
    zh: '空记录',
    ru: 'пустая запись',
  },
} as const satisfies Rows;
