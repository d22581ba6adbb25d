import type { MailTrace } from '../../model/claim.ts';
import { count, counted, listed } from '../../language/grammar/en.ts';
import type { WordsOf } from '../../language/words.ts';
import type { NoticeMessages } from './messages.ts';

const TRACES: Readonly<Record<MailTrace['kind'], string>> = {
  script: 'script',
  command: 'program',
  folder: 'folder',
  caller: 'called from',
  account: 'mail account',
  user: 'system user',
  uid: 'user id',
};

export const en: WordsOf<NoticeMessages> = {
  authPasted: () => 'a pasted text has no sender',
  authForwarded: ({ who = 'somebody' }) =>
    `forwarded or quoted by ${who}: that proves at most who passed it on`,
  authAnybody: ({ who = 'somebody' }) =>
    `${who} reports it, and anybody can send such a report: what it says must be checked`,
  authNoFrom: () => 'it has no From address',
  authProven: ({ signer }) => `signed by ${signer}, and the signature is valid`,
  authOtherAddress: ({ signer, address, sender }) =>
    `${signer} signed it, but ${address} is no address that ${sender} sends abuse notices from`,
  authUnconfirmed: ({ signer, address, sender }) =>
    `${signer} signed it and the signature is valid, but no public page of ${sender} says that its abuse desk writes from ${address}: ask through its console`,
  authTwice: ({ header }) => `it has two ${header} headers, and a signature covers one`,
  authPartly: ({ signer }) => `${signer} signed only the first part of the text`,
  authMismatch: ({ signer }) =>
    `its signature in the name of ${signer} does not match the key that ${signer} publishes`,
  authNoDns: ({ signer }) =>
    `the key of ${signer} could not be fetched (no DNS), so its signature was not checked`,
  authChanged: ({ signer, sender }) =>
    `its text is not the one that ${signer} signed: it was changed on the way, or ${sender} never sent it`,
  authNoKey: ({ signer }) =>
    `${signer} publishes no key for its signature (it may have been withdrawn since)`,
  authExpired: ({ signer }) => `the signature of ${signer} has expired`,
  authInvalid: ({ signer, comment }) =>
    `the signature of ${signer} is not valid${comment === undefined ? '' : ` (${comment})`}`,
  authSignedByOthers: ({ address, others }) =>
    `it says it is from ${address}, but only ${listed(others)} signed it`,
  authUnsigned: ({ sender, rejects }) =>
    `it carries no signature of ${sender}${rejects === undefined ? '' : `, and ${rejects} asks that mail without one be rejected (DMARC)`}`,
  authPretends: ({ sender, domain }) =>
    `it calls itself ${sender}, but comes from ${domain}, which is not ${sender}'s`,
  authSealed: ({ signer, sealers }) =>
    `the ARC seal of ${listed(sealers)} is valid and says that the signature of ${signer} was valid on arrival there; whether the text was changed before it was sealed cannot be seen`,
  authSealTrusted: ({ signer, sealers }) =>
    `the signature of ${signer} was valid when it reached ${listed(sealers)}, whose ARC seal is valid and is trusted by your settings`,
  authSealUnknown: ({ sealers }) =>
    `only others signed it, and the ARC seal of ${listed(sealers)} was not checked: if it is yours, name the domain under trusted_sealers`,
  authTooMany: () => 'it carries more signatures than are checked',
  authUnchecked: ({ error }) => `its signatures cannot be checked (${error})`,

  mailTrace: ({ header, kind, value }) => `${TRACES[kind]} ${value} (${header})`,
  noticeCut: ({ read, bytes }) => `only the first ${count(read)} of ${count(bytes)} bytes were read`,
  noticeTextCut: ({ read, characters }) =>
    `only the first ${count(read)} of ${count(characters)} characters were read`,
  noticeClaims: ({ read, claims }) => `only the first ${count(read)} of ${count(claims)} notices were read`,
  noticeMails: ({ read, mails }) => `only the first ${count(read)} of ${count(mails)} mails were read`,
  noticeAnswer: ({ sender, reference }) =>
    `${sender} answers a letter of yours${reference === undefined ? '' : ` in case ${reference}`}: read it; it claims nothing new`,
  noticeTooLarge: ({ bytes, most }) =>
    `a notice of ${count(bytes)} bytes, more than the ${count(most)} that are read`,
  noticeFiles: ({ read }) => `only the first ${count(read)} files of the folder were read`,
  noticeUndecodable: ({ error }) => `the mail cannot be decoded: ${error}`,
  noticeLeftOut: ({ notices }) =>
    `${counted(notices, 'quoted notice was', 'quoted notices were')} left out: the sender's own words name nothing of it`,
  noticeNotUnderstood: ({ line }) => `not understood: ${line}`,
  noticeNothing: () => 'it looked like a notice, and claims nothing',
};
