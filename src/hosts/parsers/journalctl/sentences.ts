import type { Rows } from '../../../model/reason.ts';

/** What is said of lines of the journal. */
export const JOURNALCTL_ROWS = {
  journalOther: {
    en: 'message of the journal that says of no login whether it worked',
    ja: 'ログインの成否を示さないジャーナルのメッセージ',
    ko: '로그인의 성공 여부를 알려 주지 않는 저널 메시지',
    zh: '不说明登录成败的日志（journal）消息',
    ru: 'сообщение журнала, из которого не видно, удался ли вход',
  },
} as const satisfies Rows;
