import type { Format } from '../format.ts';
import { OPENCANARY } from './opencanary.ts';

export const FORMATS: readonly Format[] = [OPENCANARY];
export { OPENCANARY_ROWS as ROWS } from './sentences.ts';
