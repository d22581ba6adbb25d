import type { Cloud } from '../cloud.ts';
import { INVENTORY } from './inventory/index.ts';
import { RANGES } from './ranges.ts';

/** Amazon Web Services. */
export const AWS: Cloud = {
  name: 'aws',
  title: 'Amazon Web Services',
  ranges: RANGES,
  inventory: INVENTORY,
};
