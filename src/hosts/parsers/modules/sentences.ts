import type { Rows } from '../../../model/reason.ts';

/** What is said of lines of the kernel's modules. */
export const MODULES_ROWS = {
  modulesNotLive: {
    en: 'a module that is being loaded or unloaded',
    ja: '読み込み中または取り外し中のモジュール',
    ko: '적재하거나 내리는 중인 모듈',
    zh: '正在加载或卸载的模块',
    ru: 'модуль, который загружается или выгружается',
  },
} as const satisfies Rows;
