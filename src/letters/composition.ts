import type { Draft } from './draft.ts';
import type { Page } from './page.ts';

/** How a letter for an occasion is made up. */
export interface Composition {
  /** The first five entries. */
  fields: (draft: Draft) => [label: string, text: string][];
  /** Behind the greeting. */
  opening: (draft: Draft) => readonly string[];
  /** Between the opening and the closing. */
  body: (page: Page, draft: Draft) => void;
}
