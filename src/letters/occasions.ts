import type { Composition } from './composition.ts';
import { EXTENSION } from './extension.ts';
import type { Occasion } from './kinds.ts';
import { NOT_US } from './not-us.ts';
import { TERMINATED } from './terminated.ts';

export const COMPOSITIONS: Readonly<Record<Occasion, Composition>> = {
  extension: EXTENSION,
  'not-us': NOT_US,
  terminated: TERMINATED,
};
