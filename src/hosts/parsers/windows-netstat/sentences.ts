import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const WINDOWS_NETSTAT_ROWS = {
  windowsNetstatOwner: {
    en: 'the owner is not known to netstat',
    ja: 'netstat には所有者がわかりません',
    ko: 'netstat이 소유자를 알지 못합니다',
    zh: 'netstat 不知道其所有者',
    ru: 'владелец неизвестен netstat',
  },
  windowsNetstatService: {
    en: 'service within the process above',
    ja: '上のプロセス内のサービス',
    ko: '위 프로세스 안의 서비스',
    zh: '上面进程中的服务',
    ru: 'служба внутри процесса выше',
  },
} as const satisfies Rows;
