import PostalMime from 'postal-mime';
import type { Address, Attachment, Email } from 'postal-mime';
import type { NoticeMail } from '../model/claim.ts';
import type { Instant } from '../model/instant.ts';
import { asFixed, joinFlowed } from './flowed.ts';
import { htmlToText } from './html.ts';
import { readTime } from './time.ts';

/** Larger mails are read up to here. */
export const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/**
 * A parser of mails keeps some two kilobytes for each line, and most of its time goes to lines, not to bytes: a mail of 10 MB in
 * base64 has 134,000. So many are read, and of short ones these and one more for each 40 bytes.
 */
export const MAX_MAIL_LINES = 150_000;
const SHORT_LINES = 40_000;
const BYTES_A_LINE = 40;

/** How many bytes of a mail are read, by its lines: all, or those before the line that is one too many. */
export function readableBytes(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let lines = 0;
  for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, at + 1)) {
    if (++lines >= Math.min(MAX_MAIL_LINES, SHORT_LINES + at / BYTES_A_LINE)) return at + 1;
  }
  return bytes.length;
}

export interface Mailbox {
  name: string;
  /** Lower case. */
  address: string;
}

/** A mail, decoded. */
export interface Mail {
  from: Mailbox[];
  /** Addresses it went to, lower case. */
  to: string[];
  subject?: string;
  /** By what an answer is joined to it; undefined where its header has nothing of it. */
  thread?: NoticeMail;
  /** Of the topmost Received line, else the Date header; absent if neither names a time with its zone. */
  received?: Instant;
  /** The same text in the forms that the mail has it: plain first, then made from HTML. */
  bodies: string[];
  /** Mails attached as a whole. */
  enclosed: Uint8Array[];
  /** Other texts attached: logs. */
  attached: string[];
  /** Parts that machines read: JSON, feedback reports (RFC 5965). */
  parts: TextPart[];
  /** How often each header occurs, by lower-case name. */
  headerCounts: Map<string, number>;
}

/** A part of a mail, as text. */
export interface TextPart {
  /** Lower case: `application/json`. */
  type: string;
  text: string;
}

/** Types of parts that a notice in machine form is in, beside plain text. */
const MACHINE =
  /^(?:application\/(?:[\w.-]{1,60}\+)?json|message\/feedback-report|application\/(?:x-)?yaml)$/;
/** A name by which software that knows no type for it attaches JSON. */
const JSON_NAME = /\.json$/i;

/** Headers that mail software writes and nobody pastes. */
const TRANSPORT =
  /^(?:received|return-path|message-id|mime-version|dkim-signature|content-type|x-[a-z-]{1,60})\s*:/im;

/**
 * True if the bytes begin with a mail's header, as against a text that somebody pasted from a mail program
 * (which has From and Subject at most).
 */
export function isMail(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 65_536))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  if (!/^(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)/.test(head)) return false;
  const end = head.search(/\r?\n\r?\n/);
  return TRANSPORT.test(end < 0 ? head : head.slice(0, end));
}

/**
 * The mails of an mbox file; anything else is one mail. The separator is `From ` at a line's start behind a
 * blank line, as RFC 4155 describes it.
 */
export function splitMbox(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1').replace(/^\s+/, '');
  if (!text.startsWith('From ')) return [bytes];
  return text
    .split(/\r?\n\r?\n(?=From \S{1,300} [^\n]{10,60}\d{4})/)
    .map((mail) => Buffer.from(mail.replace(/^From [^\n]*\n/, ''), 'latin1'));
}

function mailboxes(address: Address | undefined): Mailbox[] {
  if (address === undefined) return [];
  const list = address.group ?? [address];
  return list.map((box) => ({ name: box.name, address: (box.address ?? '').toLowerCase() }));
}

/** An id of a mail (RFC 5322, section 3.6.4): nothing in it that could end a header or begin another. */
const MESSAGE_ID = /<[!-;=?-~]{1,400}@[!-;=?-~]{1,400}>/g;
/** One address, and nothing that a header could not hold as it is. */
const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9.-]{1,253}$/;
/** A longer history is cut at its beginning, of which the first is kept (RFC 5322, section 3.6.4, lets them all stand). */
const MAX_REFERENCES = 50;

function messageIds(text: string | undefined): string[] {
  return [...new Set((text ?? '').slice(0, 40_000).match(MESSAGE_ID))];
}

