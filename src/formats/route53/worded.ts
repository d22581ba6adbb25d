import { reasonsOf } from '../../model/reason.ts';
import type { TEXT_ROWS } from '../text/sentences.ts';
import type { ROUTE53_ROWS } from './sentences.ts';

/** Reasons and notes of this family, and those that all formats share. */
export const worded = reasonsOf<typeof TEXT_ROWS & typeof ROUTE53_ROWS>();
