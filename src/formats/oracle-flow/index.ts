import type { Format } from '../format.ts';
import { ORACLE_FLOW } from './oracle-flow.ts';
import { ORACLE_FLOW_JSON } from './oracle-flow-json.ts';

export const FORMATS: readonly Format[] = [ORACLE_FLOW, ORACLE_FLOW_JSON];
export { ORACLE_FLOW_ROWS as ROWS } from './sentences.ts';
