/*
 * Mails in format=flowed (RFC 3676): a line that ends in a blank goes on in the next one, but never into another depth of
 * quotes. postal-mime joins across depths, which puts one person's words into another's line
 * (`findings/postal-mime-flowed-quotes.sh`), so it is shown such a mail without the parameter, and lines are joined here.
 */

const CONTENT_TYPE = /^content-type[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/gim;
const FLOWED = /;\s*format\s*=\s*"?(?=flowed(?:["\s;]|$))/i;
const DELETES_BLANK = /;\s*delsp\s*=\s*"?yes(?:["\s;]|$)/i;
/** As long as `flowed`, so that nothing moves. */
const FIXED = 'fixed ';

/** A mail whose plain text is flowed throughout. */
export interface FlowedMail {
  /** A copy for a parser that is not to join lines. */
  bytes: Uint8Array;
  /** The blank at a line's end is not part of the text (`delsp=yes`). */
  deletesBlank: boolean;
}

/**
 * The mail without its `format=flowed`. Undefined if it has none, if only some of its plain texts have it, or if a mail is
 * enclosed: an enclosed mail's bytes are signed, and must not be touched.
 */
export function asFixed(bytes: Uint8Array): FlowedMail | undefined {
  const copy = Buffer.from(bytes);
  const text = copy.toString('latin1');
  const end = text.search(/\r?\n\r?\n/);
  const head = end < 0 ? text : text.slice(0, end);
  // A mail of one part has its type in the header; what looks like one further down is text.
  const onePart = /^content-type[ \t]*:\s*text\/plain\b/im.test(head);
  const deletes = new Set<boolean>();
  for (const { 1: value = '', 0: whole, index } of (onePart ? head : text).matchAll(CONTENT_TYPE)) {
    const type = value.trimStart().toLowerCase();
    if (type.startsWith('message/')) return undefined;
    if (!type.startsWith('text/plain')) continue;
    const flowed = FLOWED.exec(value);
    if (flowed === null) return undefined;
    deletes.add(DELETES_BLANK.test(value));
    copy.write(FIXED, index + whole.length - value.length + flowed.index + flowed[0].length, 'latin1');
  }
  const [deletesBlank, ...mixed] = deletes;
  return deletesBlank === undefined || mixed.length > 0 ? undefined : { bytes: copy, deletesBlank };
}

/** Joins flowed lines of the same depth of quotes; a signature's `-- ` is a line of its own. */
export function joinFlowed(text: string, deletesBlank: boolean): string {
  const joined: { depth: number; content: string; open: boolean }[] = [];
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    // One blank behind the quote marks, or before `>` and `From `, was put there for the transport.
    const content = line.slice(depth).replace(/^ /, '');
    const signature = content === '-- ';
    const open = content.endsWith(' ') && !signature;
    const last = joined.at(-1);
    if (last?.open === true && last.depth === depth && !signature) {
      last.content = (deletesBlank ? last.content.slice(0, -1) : last.content) + content;
      last.open = open;
    } else {
      joined.push({ depth, content, open });
    }
  }
  return joined
    .map(({ depth, content }) => (depth > 0 ? `${'>'.repeat(depth)} ${content}` : content))
    .join('\n');
}
