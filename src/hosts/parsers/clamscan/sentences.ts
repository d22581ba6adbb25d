import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const CLAMSCAN_ROWS = {
  clamscanClean: {
    en: 'file without a finding',
    ja: '検出のないファイル',
    ko: '탐지되지 않은 파일',
    zh: '未检出问题的文件',
    ru: 'файл, в котором ничего не найдено',
  },
} as const satisfies Rows;
