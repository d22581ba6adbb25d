import type { Rows } from '../../../model/reason.ts';

/** What is said of lines of /sys/module. */
export const SYS_MODULE_ROWS = {
  sysModuleNotLive: {
    en: 'a module that is not live yet or no more',
    ja: 'まだ有効でない、または有効でなくなったモジュール',
    ko: '아직 동작하지 않거나 더 이상 동작하지 않는 모듈',
    zh: '尚未生效或已不再生效的模块',
    ru: 'модуль, который ещё или уже не работает',
  },
} as const satisfies Rows;
