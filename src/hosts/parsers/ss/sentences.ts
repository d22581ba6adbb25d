import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const SS_ROWS = {
  ssInner: {
    en: 'inner values of a connection (ss -i, -m, -o)',
    ja: '接続の内部の値 (ss -i、-m、-o)',
    ko: '연결의 내부 값(ss -i, -m, -o)',
    zh: '连接的内部数值（ss -i、-m、-o）',
    ru: 'внутренние значения соединения (ss -i, -m, -o)',
  },
} as const satisfies Rows;
