import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const SUMS_ROWS = {
  sumsOther: {
    en: 'checksum other than SHA-256',
    ja: 'SHA-256 以外のチェックサム',
    ko: 'SHA-256이 아닌 체크섬',
    zh: '非 SHA-256 的校验和',
    ru: 'контрольная сумма не SHA-256',
  },
} as const satisfies Rows;
