import type { Message, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { REFLECTION_NUMBERS } from './numbers.ts';

/** What the detectors of reflected floods say, and the rules by which they do. */
export interface ReflectionMessages extends NamesOf<typeof REFLECTION_NUMBERS> {
  /** A host of ours is hit by answers that it did not ask for. */
  reflectedOn: { host: string; port: number; sources: number; packets: number; bytes: number; when: Span };
  reflectedOnRule: { source: Message; sources: number; size: number; bytes: number };
  sourceReflectedOn: Nothing;
  /** A host of ours answers in somebody's name with much more than it was asked. */
  reflects: {
    who: string;
    port: number;
    /** Where there is only one. */
    target?: string;
    targets: number;
    asked: number;
    bytes: number;
    factor: number;
    when: Span;
  };
  reflectsRule: { source: Message; share: number; least: number; most: number; bytes: number };
  sourceReflects: Nothing;
}
