import { render } from '../language/render.ts';
import { wordsOf } from '../language/words.ts';
import type { Claim, WrittenClaim } from '../model/claim.ts';
import type { Message } from '../model/message.ts';
import type { Notice } from './claims.ts';
import { noticeWords } from './words/index.ts';

const ENGLISH = wordsOf('en', [noticeWords]);

/**
 * A claim as files have it: why its notice counts as its sender's, or not, in English beside the message.
 * @param english words of the message; of a case that was read from a file it may be any that a case can say
 */
export function writtenClaim({ authenticity, ...claim }: Claim, english = ENGLISH): WrittenClaim {
  const because = render(authenticity.message, english);
  return { ...claim, authenticity: { ...authenticity, because } };
}

/** A notice as `notice --json` prints it. */
export function writtenNotice({ claims, unread, notes }: Notice): {
  claims: WrittenClaim[];
  unread: string[];
  notes: { text: string; message: Message }[];
} {
  return {
    claims: claims.map((claim) => writtenClaim(claim)),
    unread,
    notes: notes.map((message) => ({ text: render(message, ENGLISH), message })),
  };
}
