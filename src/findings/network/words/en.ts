import { percent, middleboxes } from '../../../language/grammar/en.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NetworkMessages } from '../messages.ts';

export const en: WordsOf<NetworkMessages> = {
  roleListedNat: ({ gateway }) => `the inventory lists it as NAT gateway ${gateway}`,
  roleListedInterface: ({ networkInterface, kind }) =>
    `the inventory lists ${networkInterface} as an interface of a ${middleboxes[kind]}`,
  roleTranslated: ({ legs, hosts }) =>
    `${legs} records from ${hosts} of our hosts to it are packets for other addresses`,
  roleMirrored: ({ share }) =>
    `${percent(share)} of what our hosts send it leaves it again on the same ports, in the same amounts`,
  roleNextHop: ({ records, hosts }) =>
    `${records} records of ${hosts} of our hosts name it as the NAT gateway that takes their packets next`,
  roleRegional: ({ gateway }) => `the flow log names ${gateway} as the gateway that recorded the flows`,
  roleTransit: ({ hosts }) => `its records name ${hosts} of our addresses and none of them is in most`,
};
