import { readFileSync } from 'node:fs';
import { applyPlan } from '../../../src/actions/contain/apply.ts';
import { askingAround } from '../../../src/actions/contain/asking.ts';
import { planSchema } from '../../../src/actions/contain/change.ts';
import { ContainJournal } from '../../../src/actions/contain/journal.ts';
import type { Line } from '../../../src/actions/contain/journal.ts';
import { nodeEffects } from '../../../src/base/effects.ts';

/**
 * Applies a plan, and kills itself at the given moment: moments are before and after each line of the journal, and before
 * and after each call of AWS. Ends with code 0 where it comes to its end before that.
 */
const [folder = '', file = '', moment] = process.argv.slice(2);
let moments = Number(moment);

function pass(): void {
  if (moments-- === 0) process.kill(process.pid, 'SIGKILL');
}

class KilledJournal extends ContainJournal {
  override async append(...lines: readonly Line[]): Promise<void> {
    pass();
    await super.append(...lines);
    pass();
  }
}

const plan = planSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const effects = nodeEffects(1);
await askingAround(async (aws) => {
  for (const client of [aws.ec2, aws.scaling]) {
    const send: (command: never) => Promise<unknown> = client.send.bind(client);
    Object.assign(client, {
      send: async (command: never) => {
        pass();
        const answer = await send(command);
        pass();
        return answer;
      },
    });
  }
  const journal = new KilledJournal(`${folder}/journal.jsonl`, effects);
  await applyPlan(plan, { aws, journal, effects, pause: () => Promise.resolve() });
}, plan.region);
