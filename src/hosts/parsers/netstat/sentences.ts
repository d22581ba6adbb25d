import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const NETSTAT_ROWS = {
  netstatNotRoot: {
    en: 'remark of netstat: not run as root, so that owners are missing',
    ja: 'netstat の補足: root で実行されていないため、所有者がありません',
    ko: 'netstat의 안내: root로 실행하지 않아 소유자가 없습니다',
    zh: 'netstat 提示：未以 root 运行，因此缺少所有者',
    ru: 'замечание netstat: запущен не от root, поэтому владельцев нет',
  },
} as const satisfies Rows;
