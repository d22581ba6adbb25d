import { sideBySide } from '../language/side-by-side.ts';
import { COMPLAINT_ROWS } from './sentences.ts';

/** What is said of complaints, in every language. */
export const complaintWords = sideBySide(COMPLAINT_ROWS);
