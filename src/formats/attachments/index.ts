import type { Format } from '../format.ts';
import { AWS_RANGES } from './aws-ranges.ts';
import { AWS_INVENTORY } from './aws-inventory.ts';
import { NOTICE } from './notice.ts';

export const FORMATS: readonly Format[] = [AWS_RANGES, AWS_INVENTORY, NOTICE];
