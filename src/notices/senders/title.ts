import { SENDERS } from './index.ts';
import type { Sender } from './sender.ts';

/** Who sent a claim; undefined for a source that is not known. */
export function senderOf(source: string): Sender | undefined {
  return SENDERS.find(({ name }) => name === source);
}

/** A claim's source as people call it: `AWS`. A source that is not known is called by its name. */
export function sourceTitle(source: string): string {
  return senderOf(source)?.title ?? source;
}
