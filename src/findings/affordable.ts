import { OutOfMemory } from '../events/engines/engine.ts';

/**
 * Asks one question of many over the logs. One that needs more memory than the engine may have is left out and named, so that
 * evidence of long texts, none of them twice, costs the case a table and not the case itself.
 * @param left gets the names of those that were left out; without it the error goes on
 */
export async function affordable<T>(
  name: string,
  left: string[] | undefined,
  ask: () => Promise<T[]>,
): Promise<T[]> {
  try {
    return await ask();
  } catch (error) {
    if (left === undefined || !(error instanceof OutOfMemory)) throw error;
    left.push(name);
    return [];
  }
}
