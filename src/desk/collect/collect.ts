import type { Clock, Environment, Files, Ids } from '../../base/ports.ts';
import { CLOUDS } from '../../clouds/index.ts';
import type { CollectCapability, Collection, Consent } from '../../clouds/collection.ts';
import type { IdsCapability } from '../../clouds/cloud.ts';
import { openFolder } from './folder.ts';
import { questionOf } from './question.ts';
import type { QuestionParts } from './question.ts';

/** A cloud whose accounts can be read. */
export interface Collector {
  name: string;
  ids: IdsCapability;
  collect: CollectCapability;
}

/** Every cloud whose accounts can be read. */
export const COLLECTORS: readonly Collector[] = CLOUDS.flatMap(({ name, ids, collect }) =>
  ids === undefined || collect === undefined ? [] : [{ name, ids, collect }],
);

/**
 * Reads what is around the question out of an account into a folder of evidence. Nothing in the account is changed.
 * @returns what became of each call
 * @throws UserError where nothing can be asked, or the folder is another question's
 */
export async function collectEvidence(
  {
    collector,
    out,
    parts,
    consent,
  }: { collector: Collector; out: string; parts: QuestionParts; consent: Consent },
  signal: AbortSignal,
  effects: Files & Ids & Environment & Clock,
): Promise<{ collection: Collection; path: string }> {
  const question = questionOf(parts, collector.ids);
  const folder = await openFolder(out, collector.name, question, effects);
  await collector.collect.collect(folder, consent, signal);
  return { collection: folder.collection, path: folder.path };
}
