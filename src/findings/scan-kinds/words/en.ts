import type { ScanKind } from '../../../model/abuse-types.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ScanKindMessages } from '../messages.ts';

const KINDS: Record<ScanKind, string> = {
  fin_scan: 'A FIN scan: packets with FIN alone, which no system sends to open a connection.',
  null_scan: 'A NULL scan: packets without any TCP flag, which no system sends.',
  xmas_scan: 'An Xmas scan: packets with FIN, PSH and URG, which no system sends to open a connection.',
  fin_or_xmas_scan:
    'A FIN or an Xmas scan: packets with FIN and without SYN; the log does not keep the flags that would tell which.',
  null_or_ack_scan:
    'A NULL or an ACK scan: packets with none of SYN, FIN and RST; the log does not keep the flags that would tell which.',
};

export const en: WordsOf<ScanKindMessages> = {
  scanKind: ({ kind }) => KINDS[kind],
};
