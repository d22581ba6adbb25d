import type { ScanKind } from '../../../model/abuse-types.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ScanKindMessages } from '../messages.ts';

const KINDS: Record<ScanKind, string> = {
  fin_scan: 'FIN 扫描：只带 FIN 的包，没有系统会用它来建立连接。',
  null_scan: 'NULL 扫描：不带任何 TCP 标志的包，正常系统不会发送。',
  xmas_scan: 'Xmas 扫描：同时带 FIN、PSH、URG 的包，没有系统会用它来建立连接。',
  fin_or_xmas_scan: 'FIN 或 Xmas 扫描：带 FIN 而不带 SYN 的包；日志未保留可区分二者的标志。',
  null_or_ack_scan: 'NULL 或 ACK 扫描：不带 SYN、FIN、RST 的包；日志未保留可区分二者的标志。',
};

export const zh: WordsOf<ScanKindMessages> = {
  scanKind: ({ kind }) => KINDS[kind],
};
