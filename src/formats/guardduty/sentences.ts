import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const GUARDDUTY_ROWS = {
  guardJson: {
    en: 'it is JSON with findings of Amazon GuardDuty',
    ja: 'Amazon GuardDuty の検出結果を持つ JSON です',
    ko: 'Amazon GuardDuty의 결과가 있는 JSON입니다',
    zh: '是含有 Amazon GuardDuty 调查结果的 JSON',
    ru: 'это JSON с результатами Amazon GuardDuty',
  },
  guardNone: {
    en: 'no finding of GuardDuty: it has no type, or no service',
    ja: 'GuardDuty の検出結果ではありません。type または service がありません',
    ko: 'GuardDuty의 결과가 아닙니다. type 또는 service가 없습니다',
    zh: '不是 GuardDuty 调查结果：缺少 type 或 service',
    ru: 'это не результат GuardDuty: нет type или service',
  },
  guardNoTime: {
    en: 'no time in eventFirstSeen or createdAt',
    ja: 'eventFirstSeen にも createdAt にも時刻がありません',
    ko: 'eventFirstSeen에도 createdAt에도 시각이 없습니다',
    zh: 'eventFirstSeen 和 createdAt 中均没有时间',
    ru: 'нет времени ни в eventFirstSeen, ни в createdAt',
  },
} as const satisfies Rows;
