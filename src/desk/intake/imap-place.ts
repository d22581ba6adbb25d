import { UserError } from '../../base/errors.ts';

/** Where the mailbox is and who reads it. */
export interface ImapPlace {
  host: string;
  port: number;
  /** TLS from the beginning (`imaps:`); else STARTTLS, which must work. */
  secure: boolean;
  user: string;
  password: string;
  /** `INBOX` where none is given. */
  mailbox: string;
}

/** A part of an address without its escapes. @throws UserError where they are none, or hide what would be more than a name to a server */
function unescaped(text: string): string {
  let plain: string | undefined;
  try {
    plain = decodeURIComponent(text);
  } catch {
    plain = undefined;
  }
  // oxlint-disable-next-line no-control-regex -- they end commands of IMAP
  if (plain !== undefined && !/[\u0000-\u001f\u007f]/.test(plain)) return plain;
  throw new UserError('this is no address of a mailbox', { hint: IMAP_HINT });
}

export const IMAP_HINT =
  'Give imaps://USER@HOST/FOLDER, and the password in the variable ABUSEDESK_IMAP_PASSWORD.';

/**
 * Reads `imaps://user@host:993/Folder`. A password in an address ends up in the shell's history: it is refused.
 * @throws UserError where the address is no address of a mailbox, or no password is set
 */
export function imapPlace(text: string, password: string | undefined): ImapPlace {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url?.protocol === 'imaps:';
  if (
    url === undefined ||
    !(secure || url.protocol === 'imap:') ||
    url.hostname === '' ||
    url.username === ''
  )
    throw new UserError('this is no address of a mailbox', { hint: IMAP_HINT });
  if (url.password !== '')
    throw new UserError('a password in the address would stay in the shell’s history', { hint: IMAP_HINT });
  if (password === undefined || password === '')
    throw new UserError('the password of the mailbox is not set', { hint: IMAP_HINT });
  const folder = unescaped(url.pathname.replace(/^\//, ''));
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    user: unescaped(url.username),
    password,
    mailbox: folder === '' ? 'INBOX' : folder,
  };
}
