import type { ScanKind } from '../../../model/abuse-types.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ScanKindMessages } from '../messages.ts';

const KINDS: Record<ScanKind, string> = {
  fin_scan: 'FIN-сканирование: пакеты с одним FIN, которыми соединений не открывают.',
  null_scan: 'NULL-сканирование: пакеты без единого флага TCP, обычные системы таких не шлют.',
  xmas_scan: 'Xmas-сканирование: пакеты с FIN, PSH и URG, которыми соединений не открывают.',
  fin_or_xmas_scan:
    'FIN- или Xmas-сканирование: пакеты с FIN и без SYN; флагов, по которым их различают, журнал не хранит.',
  null_or_ack_scan:
    'NULL- или ACK-сканирование: пакеты без SYN, FIN и RST; флагов, по которым их различают, журнал не хранит.',
};

export const ru: WordsOf<ScanKindMessages> = {
  scanKind: ({ kind }) => KINDS[kind],
};
