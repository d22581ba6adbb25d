/** The languages that reports and letters are written in; ISO 639-1. */
export const LANGS = ['en', 'ja', 'ko', 'zh', 'ru'] as const;
export type Lang = (typeof LANGS)[number];
