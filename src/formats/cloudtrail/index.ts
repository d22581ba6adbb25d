import type { Format } from '../format.ts';
import { CLOUDTRAIL } from './cloudtrail.ts';
import { CLOUDTRAIL_CSV } from './cloudtrail-csv.ts';

export const FORMATS: readonly Format[] = [CLOUDTRAIL, CLOUDTRAIL_CSV];
export { CLOUDTRAIL_ROWS as ROWS } from './sentences.ts';
