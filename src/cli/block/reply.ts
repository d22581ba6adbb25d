import type { Effects } from '../../base/ports.ts';
import { printableJson } from '../../base/printable.ts';

/** How a command of this family answers. */
export interface Reply {
  json?: true;
  quiet?: true;
}

/** Writes the document or the text, or nothing; only what is written is made. */
export function answer(
  document: () => object,
  text: () => string,
  { json, quiet }: Reply,
  effects: Effects,
): void {
  if (json) effects.stdout.write(`${printableJson(document())}\n`);
  else if (!quiet) effects.stdout.write(text());
}
