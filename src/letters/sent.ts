import type { NotedRecord } from '../cases/reading.ts';
import type { SentLetter } from '../model/case.ts';
import { instantSchema } from '../model/instant.ts';

/** What the user has said to have sent, the earliest first. */
export function notedSent(records: readonly NotedRecord[]): SentLetter[] {
  const sent = records.flatMap(({ kind, body }): SentLetter[] => {
    const at = instantSchema.safeParse(body['at']);
    const { kind: letter, path, source, reference } = body;
    if (kind !== 'sent' || !at.success || typeof letter !== 'string' || typeof path !== 'string') return [];
    return [
      {
        kind: letter,
        path,
        at: at.data,
        ...(typeof source === 'string' && { source }),
        ...(typeof reference === 'string' && { reference }),
      },
    ];
  });
  return sent.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
