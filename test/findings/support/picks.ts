import { numbers } from '../../support.ts';

/** Repeatable choices: each is a whole number from 0 to less than `below`. */
export function picks(seed: number): (below: number) => number {
  const next = numbers(seed * 2_654_435_761);
  return (below) => Math.floor((next() / 2 ** 32) * below);
}
