import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const LSOF_ROWS = {
  lsofOther: {
    en: 'open file that is neither socket nor program',
    ja: 'ソケットでもプログラムでもない、開かれたファイル',
    ko: '소켓도 프로그램도 아닌 열린 파일',
    zh: '既非套接字也非程序的已打开文件',
    ru: 'открытый файл: не сокет и не программа',
  },
} as const satisfies Rows;
