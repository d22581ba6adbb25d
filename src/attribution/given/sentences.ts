import type { Rows } from '../../model/reason.ts';

/** What is said of the lines of a list or a table of routes that the user brings. */
export const GIVEN_ROWS = {
  givenMore: {
    en: 'more than `prefix provider service region`',
    ja: '`prefix provider service region` より多くの項目があります',
    ko: '`prefix provider service region`보다 항목이 많습니다',
    zh: '多于 `prefix provider service region` 的字段',
    ru: 'полей больше, чем `prefix provider service region`',
  },
  givenName: {
    en: 'a name of up to 64 letters and digits is expected',
    ja: '64 文字以内の英数字の名前が必要です',
    ko: '64자 이하의 영문자와 숫자로 된 이름이 필요합니다',
    zh: '需要不超过 64 个字母和数字的名称',
    ru: 'ожидается имя не длиннее 64 букв и цифр',
  },
  givenNoProvider: {
    en: 'no provider behind the prefix',
    ja: 'プレフィックスの後に事業者名がありません',
    ko: '프리픽스 뒤에 사업자가 없습니다',
    zh: '前缀之后没有提供商',
    ru: 'после префикса нет провайдера',
  },
  givenNoRoute: {
    en: 'not `prefix asn`',
    ja: '`prefix asn` の形式ではありません',
    ko: '`prefix asn` 형식이 아닙니다',
    zh: '不是 `prefix asn` 格式',
    ru: 'не в виде `prefix asn`',
  },
} as const satisfies Rows;
