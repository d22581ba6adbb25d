import type { Format } from '../format.ts';
import { ZEEK } from './zeek.ts';
import { ZEEK_JSON } from './zeek-json.ts';

export const FORMATS: readonly Format[] = [ZEEK, ZEEK_JSON];
export { ZEEK_ROWS as ROWS } from './sentences.ts';
