import type { Format } from '../format.ts';
import { DIONAEA_JSON } from './dionaea-json.ts';
import { DIONAEA_SQLITE } from './dionaea-sqlite.ts';

export const FORMATS: readonly Format[] = [DIONAEA_JSON, DIONAEA_SQLITE];
export { DIONAEA_ROWS as ROWS } from './sentences.ts';
