import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const SCHTASKS_ROWS = {
  schtasksNone: {
    en: 'folder without tasks',
    ja: 'タスクのないフォルダー',
    ko: '작업이 없는 폴더',
    zh: '没有任务的文件夹',
    ru: 'папка без задач',
  },
} as const satisfies Rows;
