import type { ScanKind } from '../../../model/abuse-types.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ScanKindMessages } from '../messages.ts';

const KINDS: Record<ScanKind, string> = {
  fin_scan: 'FIN 스캔: FIN만 있는 패킷으로, 연결을 여는 데 쓰이지 않습니다.',
  null_scan: 'NULL 스캔: TCP 플래그가 전혀 없는 패킷으로, 정상 시스템은 보내지 않습니다.',
  xmas_scan: 'Xmas 스캔: FIN, PSH, URG가 함께 켜진 패킷으로, 연결을 여는 데 쓰이지 않습니다.',
  fin_or_xmas_scan:
    'FIN 또는 Xmas 스캔: FIN이 있고 SYN이 없는 패킷. 둘을 가를 플래그가 이 로그에는 남지 않습니다.',
  null_or_ack_scan:
    'NULL 또는 ACK 스캔: SYN, FIN, RST가 없는 패킷. 둘을 가를 플래그가 이 로그에는 남지 않습니다.',
};

export const ko: WordsOf<ScanKindMessages> = {
  scanKind: ({ kind }) => KINDS[kind],
};
