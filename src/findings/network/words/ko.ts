import { count, percent, middleboxes } from '../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NetworkMessages } from '../messages.ts';

export const ko: WordsOf<NetworkMessages> = {
  roleListedNat: ({ gateway }) => `인벤토리에 NAT 게이트웨이 ${gateway}로 올라 있습니다`,
  roleListedInterface: ({ networkInterface, kind }) =>
    `인벤토리에 ${networkInterface} 항목이 ${middleboxes[kind]}의 인터페이스로 올라 있습니다`,
  roleTranslated: ({ legs, hosts }) =>
    `저희 호스트 ${count(hosts)}대가 이곳으로 보낸 기록 ${count(legs)}건은 다른 주소로 가는 패킷입니다`,
  roleMirrored: ({ share }) =>
    `저희 호스트가 이곳으로 보낸 양의 ${percent(share)}가 같은 포트에서 같은 양만큼 다시 나갑니다`,
  roleNextHop: ({ records, hosts }) =>
    `저희 호스트 ${count(hosts)}대의 기록 ${count(records)}건이 패킷을 다음으로 받는 NAT 게이트웨이로 이것을 가리킵니다`,
  roleRegional: ({ gateway }) => `흐름 로그가 흐름을 기록한 게이트웨이로 ${gateway} 항목을 가리킵니다`,
  roleTransit: ({ hosts }) =>
    `기록에 저희 주소 ${count(hosts)}개가 나오며, 대부분의 기록에 나오는 주소는 없습니다`,
};
