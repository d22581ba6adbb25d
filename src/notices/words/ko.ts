import type { MailTrace } from '../../model/claim.ts';
import { count, listed } from '../../language/grammar/ko.ts';
import { particles } from '../../language/grammar/ko-particles.ts';
import type { WordsOf } from '../../language/words.ts';
import type { NoticeMessages } from './messages.ts';

const TRACES: Readonly<Record<MailTrace['kind'], string>> = {
  script: '스크립트',
  command: '프로그램',
  folder: '폴더',
  caller: '호출한 주소',
  account: '메일 계정',
  user: '시스템 사용자',
  uid: '사용자 ID',
};

export const ko: WordsOf<NoticeMessages> = {
  authPasted: () => '붙여 넣은 텍스트에는 발신자 정보가 없습니다',
  authForwarded: ({ who = '누군가' }) =>
    particles`${who}이(가) 전달하거나 인용한 것입니다. 증명되는 것은 기껏해야 전달한 사람까지입니다`,
  authAnybody: ({ who = '알 수 없는 발신자' }) =>
    `${who}의 신고입니다. 이런 신고는 누구나 보낼 수 있으므로 내용을 확인해야 합니다`,
  authNoFrom: () => 'From 주소가 없습니다',
  authProven: ({ signer }) => `${signer}의 서명이 있으며 유효합니다`,
  authOtherAddress: ({ signer, address, sender }) =>
    particles`${signer}의 서명은 있지만, ${address}은(는) ${sender}이(가) 악용 통지를 보내는 주소가 아닙니다`,
  authUnconfirmed: ({ signer, address, sender }) =>
    `${signer}의 유효한 서명이 있으나, ${sender}의 담당 부서가 ${address}에서 통지를 보낸다는 공개 정보가 없으므로 관리 콘솔에서 확인해 주십시오`,
  authTwice: ({ header }) => `${header} 헤더가 두 개인데, 서명이 보호하는 것은 하나뿐입니다`,
  authPartly: ({ signer }) => `${signer}의 서명은 본문의 앞부분만 보호합니다`,
  authMismatch: ({ signer }) => `${signer} 명의의 서명이 ${signer}의 공개 키와 일치하지 않습니다`,
  authNoDns: ({ signer }) => `${signer}의 키를 가져올 수 없어(DNS 사용 불가) 서명을 확인하지 않았습니다`,
  authChanged: ({ signer, sender }) =>
    particles`본문이 ${signer}이(가) 서명한 내용과 다릅니다. 도중에 변경되었거나 ${sender}이(가) 보낸 것이 아닙니다`,
  authNoKey: ({ signer }) =>
    particles`${signer}은(는) 이 서명의 키를 공개하지 않습니다(그 뒤에 철회되었을 수 있습니다)`,
  authExpired: ({ signer }) => `${signer}의 서명은 유효 기간이 지났습니다`,
  authInvalid: ({ signer, comment }) =>
    `${signer}의 서명이 유효하지 않습니다${comment === undefined ? '' : `(${comment})`}`,
  authSignedByOthers: ({ address, others }) =>
    particles`발신자는 ${address}(으)로 되어 있지만 서명한 곳은 ${listed(others)}뿐입니다`,
  authUnsigned: ({ sender, rejects }) =>
    `${sender}의 서명이 없습니다${rejects === undefined ? '' : particles`(${rejects}은(는) 서명 없는 메일의 거부를 요청합니다: DMARC)`}`,
  authPretends: ({ sender, domain }) =>
    particles`${sender}을(를) 자칭하지만, 보낸 곳인 ${domain}은(는) ${sender}의 도메인이 아닙니다`,
  authSealed: ({ signer, sealers }) =>
    `${listed(sealers)}의 ARC 봉인은 유효하며 수신 당시 ${signer}의 서명이 유효했음을 나타내지만, 봉인 전에 본문이 변경되었는지는 확인할 수 없습니다`,
  authSealTrusted: ({ signer, sealers }) =>
    `${signer}의 서명은 ${listed(sealers)}에 도착했을 때 유효했으며, ARC 봉인도 유효하고 설정에서 신뢰하도록 지정되어 있습니다`,
  authSealUnknown: ({ sealers }) =>
    `제삼자만 서명했으며 ${listed(sealers)}의 ARC 봉인은 확인하지 않았습니다. 귀사의 도메인이라면 trusted_sealers에 지정하십시오`,
  authTooMany: () => '서명이 확인할 수 있는 수보다 많습니다',
  authUnchecked: ({ error }) => `서명을 확인할 수 없습니다(${error})`,

  mailTrace: ({ header, kind, value }) => `${TRACES[kind]} ${value}(${header})`,
  noticeCut: ({ read, bytes }) => `${count(bytes)}바이트 가운데 앞의 ${count(read)}바이트만 읽었습니다`,
  noticeTextCut: ({ read, characters }) => `${count(characters)}자 가운데 앞의 ${count(read)}자만 읽었습니다`,
  noticeClaims: ({ read, claims }) => `통지 ${count(claims)}건 가운데 앞의 ${count(read)}건만 읽었습니다`,
  noticeMails: ({ read, mails }) => `메일 ${count(mails)}통 가운데 앞의 ${count(read)}통만 읽었습니다`,
  noticeAnswer: ({ sender, reference }) =>
    `보내신 문서에 대한 ${sender}의 답변입니다${reference === undefined ? '' : `(케이스 ${reference})`}. 새로운 지적은 없으니 내용을 확인해 주십시오`,
  noticeTooLarge: ({ bytes, most }) =>
    `통지가 ${count(bytes)}바이트로, 읽을 수 있는 한도인 ${count(most)}바이트를 넘습니다`,
  noticeFiles: ({ read }) => `폴더의 파일 중 처음 ${count(read)}개만 읽었습니다`,
  noticeUndecodable: ({ error }) => `메일을 디코딩할 수 없습니다: ${error}`,
  noticeLeftOut: ({ notices }) =>
    `인용된 통지 ${count(notices)}건을 제외했습니다. 발신자가 직접 쓴 본문에 그 내용이 언급되어 있지 않습니다`,
  noticeNotUnderstood: ({ line }) => `해석하지 못한 줄: ${line}`,
  noticeNothing: () => '통지처럼 보이지만 지적하는 내용이 없습니다',
};
