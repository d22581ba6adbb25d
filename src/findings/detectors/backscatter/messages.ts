import type { Message, Nothing } from '../../../model/message.ts';
import type { Span } from '../../../language/figures.ts';

/** What the detector of backscatter says, and the rule by which it does. */
export interface BackscatterMessages {
  backscattered: { victims: number; sample: string[]; hosts: number; when: Span };
  backscatterRule: { source: Message; hosts: number };
  sourceBackscatter: Nothing;
}
