import type { Bench } from '../../../src/actions/contain/apply.ts';
import type { Aws } from '../../../src/actions/contain/aws.ts';
import { ContainJournal } from '../../../src/actions/contain/journal.ts';
import { nodeEffects } from '../../../src/base/effects.ts';

const effects = nodeEffects(1);

/** What a plan is applied with, with a journal in a folder of the test's; the model of AWS need not be waited for. */
export const benchOf = (aws: Aws, folder: string): Bench => ({
  aws,
  effects,
  journal: new ContainJournal(`${folder}/journal.jsonl`, effects),
  pause: () => Promise.resolve(),
});
