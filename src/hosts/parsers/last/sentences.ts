import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const LAST_ROWS = {
  lastSystem: {
    en: 'start or stop of the system, no login',
    ja: 'システムの起動または停止で、ログインではありません',
    ko: '시스템의 시작 또는 종료이며 로그인이 아닙니다',
    zh: '系统启动或停止，不是登录',
    ru: 'запуск или остановка системы, не вход',
  },
} as const satisfies Rows;
