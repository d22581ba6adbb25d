import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const NFT_ROWS = {
  nftOther: {
    en: 'set, map or comment of nftables',
    ja: 'nftables のセット、マップ、コメント',
    ko: 'nftables의 집합, 맵 또는 주석',
    zh: 'nftables 的集合、映射或注释',
    ru: 'множество, отображение или комментарий nftables',
  },
  nftCounts: {
    en: 'rule of nftables that only counts or logs',
    ja: '集計または記録だけを行う nftables のルール',
    ko: '세거나 기록하기만 하는 nftables 규칙',
    zh: '仅计数或记录的 nftables 规则',
    ru: 'правило nftables, которое только считает или пишет в журнал',
  },
} as const satisfies Rows;
