import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const FILE_ROWS = {
  fileMissing: {
    en: 'file that does not exist',
    ja: '存在しないファイル',
    ko: '존재하지 않는 파일',
    zh: '不存在的文件',
    ru: 'файл не существует',
  },
} as const satisfies Rows;
