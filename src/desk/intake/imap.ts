// Without a port: imapflow opens its own connection; the mailbox that it reads is the one that the user names.
import { ImapFlow } from 'imapflow';
import { UserError } from '../../base/errors.ts';
import { MAX_MAIL_BYTES } from '../../notices/mail.ts';
import { IMAP_HINT } from './imap-place.ts';
import type { ImapPlace } from './imap-place.ts';
import type { StoredMail } from './mailbox.ts';

function problemOf(error: unknown, { host, mailbox }: ImapPlace): UserError {
  const refused =
    error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
  const text = error instanceof Error ? error.message : String(error);
  return new UserError(
    refused
      ? `${host} refuses user name or password`
      : `the mailbox ${mailbox} on ${host} cannot be read: ${text}`,
    { hint: IMAP_HINT, cause: error },
  );
}

/**
 * The mails of an IMAP mailbox, oldest first, each fetched by itself. The mailbox is opened read-only (EXAMINE), so that no
 * mail is marked as seen.
 * @throws UserError where it cannot be reached or read
 */
export async function* readImap(place: ImapPlace): AsyncGenerator<StoredMail> {
  const client = new ImapFlow({
    host: place.host,
    port: place.port,
    secure: place.secure,
    doSTARTTLS: place.secure ? undefined : true,
    auth: { user: place.user, pass: place.password },
    logger: false,
  });
  // A connection that breaks is reported by the command that waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.mailboxOpen(place.mailbox, { readOnly: true });
    const found = await client.search({ all: true }, { uid: true });
    for (const uid of found === false || found === undefined ? [] : found) {
      const name = `${place.mailbox}/${uid}`;
      const about = await client.fetchOne(String(uid), { size: true }, { uid: true });
      if (about === false) continue;
      // What a server says of a mail's size is not what it sends: never more than is read of one is asked for.
      const source = { start: 0, maxLength: MAX_MAIL_BYTES + 1 };
      const mail = await client.fetchOne(String(uid), { source }, { uid: true });
      if (mail === false || mail.source === undefined) continue;
      const size = Math.max(about.size ?? 0, mail.source.length);
      const bytes = mail.source.subarray(0, MAX_MAIL_BYTES);
      yield { name, bytes, ...(size > MAX_MAIL_BYTES ? { whole: size } : {}) };
    }
  } catch (error) {
    throw error instanceof UserError ? error : problemOf(error, place);
  } finally {
    await client.logout().catch(() => client.close());
  }
}
