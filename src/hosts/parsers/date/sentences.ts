import type { Rows } from '../../../model/reason.ts';

/** What is said of lines of date. */
export const DATE_ROWS = {
  dateZone: {
    en: 'a time whose zone has several meanings',
    ja: 'タイムゾーンの略号が複数の意味を持つ時刻',
    ko: '시간대 약어가 여러 뜻을 갖는 시각',
    zh: '时区缩写有多种含义的时间',
    ru: 'время, обозначение пояса в котором неоднозначно',
  },
  dateForm: {
    en: 'a date in a form that is not read',
    ja: '読み取り対象ではない形式の日付',
    ko: '읽지 않는 형식의 날짜',
    zh: '不读取的日期格式',
    ru: 'дата в форме, которая не разбирается',
  },
} as const satisfies Rows;
