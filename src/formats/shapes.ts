import { FORMATS } from './index.ts';
import type { Head } from './format.ts';

const SHAPES = FORMATS.flatMap(({ shapes }) => shapes ?? []);

/** Why what the user gives is no shape of a log: a clause; undefined if it is one. */
export function shapeProblem(shape: string): string | undefined {
  const problems = SHAPES.map((shapes) => shapes.problem(shape));
  return problems.includes(undefined) ? undefined : problems[0];
}

/** Have a file's first lines the shape that the user gave? */
export function hasShape(head: Head, shape: string): boolean {
  return SHAPES.some((shapes) => shapes.fits(head, shape));
}
