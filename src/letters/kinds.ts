/** Answers of which every notice gets both: one at once, one when the cause is known. */
export const REPLY_KINDS = ['interim', 'final'] as const;
/** What a case gets: the answers, and where the records refute a notice, a letter that disputes it. */
export const LETTER_KINDS = [...REPLY_KINDS, 'dispute'] as const;
/** Letters for an occasion, which a person asks for: more time, it was not ours, it is over. */
const OCCASIONS = ['extension', 'not-us', 'terminated'] as const;
export type Occasion = (typeof OCCASIONS)[number];
/** Whatever goes to the provider. */
export type LetterKind = (typeof LETTER_KINDS)[number] | Occasion;
/** What `letter reply --kind` takes. */
export const ANSWER_KINDS = [...REPLY_KINDS, 'not-us', 'terminated'] as const satisfies readonly LetterKind[];

/** What a letter is called in the case and in its file's name: `reply-final`. */
export function letterName(kind: LetterKind): string {
  return kind === 'dispute' || kind === 'extension' ? kind : `reply-${kind}`;
}

export function isOccasion(kind: LetterKind): kind is Occasion {
  return OCCASIONS.some((one) => one === kind);
}
