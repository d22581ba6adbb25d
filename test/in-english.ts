import { englishOf } from '../src/cases/evidence.ts';

/** A reason, a note or the like of evidence in English; nothing stays nothing. */
export function inEnglish(reason: string | undefined): string {
  return reason === undefined ? '' : englishOf(reason);
}
