import { worded } from '../model/evidence-worded.ts';
import { ZONE } from '../tables/zones.ts';
import type { AttachmentFormat, Head, Recognition } from '../formats/format.ts';
import { SENDERS } from './senders/index.ts';

/** Headers that mail software writes at a mail's beginning; nobody pastes them. */
const TRANSPORT =
  /^(?:received|return-path|message-id|mime-version|dkim-signature|delivered-to|x-[a-z-]{1,60})\s{0,5}:/im;
const HEADER_LINE = /^(?:From \S|[A-Za-z][A-Za-z0-9-]{1,60}\s{0,3}:)/;

const PHRASES = SENDERS.flatMap((sender) => sender.phrases);
const LAYOUTS = SENDERS.flatMap((sender) => sender.layouts ?? []);

/** Looked at for phrases. */
const SPAN = 32 * 1024;

/** One line of lower case, without quote marks and the zero bytes of UTF-16; HTML and curly quotes made plain. */
function flat(text: string): string {
  return text
    .slice(0, SPAN)
    .replaceAll('\u0000', '')
    .replace(/\u00e2\u0080\u0099/g, "'")
    .replace(/[\r\n][>| \t]*/g, ' ')
    .replace(/[ \t\u00a0]+/g, ' ')
    .toLowerCase();
}

function recogniseMail(text: string): Recognition | undefined {
  if (!HEADER_LINE.test(text)) return undefined;
  const end = text.search(/\r?\n\r?\n/);
  const header = end < 0 ? text : text.slice(0, end);
  if (!TRANSPORT.test(header) || !/^(?:from|subject|date)\s{0,5}:/im.test(header)) return undefined;
  return { confidence: 0.8, because: worded('evNoticeHeader') };
}

/**
 * A mail (any: its text may be encoded, so that only reading it tells), or a text with the phrases of a sender's
 * notices.
 */
export const NOTICE: AttachmentFormat = {
  name: 'notice',
  title: 'Abuse notice: a mail (.eml) or the text of one',
  sample: 'It has been implicated in activity that resembles a port scan …',
  kind: 'attachment',
  role: 'notice',
  zone: ZONE.notice,
  recognise(head: Head) {
    const text = head.text.replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,100}/, '');
    const mail = recogniseMail(text);
    if (mail !== undefined) return mail;
    const line = flat(text);
    const phrases = PHRASES.filter((phrase) => line.includes(phrase));
    const [first] = phrases;
    if (first !== undefined) {
      return {
        confidence: phrases.length > 1 ? 0.8 : 0.6,
        because: worded('evNoticeWords', { words: first }),
      };
    }
    const layout = LAYOUTS.find(({ pattern }) => pattern.test(text));
    return layout && { confidence: 0.6, because: worded('evNoticeLayout', { what: layout.like }) };
  },
};
