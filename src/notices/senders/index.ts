import { aws } from './aws/aws.ts';
import type { Sender } from './sender.ts';

/** Every provider whose notices are read. To add one, see docs/develop/adding-a-notice-sender.md. */
export const SENDERS: readonly Sender[] = [aws];
