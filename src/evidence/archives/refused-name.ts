import { worded } from '../worded.ts';

/** Why a member's name is no place inside its archive, as a reason. Undefined: it is one. */
export function refusedName(name: string): string | undefined {
  if (name === '') return worded('arcNoName');
  if (name.startsWith('/') || name.startsWith('\\') || /^[A-Za-z]:/.test(name)) return worded('arcAbsolute');
  if (name.split(/[/\\]/).includes('..')) return worded('arcOut');
  return undefined;
}
