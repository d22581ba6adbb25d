import type { RowMessage } from '../../model/reason.ts';
import type { CUT_ROWS } from './cut-words.ts';
import type { SCREEN_ROWS } from './screen-words.ts';
import type { STEP_ROWS } from './step-words.ts';

/** All that is said about containment. Commands and names stay as they are. */
export type ContainMessage =
  | RowMessage<typeof CUT_ROWS>
  | RowMessage<typeof STEP_ROWS>
  | RowMessage<typeof SCREEN_ROWS>;
