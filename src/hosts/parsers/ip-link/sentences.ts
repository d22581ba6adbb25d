import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const IP_LINK_ROWS = {
  ipLinkOther: {
    en: 'line of ip without address or counter',
    ja: 'アドレスもカウンターもない ip の行',
    ko: '주소도 카운터도 없는 ip의 줄',
    zh: '没有地址或计数器的 ip 输出行',
    ru: 'строка ip без адреса и счётчика',
  },
} as const satisfies Rows;
