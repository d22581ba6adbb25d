import { period } from '../../../../language/figures.ts';
import { count, duration, listed, portWords } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SpamMessages } from '../messages.ts';

export const ko: WordsOf<SpamMessages> = {
  mailedMany: ({ who, servers, ports, connections, busiest, window, when, before, takes_none }) =>
    `${who}: ${period(when)}에 메일 서버 ${count(servers)}대(${portWords(listed(ports.map(String)), ports.length, 'TCP')})에 ` +
    `${count(connections)}회 연결했으며, ${duration(window)} 안에 가장 많게는 ${count(busiest)}대였습니다. ` +
    (takes_none
      ? '이 호스트가 메일을 받는 흔적은 없습니다. '
      : '이 호스트가 메일을 받는지는 로그에 나타나지 않습니다. ') +
    (before === undefined
      ? '전에도 메일을 보냈는지 판단할 만큼 로그 기간이 길지 않습니다.'
      : `그 전 ${duration(before)} 동안의 흐름에는 메일 발송이 없습니다.`),
  spamRule: ({ source, servers, window, history }) =>
    `${source}. 적용한 값: ${duration(window)}에 메일 서버 ${count(servers)}대, 이력으로 보는 기간 ${duration(history)}. ` +
    '포트 25, 465, 587에서 응답하는 호스트는 제외',
  sourceSpam: () => 'GuardDuty Backdoor:EC2/Spambot(이력 없는 포트 25 메일 발송). 서버 수는 자체 정의',
  gapMailUnseen: ({ hosts, sample }) =>
    `저희 호스트 ${count(hosts)}대(${listed(sample)}${hosts > sample.length ? ', …' : ''})가 매우 많은 메일 서버로 보냈습니다. ` +
    '흐름 로그가 게이트웨이의 것이라 이들이 메일 서버처럼 메일을 받기도 하는지는 알 수 없습니다. 호스트 자체 인터페이스의 로그가 필요합니다',
  name_mail_connections: () => '메일 서버 연결 수',
  name_mail_servers_in_busiest_window: () => '가장 많은 구간의 메일 서버 수',
  name_seconds_without_mail: () => '그 전 메일이 없던 기간',
};
