import type { NoticeMessages } from '../../src/notices/words/messages.ts';
import type { SamplesOf } from '../language/samples.ts';

const none = [{}];
const signer = 'support.aws.com';
const sender = 'AWS';

export const SAMPLES: SamplesOf<NoticeMessages> = {
  authPasted: none,
  authAnybody: [{}, { who: 'reporter@example.net' }],
  authForwarded: [{}, { who: 'a@customer.example' }],
  authNoFrom: none,
  authProven: [{ signer }],
  authOtherAddress: [{ signer, sender, address: 'no-reply@sns.amazonaws.com' }],
  authUnconfirmed: [{ signer: 'linode.com', address: 'support@linode.com', sender: 'Linode' }],
  authTwice: [{ header: 'subject' }],
  authPartly: [{ signer }],
  authMismatch: [{ signer }],
  authNoDns: [{ signer }],
  authChanged: [{ signer, sender }],
  authNoKey: [{ signer }],
  authExpired: [{ signer }],
  authInvalid: [{ signer }, { signer, comment: 'bad signature' }],
  authSignedByOthers: [{ address: 'a@amazon.com', others: ['example.net', 'example.org'] }],
  authUnsigned: [{ sender }, { sender: 'AWS', rejects: 'amazon.com' }],
  authPretends: [{ sender, domain: 'aws-abuse.example' }],
  authSealed: [{ signer, sealers: ['google.com'] }],
  authSealTrusted: [{ signer, sealers: ['lists.customer.example'] }],
  authSealUnknown: [{ sealers: ['lists.customer.example'] }],
  authTooMany: none,
  authUnchecked: [{ error: 'bad header' }],
  mailTrace: [
    { header: 'X-PHP-Originating-Script', kind: 'script', value: 'mailer.php' },
    { header: 'Received', kind: 'uid', value: '33' },
  ],
  noticeCut: [{ read: 10_000, bytes: 12_000 }],
  noticeTextCut: [{ read: 10_000, characters: 12_000 }],
  noticeAnswer: [{ sender: 'AWS' }, { sender: 'AWS', reference: '27579687149' }],
  noticeTooLarge: [{ bytes: 20_000_000, most: 10_485_760 }],
  noticeFiles: [{ read: 1000 }],
  noticeMails: [{ read: 500, mails: 501 }],
  noticeClaims: [{ read: 100, claims: 101 }],
  noticeUndecodable: [{ error: 'bad header' }],
  noticeLeftOut: [{ notices: 1 }, { notices: 2 }],
  noticeNotUnderstood: [{ line: 'Odd label: x' }],
  noticeNothing: none,
};
