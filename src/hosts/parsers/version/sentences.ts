import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that these commands print. */
export const VERSION_ROWS = {
  versionMore: {
    en: 'further line beside a version',
    ja: 'バージョンに付随する行',
    ko: '버전에 딸린 그 밖의 줄',
    zh: '版本信息的附加行',
    ru: 'дополнительная строка рядом с версией',
  },
} as const satisfies Rows;
