import type { Format } from '../format.ts';
import { VPC_FLOW } from './vpc-flow.ts';
import { VPC_FLOW_CSV } from './vpc-flow-csv.ts';
import { VPC_FLOW_JSON } from './vpc-flow-json.ts';
import { VPC_FLOW_PARQUET } from './vpc-flow-parquet.ts';
import { TGW_FLOW } from './tgw-flow.ts';

export const FORMATS: readonly Format[] = [VPC_FLOW, VPC_FLOW_CSV, VPC_FLOW_JSON, VPC_FLOW_PARQUET, TGW_FLOW];
export { VPC_ROWS as ROWS } from './sentences.ts';
