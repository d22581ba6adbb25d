import type { Format } from './format.ts';

/** Every format that evidence is recognised as. To add one, see docs/develop/adding-a-format.md. */
export const FORMATS: readonly Format[] = [];
