import type { Chance } from '../chance.ts';
import type { Prefix } from '../example.ts';

const EC2 = ['AMAZON', 'EC2'] as const;

/** As AWS published them in 2026. */
export const PREFIXES: readonly Prefix[] = [
  ['3.34.0.0/15', EC2, 'ap-northeast-2'],
  ['3.36.0.0/14', EC2, 'ap-northeast-2'],
  ['13.124.0.0/16', EC2, 'ap-northeast-2'],
  ['13.125.0.0/16', EC2, 'ap-northeast-2'],
  ['52.79.0.0/16', EC2, 'ap-northeast-2'],
  ['52.219.56.0/22', ['AMAZON', 'S3'], 'ap-northeast-2'],
];

/** Addresses that come back, and new ones: an instance that is thrown away leaves its address to the next. */
export class Senders {
  readonly #chance: Chance;
  readonly #rotating: number;
  readonly #fresh: (chance: Chance) => string;
  readonly #known: string[] = [];

  /** @param rotating how many of a hundred are new ones */
  constructor(chance: Chance, rotating: number, fresh: (chance: Chance) => string) {
    this.#chance = chance;
    this.#rotating = rotating / 100;
    this.#fresh = fresh;
  }

  next(): string {
    if (this.#known.length > 0 && !this.#chance.happens(this.#rotating))
      return this.#chance.pick(this.#known);
    const address = this.#fresh(this.#chance);
    this.#known.push(address);
    return address;
  }
}

export function fromAmazon(chance: Chance): string {
  const block = chance.pick(['3.34', '3.36', '13.124', '13.125', '52.79']);
  return `${block}.${chance.between(0, 255)}.${chance.between(1, 254)}`;
}

/** Of the blocks that are set aside for benchmarks. */
export function fromElsewhere(chance: Chance): string {
  return `198.${chance.pick([18, 19])}.${chance.between(0, 255)}.${chance.between(1, 254)}`;
}
