import type { Format } from '../format.ts';
import { GOOGLE_FLOW } from './google-flow.ts';
import { GOOGLE_FLOW_JSON } from './google-flow-json.ts';

export const FORMATS: readonly Format[] = [GOOGLE_FLOW, GOOGLE_FLOW_JSON];
export { GOOGLE_FLOW_ROWS as ROWS } from './sentences.ts';
