/** The part of nodemailer that is used here; it has no types of its own. */
declare module 'nodemailer/lib/mail-composer/index.js' {
  interface MailOptions {
    from?: string;
    to?: string;
    subject: string;
    text: string;
    date: Date;
    messageId: string;
    inReplyTo?: string;
    references?: string[];
    headers?: Record<string, string>;
    newline: 'windows';
    disableFileAccess: true;
    disableUrlAccess: true;
  }

  export default class MailComposer {
    constructor(options: MailOptions);
    compile(): { build(): Promise<Buffer> };
  }
}
