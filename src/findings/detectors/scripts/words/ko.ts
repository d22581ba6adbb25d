import { period } from '../../../../language/figures.ts';
import { count } from '../../../../language/grammar/ko.ts';
import { particles } from '../../../../language/grammar/ko-particles.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScriptMessages } from '../messages.ts';

export const ko: WordsOf<ScriptMessages> = {
  scriptUsed: ({ script, sure, requests, posts, clients, when, signs }) =>
    `${script}: ${sure ? '누군가 서버를 조종하는 데 쓰는 스크립트일 가능성이 높습니다' : '원인이 된 스크립트일 수 있으나 내용을 보지 않고는 판단할 수 없습니다'}. ` +
    `${period(when)}에 클라이언트 ${count(clients)}곳의 요청 ${count(requests)}건(데이터 전송 ${count(posts)}건)에 응답했습니다. 근거: ${signs.join('; ')}.`,
  scriptsMore: ({ scripts, named, requests, clients, when, sample }) =>
    `상위 ${count(named)}개 외에도 같은 방식으로 눈에 띄는 스크립트가 ${count(scripts)}개 있습니다(${sample.join(', ')}${sample.length < scripts ? ' 등' : ''}). ` +
    `${period(when)}에 클라이언트 ${count(clients)}곳의 요청 ${count(requests)}건에 응답했습니다.`,
  gapScripts: ({ scripts, most }) =>
    `웹 셸처럼 요청된 스크립트(클라이언트 한두 곳만 요청, 업로드용 폴더에 위치, 또는 PUT으로 올라옴)가 ${count(scripts)}개이며 그중 가능성이 높은 ${count(most)}개만 자세히 살펴보고 나머지는 살펴보지 않았습니다`,
  scriptText: ({ path, signs }) => `${path}의 내용: ${signs.join(', ')}`,
  scriptFolder: ({ path }) => `스크립트가 있어서는 안 되는 곳에 있습니다(${path})`,
  scriptPut: ({ client }) => particles`${client}이(가) PUT으로 올렸습니다`,
  scriptOneClient: ({ client, others }) =>
    `${client}만 요청했고 다른 클라이언트 ${count(others)}곳은 요청하지 않았습니다`,
  scriptUnlinked: () => '어느 페이지에서도 링크되지 않았습니다',
  scriptAfterUpload: ({ client, seconds, to }) =>
    particles`첫 요청은 ${client}이(가) ${to}에 데이터를 보낸 지 ${count(seconds)}초 뒤였습니다`,
  scriptTurned: ({ host, targets, all }) =>
    particles`${host}이(가) 처음 접속한 호스트 ${count(all)}곳 가운데 ${count(targets)}곳이 이 스크립트에 대한 요청 전후에 몰려 있습니다`,
  scriptClaimed: ({ moments, all }) =>
    all === 1
      ? '요청 시각이 통지에 적힌 시각과 일치합니다'
      : `통지에 적힌 시각(분 단위) ${count(all)}개 가운데 ${count(moments)}개가 요청과 일치합니다`,
  scriptMailed: ({ exact, caller }) =>
    `신고된 메일의 헤더에 ${exact ? '이 스크립트가' : '같은 이름의 스크립트가'} 적혀 있습니다` +
    (caller === undefined ? '' : `(호출한 주소로 적힌 ${caller}도 로그에 있습니다)`),
  scriptRule: ({ source, points, seconds, targets, lift }) =>
    `${source}. 적용 값: ${points}점, 업로드 후 ${seconds}초, 호스트 ${targets}곳, 우연의 ${lift}배`,
  sourceScript: () =>
    'NSA와 ASD의 웹 셸 탐지 지침(Detect and Prevent Web Shell Malware, 2020: 드문 클라이언트, 리퍼러 없음, 이례적인 폴더, 알려진 내용)에 외부로 나가는 연결과의 대조를 더한 것',
  name_script_requests: () => '스크립트 요청 수',
  name_script_posts: () => '데이터 전송 요청 수',
  name_points: () => '점수',
};
