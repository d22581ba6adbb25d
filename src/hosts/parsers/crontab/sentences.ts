import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const CRONTAB_ROWS = {
  crontabComment: {
    en: 'comment of a crontab',
    ja: 'crontab のコメント',
    ko: 'crontab의 주석',
    zh: 'crontab 的注释',
    ru: 'комментарий crontab',
  },
  crontabVariable: {
    en: 'variable of a crontab',
    ja: 'crontab の変数',
    ko: 'crontab의 변수',
    zh: 'crontab 的变量',
    ru: 'переменная crontab',
  },
  crontabNone: {
    en: 'the user has no crontab',
    ja: 'このユーザーには crontab がありません',
    ko: '이 사용자에게는 crontab이 없습니다',
    zh: '该用户没有 crontab',
    ru: 'у пользователя нет crontab',
  },
} as const satisfies Rows;
