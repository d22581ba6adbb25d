import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Files } from '../../base/ports.ts';
import type { StandingLake } from '../../cases/publishing.ts';
import { EVENT_TABLES } from '../../events/schema.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { EvidenceFile } from '../../evidence/evidence-file.ts';
import type { LineRef } from '../../model/finding.ts';
import type { LakeAnswers } from '../examination/ask-lake.ts';
import { hashedParts, partNames, takeParts } from './parts.ts';
import { partsSchema, readKept, writeKept } from './reading.ts';

/** Tables whose parts are noted with the reading. */
const READ: ReadonlySet<string> = new Set(EVENT_TABLES);

const keptSchema = z.object({ key: z.string(), parts: partsSchema, answers: z.unknown() });

/** Was a question left out for want of memory? There may be more the next time. */
function isComplete({ examined }: LakeAnswers): boolean {
  return !examined.gaps.some(({ key }) => key === 'gapMemory');
}

/** All lines that the answers point to. */
export function linesOf({ examined }: Pick<LakeAnswers, 'examined'>): LineRef[] {
  return [...examined.findings, ...examined.verdicts].flatMap(({ lines }) => lines);
}

/** Do the files whose lines are quoted still hold what was read of them? */
async function areQuoted(found: readonly EvidenceFile[], answers: LakeAnswers): Promise<boolean> {
  const cited = new Set(linesOf(answers).map(({ evidence }) => evidence));
  for (const file of found) if (cited.has(file.path) && !(await file.isAsRead())) return false;
  return true;
}

/** Notes beside a new lake what it answered, with the tables that were derived for it. What holds only today is not noted. */
export async function keepAnswers(
  lake: string,
  key: string,
  answers: LakeAnswers,
  found: readonly EvidenceFile[],
  effects: Files,
): Promise<void> {
  if (answers.timeless || !isComplete(answers) || !(await areQuoted(found, answers))) return;
  const names = (await partNames(lake, effects)).filter((path) => !READ.has(dirname(path)));
  const parts = await hashedParts(lake, names, effects);
  await writeKept(lake, 'answers.json', [`${JSON.stringify({ key, parts, answers })}\n`], effects);
}

/**
 * Takes over what the rows answered in the run before, where nothing of what it depends on has changed. The derived tables lie
 * in the new lake then.
 * @param evidence of this run; the counts of lists of ranges are filled in
 */
export async function takeAnswers(
  standing: StandingLake,
  key: string,
  lake: string,
  evidence: readonly Evidence[],
  effects: Files,
): Promise<LakeAnswers | 'changed' | undefined> {
  const noted = await readKept(standing, 'answers.json', effects);
  if (noted === undefined || noted === 'changed') return noted;
  const { text } = noted;
  const kept = keptSchema.parse(JSON.parse(text));
  if (kept.key !== key) return undefined;
  if (!(await takeParts(standing.folder, lake, kept.parts, effects))) return 'changed';
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this program wrote it: the hash and the key say so
  const answers = kept.answers as LakeAnswers;
  const counted = new Map(answers.lists.map((list) => [list.id, list]));
  for (const one of evidence) Object.assign(one, counted.get(one.id));
  // What was checked, and not what may lie there by now.
  await effects.fs.writeFile(join(lake, 'answers.json'), text);
  return answers;
}
