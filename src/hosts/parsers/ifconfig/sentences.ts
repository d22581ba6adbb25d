import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const IFCONFIG_ROWS = {
  pasteNoAddress: {
    en: 'line of ifconfig without address or counter',
    ja: 'アドレスもカウンターもない ifconfig の行',
    ko: '주소도 카운터도 없는 ifconfig의 줄',
    zh: '没有地址或计数的 ifconfig 行',
    ru: 'строка ifconfig без адреса и счётчика',
  },
} as const satisfies Rows;
