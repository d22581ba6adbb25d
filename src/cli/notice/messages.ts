import type { AbuseType } from '../../model/abuse-types.ts';
import type { Instant } from '../../model/instant.ts';
import type { Message, MessageOf, Nothing } from '../../model/message.ts';

/** The rows of the screen. */
export type NoticeLabel =
  | 'deadline'
  | 'words'
  | 'basis'
  | 'about'
  | 'keys'
  | 'when'
  | 'traffic'
  | 'victims'
  | 'masked'
  | 'taken'
  | 'stage'
  | 'arrived'
  | 'sender'
  | 'passed'
  | 'traces'
  | 'lacks';

/** What a claim would have to give. */
export type NoticeLack = 'reference' | 'resource' | 'window' | 'targets' | 'received';

/** What the screen of a notice says. */
export interface NoticeScreenMessages {
  screenLabel: { label: NoticeLabel };
  /** Without `sender`: a text in nobody's form. */
  screenHeadline: { sender?: string; reference?: string; type: AbuseType; forged: boolean };
  screenNamed: { names: string[]; more: number };
  screenAccounts: { names: string[]; more: number };
  /** `zoned`: false where the notice names no time zone. */
  screenWindow: { from: Instant; to?: Instant; zoned: boolean };
  /** `ports` with their names; `sent`: bytes with their unit. */
  screenFlow: { protocol?: string; remote?: string; ports: string[]; sent?: string; packets?: number };
  screenFlows: { flows: Message[]; more: number };
  screenStage: { stage: 'first' | 'reminder' | 'final' | 'action' };
  screenUnknownDeadline: Nothing;
  screenCertainty: { certainty: 'confirmed' | 'cannot_tell' | 'ruled_out'; because: Message };
  /** What the type follows, where it is not the notice's words. */
  screenBasis: { by: 'lines' | 'numbers' };
  /** `read`: those of the lines that a reader of logs knows; `harmless`: each of them is a login that was accepted. */
  screenForwarded: { lines: number; read: number; harmless?: true };
  /** Of how the message that is complained of was sent. */
  screenTraces: { traces: Message[]; more: number };
  screenLacks: { lacks: NoticeLack[] };
  /** Of a folder: a file of it, and why it could not be read. */
  screenNotRead: { file: string; why: Message };
  screenFiles: { files: number; without: number };
  screenUnread: Nothing;
  screenMoreLines: { count: number };
  screenDistrust: Nothing;
  screenInvestigate: Nothing;
}

export type NoticeScreenMessage = MessageOf<NoticeScreenMessages>;
