import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const WHO_ROWS = {
  whoSystem: {
    en: 'event of the system or an ended session, no login',
    ja: 'システムのイベントまたは終了したセッションで、ログインではありません',
    ko: '시스템 이벤트 또는 종료된 세션이며 로그인이 아닙니다',
    zh: '系统事件或已结束的会话，不是登录',
    ru: 'событие системы или завершённый сеанс, не вход',
  },
} as const satisfies Rows;
