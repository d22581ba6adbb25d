import type { ScanKind } from '../../../model/abuse-types.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ScanKindMessages } from '../messages.ts';

const KINDS: Record<ScanKind, string> = {
  fin_scan: 'FIN スキャン: FIN だけのパケットで、接続を開くために送られることはありません。',
  null_scan: 'NULL スキャン: TCP フラグが 1 つもないパケットで、通常のシステムは送りません。',
  xmas_scan: 'Xmas スキャン: FIN、PSH、URG を立てたパケットで、接続を開くために送られることはありません。',
  fin_or_xmas_scan:
    'FIN スキャンまたは Xmas スキャン: FIN があり SYN がないパケット。どちらかを示すフラグはこのログに残りません。',
  null_or_ack_scan:
    'NULL スキャンまたは ACK スキャン: SYN、FIN、RST のないパケット。どちらかを示すフラグはこのログに残りません。',
};

export const ja: WordsOf<ScanKindMessages> = {
  scanKind: ({ kind }) => KINDS[kind],
};
