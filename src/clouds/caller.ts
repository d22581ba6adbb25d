import type { NoiseKind } from '../model/finding.ts';

/** A program that turns to other people's servers by its trade, and how it is told. */
export interface Caller {
  /** As its owner calls it: `Googlebot`. */
  readonly name: string;
  readonly kind: Exclude<NoiseKind, 'own'>;
  /** Parts of its user agents, in small letters, without `%` and `_`. Anybody may send the same: a name alone is a claim. */
  readonly agents?: readonly string[];
  /** Address blocks that its owner publishes for it. Whoever answers from one is who it says. */
  readonly networks?: readonly string[];
  /** Of its cloud's published ranges, the service that it alone uses. */
  readonly service?: string;
  /** The service of its cloud's published ranges that it uses with other programs of the cloud, but with no customer. */
  readonly among?: string;
  /** It runs in the user's own network: whoever calls itself so from elsewhere is somebody else. */
  readonly inside?: true;
  /** Where its names and addresses are documented. */
  readonly source: string;
}
