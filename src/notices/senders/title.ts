import { SENDERS } from './index.ts';

/** A claim's source as people call it: `AWS`. A source that is not known is called by its name. */
export function sourceTitle(source: string): string {
  return SENDERS.find(({ name }) => name === source)?.title ?? source;
}
