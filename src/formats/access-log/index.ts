import type { Format } from '../format.ts';
import { ACCESS_LOG } from './access-log.ts';

export const FORMATS: readonly Format[] = [ACCESS_LOG];
export { ACCESS_ROWS as ROWS } from './sentences.ts';
