import type { MailTrace } from '../../model/claim.ts';
import type { MessageOf, Nothing } from '../../model/message.ts';

/** Why a notice counts as its sender's, or not. `signer`: the domain in whose name it is signed. */
interface AuthenticityMessages {
  authPasted: Nothing;
  /** Absent `who`: the mail around it has no sender either. */
  authForwarded: { who?: string };
  /** A form that anybody may fill in: no provider's name is at stake. */
  authAnybody: { who?: string };
  authNoFrom: Nothing;
  authProven: { signer: string };
  /** Signed by the provider, from an address that its customers' texts come from too. */
  authOtherAddress: { signer: string; address: string; sender: string };
  /** No public text says from which address its abuse desk writes. */
  authUnconfirmed: { signer: string; address: string; sender: string };
  authTwice: { header: string };
  authPartly: { signer: string };
  authMismatch: { signer: string };
  authNoDns: { signer: string };
  authChanged: { signer: string; sender: string };
  authNoKey: { signer: string };
  authExpired: { signer: string };
  /** `comment`: the checker's own. */
  authInvalid: { signer: string; comment?: string };
  authSignedByOthers: { address: string; others: string[] };
  /** `rejects`: the domain asks receivers to reject mail without one (DMARC). */
  authUnsigned: { sender: string; rejects?: string };
  authPretends: { sender: string; domain: string };
  /** Whoever passed it on found the signature valid (ARC), and may have changed the text since. */
  authSealed: { signer: string; sealers: string[] };
  /** The same, by a sealer that the user trusts. */
  authSealTrusted: { signer: string; sealers: string[] };
  /** A seal of a domain that is not asked for its key. */
  authSealUnknown: { sealers: string[] };
  authTooMany: Nothing;
  /** `error`: the checker's own. */
  authUnchecked: { error: string };
}

/** What else is to be known of how a notice was read. */
interface ReadingMessages {
  /** How the message that is complained of was sent. */
  mailTrace: MailTrace;
  noticeCut: { read: number; bytes: number };
  noticeTextCut: { read: number; characters: number };
  noticeClaims: { read: number; claims: number };
  noticeMails: { read: number; mails: number };
  /** An answer to a letter of the recipient's own. */
  noticeAnswer: { sender: string; reference?: string };
  /** Of a mailbox: in bytes, and how many of a mail are read at most. */
  noticeTooLarge: { bytes: number; most: number };
  /** Of a folder. */
  noticeFiles: { read: number };
  noticeUndecodable: { error: string };
  noticeLeftOut: { notices: number };
  noticeNotUnderstood: { line: string };
  noticeNothing: Nothing;
}

export interface NoticeMessages extends AuthenticityMessages, ReadingMessages {}

export type AuthenticityMessage = MessageOf<AuthenticityMessages>;
export type NoticeMessage = MessageOf<NoticeMessages>;
