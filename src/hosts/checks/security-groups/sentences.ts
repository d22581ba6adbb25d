import type { Rows } from '../../../model/reason.ts';

/** What checks of security groups say. */
export const SECURITY_GROUP_ROWS = {
  groupOpen: {
    en: 'Security group {group} lets everybody in to ports by which a host is managed: {ports}.',
    ja: 'セキュリティグループ {group} が、ホストの管理に使うポートへの接続をすべての相手に許可しています: {ports}。',
    ko: '보안 그룹 {group}이(가) 호스트 관리에 쓰이는 포트를 모두에게 열어 두었습니다: {ports}.',
    zh: '安全组 {group} 允许任何人访问用于管理主机的端口：{ports}。',
    ru: 'Группа безопасности {group} пускает всех к портам, через которые управляют хостом: {ports}.',
  },
  groupOpenFix: {
    en: 'Let only your own addresses in, or use Session Manager and close the port; look at the logs of that port first.',
    ja: '自社のアドレスだけを許可するか、Session Manager を使ってポートを閉じてください。その前に、そのポートのログを確認してください。',
    ko: '자신의 주소만 허용하거나 Session Manager를 쓰고 포트를 닫으십시오. 먼저 그 포트의 로그를 살펴보십시오.',
    zh: '请只允许您自己的地址，或改用 Session Manager 并关闭该端口；在此之前请先查看该端口的日志。',
    ru: 'Разрешите доступ только со своих адресов или используйте Session Manager и закройте порт; сначала просмотрите журналы этого порта.',
  },
} as const satisfies Rows;
