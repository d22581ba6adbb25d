import type { MessageOf, Nothing } from '../../model/message.ts';
import type { NoiseKind } from '../../model/finding.ts';

/** Who it is, by name and trade. */
interface CallerName {
  name: string;
  kind: Exclude<NoiseKind, 'own'>;
}

/** Why a finding is listed below the others. */
export interface NoiseMessages {
  /** The user's settings name the address. */
  noiseOwn: Nothing;
  /** The address is in a range that is published as theirs. */
  noisePublished: CallerName;
  /** All of its requests say so; `owner`: whose the address is by that owner's published ranges. Without: it is its word alone. */
  noiseClaimed: CallerName & { requests: number; owner?: string };
}

export type NoiseMessage = MessageOf<NoiseMessages>;
