import type { Numbers } from '../../src/model/numbers.ts';

/** Numbers as a case of another version may have them: no family declares some of these names. */
export function anyNumbers(numbers: Record<string, number>): Numbers {
  return numbers;
}
