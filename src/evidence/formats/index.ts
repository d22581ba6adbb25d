import { ACCESS_LOG } from './access-log.ts';
import { AWS_INVENTORY } from './aws-inventory.ts';
import { AWS_RANGES } from './aws-ranges.ts';
import type { Format } from './format.ts';
import { IIS_W3C } from './iis-w3c.ts';
import { NOTICE } from './notice.ts';
import { VPC_FLOW } from './vpc-flow.ts';
import { VPC_FLOW_CSV } from './vpc-flow-csv.ts';
import { VPC_FLOW_JSON } from './vpc-flow-json.ts';
import { VPC_FLOW_PARQUET } from './vpc-flow-parquet.ts';

/** Every format that evidence is recognised as. To add one, see docs/develop/adding-a-format.md. */
export const FORMATS: readonly Format[] = [
  VPC_FLOW,
  VPC_FLOW_CSV,
  VPC_FLOW_JSON,
  VPC_FLOW_PARQUET,
  IIS_W3C,
  ACCESS_LOG,
  AWS_RANGES,
  AWS_INVENTORY,
  NOTICE,
];
