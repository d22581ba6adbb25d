import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const LS_ROWS = {
  lsUnseen: {
    en: 'remark of ls or find: a file that it could not look at',
    ja: 'ls または find の補足: 確認できなかったファイル',
    ko: 'ls 또는 find의 안내: 확인할 수 없었던 파일',
    zh: 'ls 或 find 的提示：无法查看的文件',
    ru: 'замечание ls или find: файл, который не удалось посмотреть',
  },
} as const satisfies Rows;
