import type { Format } from '../format.ts';
import { MODSECURITY } from './modsecurity.ts';
import { MODSECURITY_JSON } from './modsecurity-json.ts';

export const FORMATS: readonly Format[] = [MODSECURITY, MODSECURITY_JSON];
export { MODSECURITY_ROWS as ROWS } from './sentences.ts';
