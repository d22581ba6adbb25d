import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BruteForceMessages } from '../messages.ts';

const service = (port: number): string =>
  `TCP 포트 ${port}${portName(port) === undefined ? '' : `(${portName(port)})`}`;

export const ko: WordsOf<BruteForceMessages> = {
  guesses: ({ who, port, connections, hosts, when }) =>
    `${who}: ${period(when)}에 호스트 ${count(hosts)}대의 ${service(port)}에 ${count(connections)}번 접속했습니다. ` +
    '모두 로그인 실패와 크기가 같고 일정하므로, 흐름으로 보면 비밀번호 대입입니다. 확인에는 해당 호스트의 로그가 필요합니다.',
  guessesAtUs: ({ who, port, connections, hosts, when }) =>
    `${who}: ${period(when)}에 저희 호스트 ${count(hosts)}대의 ${service(port)}에 ${count(connections)}번 접속했습니다. ` +
    '모두 로그인 실패와 크기가 같고 일정하므로, 흐름으로 보면 비밀번호 대입입니다. 어느 계정인지는 서비스의 로그로 알 수 있습니다.',
  guessesAtUsMore: ({ sources, named, connections, when }) =>
    `접속이 가장 많은 ${count(named)}곳 외에도 주소 ${count(sources)}개가 ${period(when)}에 저희 로그인 서비스로 로그인 실패와 같은 크기의 접속을 모두 ` +
    `${count(connections)}번 했습니다.`,
  guessRule: ({ source, connections, other, minutes, share, one }) =>
    `${source}. 적용한 값: ${count(minutes)}분 동안 접속 ${count(connections)}번(크기가 공개되지 않은 서비스는 ${count(other)}번), ` +
    `한 서버에 ${count(one)}번, 그 크기의 비율 ${percent(share)}, 정시 작업 제외`,
  sourceGuess: () =>
    'NEMEA 무차별 대입 탐지(흐름 30개, SSH·Telnet·RDP의 크기), SSHCure(연속 10번, 일정한 트래픽). 그 밖의 서비스는 자체 정의',
  sourceGuessAtUs: () =>
    'NEMEA 무차별 대입 탐지(외부에서 온 흐름 30개, SSH·Telnet·RDP의 크기), SSHCure(연속 10번, 일정한 트래픽). 그 밖의 서비스는 자체 정의',
  name_login_connections: () => '로그인 실패와 닮은 접속 수',
  name_connections_in_busiest_window: () => '가장 바쁜 구간의 접속 수',
};
