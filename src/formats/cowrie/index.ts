import type { Format } from '../format.ts';
import { COWRIE } from './cowrie.ts';

export const FORMATS: readonly Format[] = [COWRIE];
export { COWRIE_ROWS as ROWS } from './sentences.ts';