function threadOf(email: Email): NoticeMail | undefined {
  const [id] = messageIds(email.messageId);
  const before = messageIds(email.references ?? email.inReplyTo);
  const references =
    before.length > MAX_REFERENCES ? [...before.slice(0, 1), ...before.slice(1 - MAX_REFERENCES)] : before;
  const plain = (boxes: readonly Mailbox[]): string | undefined =>
    boxes.map(({ address }) => address).find((address) => ADDRESS.test(address));
  const from = plain(mailboxes(email.from));
  const replyTo = plain((email.replyTo ?? []).flatMap(mailboxes));
  const thread: NoticeMail = {
    ...(id !== undefined && { message_id: id }),
    ...(references.length > 0 && { references }),
    ...(from !== undefined && { from }),
    ...(replyTo !== undefined && { reply_to: replyTo }),
  };
  return Object.keys(thread).length === 0 ? undefined : thread;
}

function receivedAt(email: Email): Instant | undefined {
  const topmost = email.headers.find((header) => header.key === 'received')?.value ?? '';
  const arrived = readTime(topmost.slice(topmost.lastIndexOf(';') + 1));
  if (arrived?.zoned === true) return arrived.instant;
  const sent = readTime(email.headers.find((header) => header.key === 'date')?.value ?? '');
  return sent?.zoned === true ? sent.instant : undefined;
}

function contentOf(attachment: Attachment): Uint8Array {
  const { content } = attachment;
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** What a MIME parser takes long for: a huge header, a huge number of parts. No notice comes near. */
const MAX_HEADER_BYTES = 256 * 1024;
const MAX_BOUNDARY_LINES = 20_000;

/** Why the mail is not decoded, or undefined. */
function tooLarge(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const ends = [buffer.indexOf('\r\n\r\n'), buffer.indexOf('\n\n')].filter((at) => at >= 0);
  const header = ends.length === 0 ? buffer.length : Math.min(...ends);
  if (header > MAX_HEADER_BYTES) return `its header has ${header} bytes, more than ${MAX_HEADER_BYTES}`;
  let lines = 0;
  for (let at = buffer.indexOf('\n--'); at >= 0; at = buffer.indexOf('\n--', at + 3)) lines++;
  return lines > MAX_BOUNDARY_LINES ? `it has ${lines} parts, more than ${MAX_BOUNDARY_LINES}` : undefined;
}

/**
 * Decodes a mail: transfer encodings, character sets, HTML.
 * @throws Error on a mail beyond the limits (header size, parts, nesting)
 */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const reason = tooLarge(bytes);
  if (reason !== undefined) throw new Error(reason);
  const flowed = asFixed(bytes);
  const email = await PostalMime.parse(flowed?.bytes ?? bytes, {
    forceRfc822Attachments: true,
    maxNestingDepth: 50,
    maxHeadersSize: MAX_HEADER_BYTES,
  });
  const headerCounts = new Map<string, number>();
  for (const { key } of email.headers) headerCounts.set(key, (headerCounts.get(key) ?? 0) + 1);
  const received = receivedAt(email);
  const thread = threadOf(email);
  const text = email.text ?? '';
  const enclosed = email.attachments.filter((part) => part.mimeType === 'message/rfc822');
  const attached = email.attachments.filter(
    (part) => part.mimeType.startsWith('text/') && part.mimeType !== 'text/html',
  );
  const machine = email.attachments.filter(
    ({ mimeType, filename }) => MACHINE.test(mimeType) || JSON_NAME.test(filename ?? ''),
  );
  return {
    from: mailboxes(email.from),
    to: [...(email.to ?? []), ...(email.cc ?? [])].flatMap(mailboxes).map((box) => box.address),
    ...(email.subject === undefined ? {} : { subject: email.subject }),
    ...(thread !== undefined && { thread }),
    ...(received === undefined ? {} : { received }),
    bodies: [
      flowed === undefined ? text : joinFlowed(text, flowed.deletesBlank),
      email.html === undefined ? '' : htmlToText(email.html),
    ].filter((body) => body.trim() !== ''),
    enclosed: enclosed.map(contentOf),
    attached: attached.map((part) => decodeText(contentOf(part))),
    parts: machine.map((part) => ({ type: part.mimeType, text: decodeText(contentOf(part)) })),
    headerCounts,
  };
}

/** Text of unknown encoding: by its byte order mark, UTF-8 if it is valid, else Windows-1252 (ASCII survives). */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : text;
}
