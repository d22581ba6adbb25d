import { period } from '../../../../language/figures.ts';
import { count, listed } from '../../../../language/grammar/ko.ts';
import { particles } from '../../../../language/grammar/ko-particles.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SensorMessages } from '../messages.ts';

const LEVELS = { high: '심각도 높음', medium: '심각도 중간', low: '심각도 낮음' } as const;

function fates(reported: number, blocked: number, passed: number): string {
  const unsaid = reported - blocked - passed;
  if (unsaid === reported) return '차단 여부는 기록되지 않음';
  const parts = [
    ...(blocked > 0 ? [`차단 ${count(blocked)}건`] : []),
    ...(passed > 0 ? [`통과 ${count(passed)}건`] : []),
    ...(unsaid > 0 ? [`기록 없음 ${count(unsaid)}건`] : []),
  ];
  return parts.join(', ');
}

function whoOf({ address, provider, name }: { address: string; provider?: string; name?: string }): string {
  const further = [name, provider].filter((part) => part !== undefined);
  return further.length === 0 ? address : `${address}(${further.join(', ')})`;
}

const most = (different: number): string => (different > 1 ? '주로 ' : '');

export const ko: WordsOf<SensorMessages> = {
  sensorsSayOf: ({ own, said, when, peak, minutes, ...who }) =>
    `${whoOf(who)}${own ? '(우리 호스트)' : ''}: ${said.join('; ')}. 기간은 ${period(when)}` +
    `${peak === undefined ? '' : `, ${count(minutes)}분 동안 최대 경보 ${count(peak)}건`}입니다.`,
  sensorsSayOfOthers: ({ addresses, own, reported, blocked, passed, when }) =>
    `그 밖에 ${own ? '우리 ' : ''}주소 ${count(addresses)}개가 탐지되거나 차단되었습니다. ${period(when)}에 모두 ${count(reported)}건입니다` +
    `(${fates(reported, blocked, passed)}).`,
  sensorReported: ({ sensor, reported, web, level, blocked, passed, rule, rules, url, urls, targets }) =>
    particles`${sensor}이(가) ${web ? '요청 ' : ''}${count(reported)}건 탐지(${LEVELS[level]}` +
    (rule === undefined ? '' : `, 규칙은 ${most(rules)}${rule}`) +
    (url === undefined ? '' : `, 경로는 ${most(urls)}${url}`) +
    `${targets.length === 0 ? '' : `, 대상 ${listed(targets)}`}), ${fates(reported, blocked, passed)}`,
  sensorBanned: ({ sensor, bans, rules }) =>
    particles`${sensor}이(가) ${count(bans)}회 접속 차단` + (rules.length === 0 ? '' : `(${listed(rules)})`),
  sensorRule: ({ source, grave, medium, bans }) =>
    `${source}. 적용 값: 한 주소에 대해 심각도 '심각' 또는 '높음' 탐지 ${count(grave)}건, '중간' 또는 심각도 없는 탐지 ${count(medium)}건, ` +
    `또는 접속 차단 ${count(bans)}회`,
  sensorOwnRule: ({ source, own }) =>
    `${source}. 적용 값: 우리 호스트에 대해 심각도 '중간' 이상 또는 심각도 없는 탐지 ${count(own)}건`,
  sourceSensors: () =>
    '자체 정의: 다른 시스템의 판정을 그 심각도 그대로 전하고, 차단된 것과 통과한 것을 구분한다',
  filesBrought: ({ sensor, downloads, addresses, files, urls, hash, url, times, when }) =>
    `${period(when)}에 주소 ${count(addresses)}개가 허니팟 ${sensor}에 파일 ${count(downloads)}개를 들여왔습니다` +
    `. ${files === 0 ? '해시는 기록되지 않았고' : `해시로는 ${count(files)}종이며`} 출처 URL은 ${count(urls)}개입니다` +
    `. 가장 많은 것은 ${hash ?? '해시 없는 파일'}${url === undefined ? '' : `(출처 ${url})`}, ${count(times)}회입니다.`,
  downloadRule: ({ source }) => `${source}. 적용 값: 파일 1개`,
  sourceDownloads: () =>
    '자체 정의: 허니팟은 스스로 파일을 받지 않으므로 들어온 파일은 모두 공격자가 가져온 것이다',
  commandsTyped: ({ sensor, commands, addresses, address, different, command, times, when }) =>
    `${period(when)}에 ${address ?? `주소 ${count(addresses)}개`}에서 허니팟 ${sensor}에 들어와 명령을 ${count(commands)}회(${count(different)}종) 입력했습니다.` +
    (command === undefined ? '' : ` 가장 많은 것은 ${command}, ${count(times)}회입니다.`),
  commandRule: ({ source }) => `${source}. 적용 값: 명령 1회`,
  sourceCommands: () => '자체 정의: 허니팟에는 사용자가 없으므로 명령을 입력한 쪽은 모두 침입자다',
  tableAlertsByRule: () => '규칙별 경보: 센서와 서버가 알린 것과 그 결과',
  tableAlertsBySource: () => '출발지별 경보: 센서가 탐지하거나 차단한 상대',
  tableAlertsByUrl: () => '경로별 경보: 센서가 탐지한 요청의 페이지',
  tableAlertBursts: ({ alerts, minutes }) =>
    `급증: 한 센서의 경보가 ${count(minutes)}분 동안 ${count(alerts)}건 이상인 시간대`,
  tableDownloads: () => '허니팟에 들어온 파일(URL과 해시별)',
  name_reported: () => '탐지 건수',
  name_reported_blocked: () => '탐지 후 차단 건수',
  name_reported_passed: () => '탐지되었으나 통과한 건수',
  name_bans: () => '접속 차단 횟수',
  name_alerts_in_busiest_window: () => '가장 많은 구간의 경보 수',
  name_downloads: () => '들어온 파일 수',
  name_different_files: () => '파일 종류 수',
  name_commands: () => '입력된 명령 수',
  name_different_commands: () => '명령 종류 수',
  name_urls: () => 'URL 수',
  name_sensor: () => '센서',
  name_rule: () => '규칙',
  name_message: () => '메시지',
  name_severity: () => '심각도',
  name_alerts: () => '경보 수',
  name_blocked: () => '차단',
  name_passed: () => '통과',
  name_rules: () => '규칙 수',
  name_address: () => '주소',
  name_url: () => 'URL(경로)',
  name_hash: () => '해시',
  name_window_start: () => '구간 시작',
};
