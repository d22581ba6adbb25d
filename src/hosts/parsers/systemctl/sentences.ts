import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const SYSTEMCTL_ROWS = {
  systemctlNoStart: {
    en: 'unit that starts no program',
    ja: 'プログラムを起動しないユニット',
    ko: '프로그램을 시작하지 않는 유닛',
    zh: '不启动程序的单元',
    ru: 'юнит, который не запускает программ',
  },
  systemctlJournal: {
    en: 'line of the journal: give it as a file of its own',
    ja: 'ジャーナルの行です。別のファイルとして渡してください',
    ko: '저널의 줄입니다. 별도의 파일로 주십시오',
    zh: '日志（journal）的一行：请作为单独的文件提供',
    ru: 'строка журнала systemd: передайте журнал отдельным файлом',
  },
} as const satisfies Rows;
