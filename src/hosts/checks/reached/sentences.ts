import type { Rows } from '../../../model/reason.ts';

/** What checks say of ports that the flow log shows as reached from outside. */
export const REACHED_ROWS = {
  reachedMany: {
    en: 'Port {port} of {host} answered {clients} addresses from outside, from {from} to {to}, among them {sample}: everybody can try passwords there.',
    ja: '{host} のポート {port} は、{from} から {to} までに外部のアドレス {clients} 個に応答しています（例: {sample}）。誰でもパスワードを試せる状態です。',
    ko: '{host}의 포트 {port}이(가) {from}부터 {to}까지 외부 주소 {clients}개에 응답했습니다(예: {sample}). 누구나 비밀번호를 시도할 수 있는 상태입니다.',
    zh: '{host} 的端口 {port} 在 {from} 至 {to} 期间应答了 {clients} 个外部地址，例如 {sample}：任何人都可以在那里尝试密码。',
    ru: 'Порт {port} узла {host} с {from} по {to} отвечал внешним адресам (всего {clients}), среди них {sample}: подбирать там пароли может кто угодно.',
  },
  reachedFew: {
    en: 'Port {port} of {host} answered addresses from outside ({clients}), from {from} to {to}, among them {sample}. Whether these are your own people, you know.',
    ja: '{host} のポート {port} は、{from} から {to} までに外部のアドレスに応答しています（{clients} 個、例: {sample}）。自社の担当者かどうかを確認してください。',
    ko: '{host}의 포트 {port}이(가) {from}부터 {to}까지 외부 주소에 응답했습니다({clients}개, 예: {sample}). 내부 담당자의 주소인지 확인하십시오.',
    zh: '{host} 的端口 {port} 在 {from} 至 {to} 期间应答了外部地址（{clients} 个，例如 {sample}）。请确认这些是否为自己人。',
    ru: 'Порт {port} узла {host} с {from} по {to} отвечал внешним адресам (всего {clients}), среди них {sample}. Ваши ли это люди, знаете только вы.',
  },
  reachedFix: {
    en: 'Let only your own addresses, a VPN or Session Manager reach port {port}, in the security group and not on the host alone.',
    ja: 'ポート {port} には、自社のアドレス、VPN、Session Manager からのみ接続できるようにしてください。ホスト上だけでなく、セキュリティグループで制限します。',
    ko: '포트 {port}에는 자체 주소, VPN, Session Manager만 접근하도록 하십시오. 호스트에서만이 아니라 보안 그룹에서 제한하십시오.',
    zh: '请仅允许自己的地址、VPN 或 Session Manager 访问端口 {port}，并在安全组中限制，而不只是在主机上。',
    ru: 'Откройте порт {port} только для своих адресов, VPN или Session Manager — в группе безопасности, а не только на самом хосте.',
  },
} as const satisfies Rows;
