import type { Options } from 'nodemailer/lib/mailer';

/**
 * The bytes of a mail (RFC 5322, MIME). Nothing is read for it: a path or an address in what it is made of, which may come from the
 * evidence, names no attachment.
 */
export async function composeMail(mail: Options): Promise<Buffer> {
  // Loaded only where a mail is written.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  return new MailComposer({ ...mail, disableFileAccess: true, disableUrlAccess: true }).compile().build();
}
