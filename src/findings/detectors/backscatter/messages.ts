import type { Message, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { BACKSCATTER_NUMBERS } from './numbers.ts';

/** What the detector of backscatter says, and the rule by which it does. */
export interface BackscatterMessages extends NamesOf<typeof BACKSCATTER_NUMBERS> {
  backscattered: { victims: number; sample: string[]; hosts: number; when: Span };
  backscatterRule: { source: Message; hosts: number };
  sourceBackscatter: Nothing;
}
