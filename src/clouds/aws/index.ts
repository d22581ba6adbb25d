import type { Cloud } from '../cloud.ts';
import { CALLERS } from './callers.ts';
import { COLLECT } from './collect/index.ts';
import { COMMANDS } from './commands.ts';
import { IDS } from './ids.ts';
import { INVENTORY } from './inventory/index.ts';
import { openBucket } from './lake/bucket.ts';
import { LIFE } from './life.ts';
import { PRICES } from './prices.ts';
import { RANGES } from './ranges.ts';

/** Amazon Web Services. */
export const AWS: Cloud = {
  name: 'aws',
  title: 'Amazon Web Services',
  short: 'AWS',
  ranges: [RANGES],
  inventory: INVENTORY,
  ids: IDS,
  commands: COMMANDS,
  life: LIFE,
  prices: PRICES,
  collect: COLLECT,
  callers: CALLERS,
  place: openBucket,
};
