import type { Format } from '../format.ts';
import { NFDUMP_CSV } from './nfdump-csv.ts';
import { NFDUMP_TEXT } from './nfdump-text.ts';

export const FORMATS: readonly Format[] = [NFDUMP_CSV, NFDUMP_TEXT];
export { NFDUMP_ROWS as ROWS } from './sentences.ts';
