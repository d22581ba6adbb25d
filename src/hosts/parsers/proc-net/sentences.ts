import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const PROC_NET_ROWS = {
  procNetUnnamed: {
    en: 'a table of /proc/net without its name: with the prompt above it, it can be read',
    ja: '名前のない /proc/net の表です。上のプロンプトがあれば読み取れます',
    ko: '이름이 없는 /proc/net의 표입니다. 위의 프롬프트가 있으면 읽을 수 있습니다',
    zh: '没有名称的 /proc/net 表：带上其上方的提示符即可读取',
    ru: 'таблица /proc/net без имени: её можно прочитать вместе с приглашением над ней',
  },
} as const satisfies Rows;
