import { apply } from '../../../src/actions/apply.ts';
import { FIREWALLS } from '../../../src/actions/firewalls/index.ts';
import { Journal } from '../../../src/actions/journal.ts';
import type { Entry } from '../../../src/actions/journal.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { deskOf, rule } from '../../../test/actions/contract.ts';
import { hostIn } from './namespace.ts';

/**
 * Blocks, and kills itself at the given moment: moments are before and after each line of the journal, and before and
 * after each program that is run. Ends with code 0 where it comes to its end before that.
 */
const [name = '', space = '', folder = '', moment, ...prefixes] = process.argv.slice(2);
let moments = Number(moment);

function pass(): void {
  if (moments-- === 0) process.kill(process.pid, 'SIGKILL');
}

class KilledJournal extends Journal {
  override async append(...lines: readonly Entry[]): Promise<void> {
    pass();
    await super.append(...lines);
    pass();
  }
}

const firewall = FIREWALLS.find((known) => known.name === name)!;
const host = hostIn(space);
const effects = nodeEffects(1);
const desk = deskOf(firewall, host, folder, effects);
await apply(
  {
    ...desk,
    journal: new KilledJournal(`${folder}/${name}.jsonl`, effects),
    host: {
      ...host,
      run: async (argv, input) => {
        pass();
        const ran = await host.run(argv, input);
        pass();
        return ran;
      },
    },
  },
  rule(prefixes),
);
