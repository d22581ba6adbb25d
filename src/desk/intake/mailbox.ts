import type { Message } from '../../model/message.ts';

/** One mail of a mailbox, as it lies there. */
export interface StoredMail {
  /** Where it lies, for messages: a path, or `INBOX/4711`. */
  name: string;
  /** At most as many as are read of a mail. Undefined: it could not be read, and `problem` says why. */
  bytes: Uint8Array | undefined;
  /** Of a mail that is larger: how many it has. */
  whole?: number;
  problem?: Message;
}

/** A mailbox is read and never changed: no mail is moved, marked or deleted. */
export type Mailbox = AsyncIterable<StoredMail>;

/** Mails of one pass; more are left for the next one, and that is said. */
export const MAX_MAILS = 10_000;
