import { reasonsOf } from '../../model/reason.ts';
import type { GIVEN_ROWS } from './sentences.ts';

/** Why a line of a list that the user brings was not taken. */
export const givenReason = reasonsOf<typeof GIVEN_ROWS>();
