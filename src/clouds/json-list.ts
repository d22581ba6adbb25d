import type { Head, Recognition } from '../formats/format.ts';
import { cloudReason } from './reason.ts';

/** How much of a file is looked at for its first keys. */
const LOOKED_AT = 16_384;

/**
 * Recognises a JSON object by keys that it has among the first, in any order and spacing.
 * @param keys all of them: `"syncToken"` as the file writes it, quotes included
 * @param not a key that a file of another kind has
 */
export function byKeys(keys: readonly string[], not?: string): (head: Head) => Recognition | undefined {
  const names = keys.map((key) => key.replaceAll('"', ''));
  return (head) => {
    const text = head.text.slice(0, LOOKED_AT);
    if (!/^[\s\u00ef\u00bb\u00bf]*\{/.test(text)) return undefined;
    if (!keys.every((key) => text.includes(key))) return undefined;
    if (not !== undefined && text.includes(not)) return undefined;
    return { confidence: 0.95, because: cloudReason('cloudJson', { keys: names }) };
  };
}
