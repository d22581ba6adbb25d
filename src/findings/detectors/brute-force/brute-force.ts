import type { Detector } from '../../detector.ts';
import { askSteps } from '../../sql/steps.ts';
import { guesserSteps, OURS } from './connections.ts';
import { firstLines, guesserFinding } from './guessing.ts';

/** One of our hosts tries passwords elsewhere, as far as flows show it. */
export const bruteForce: Detector = {
  name: 'brute-force',
  type: 'login_attack',
  title: 'One of our hosts connects to a login service again and again, each time as long as a failed login',
  source: { key: 'sourceGuess', params: {} },
  table: 'flows',
  async detect(context) {
    const rows = await askSteps(context.engine, guesserSteps(context, OURS), (ask) =>
      ask('SELECT * FROM guessers ORDER BY client, port'),
    );
    const lines = await firstLines(context, OURS, rows);
    return rows.map((row, place) => guesserFinding(context, bruteForce, OURS, row, lines.get(place) ?? []));
  },
};
