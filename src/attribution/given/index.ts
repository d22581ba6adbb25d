import type { GivenList } from './given.ts';
import { LABEL_LIST } from './labels.ts';
import { MMDB } from './mmdb.ts';
import { ROUTE_TABLE } from './routes.ts';

/** Lists that no cloud publishes, by which list they fold into. The surest first. */
export const GIVEN: readonly { kind: GivenList; own: boolean }[] = [
  { kind: MMDB, own: false },
  { kind: ROUTE_TABLE, own: false },
  { kind: LABEL_LIST, own: true },
];
