import type { Format } from '../format.ts';
import { GUARDDUTY } from './guardduty.ts';

export const FORMATS: readonly Format[] = [GUARDDUTY];
export { GUARDDUTY_ROWS as ROWS } from './sentences.ts';
