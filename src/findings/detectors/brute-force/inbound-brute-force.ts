import { beyondNamed } from '../../beyond.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { numberIn } from '../../sql/number-in.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { guessedRows, guesserSteps, RANKED, THEIRS } from './connections.ts';
import { firstLines, guesserFinding, guessRule } from './guessing.ts';
import { BRUTE_FORCE_NUMBERS } from './numbers.ts';
import { BRUTE_FORCE } from './thresholds.ts';

/** Those beyond the named ones, in one finding that counts them. */
async function othersFinding(
  context: DetectorContext,
  ask: Ask,
  named: number,
): Promise<Finding | undefined> {
  const select = `SELECT count(DISTINCT client) AS sources, count(DISTINCT port) AS ports, sum(connections) AS connections, max(hosts) AS hosts, sum(packets) AS packets,
  sum(bytes) AS bytes, min(first) AS first, max(last) AS last, min(sample) AS sample FROM (${RANKED}) AS ranked WHERE place > ${named}`;
  const [row] = await ask(select);
  if (row === undefined || numberIn(row, 'sources') === 0) return undefined;
  // A block has to stop those as well as the ones with a finding of their own: each of them talked to us, and none is forged.
  await context.attackers.keep(
    ask.sql(`SELECT DISTINCT client AS address, CAST(NULL AS VARCHAR) AS agent, '' AS account
FROM (${RANKED}) AS ranked WHERE place > ${named}`),
  );
  const [from, to] = [String(row['first']), String(row['last'])];
  const next = await ask(`SELECT * FROM (${RANKED}) AS ranked WHERE place = ${named + 1}`);
  const lines = await firstLines(context, THEIRS, next);
  return {
    ...beyondNamed(inboundBruteForce, row),
    numbers: numbersOf(BRUTE_FORCE_NUMBERS, {
      protocol: 6,
      sources: numberIn(row, 'sources'),
      hosts: numberIn(row, 'hosts'),
      ports: numberIn(row, 'ports'),
      login_connections: numberIn(row, 'connections'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: 0.7,
    message: {
      key: 'guessesAtUsMore',
      params: {
        sources: numberIn(row, 'sources'),
        named,
        connections: numberIn(row, 'connections'),
        when: { from, to },
      },
    },
    rule_message: guessRule(context, inboundBruteForce),
    sql: sqlOf(guesserSteps(context, THEIRS), select),
    lines: lines.get(0) ?? [],
  };
}

/** Somebody outside tries passwords at our hosts, as far as flows show it. */
export const inboundBruteForce: Detector = {
  name: 'inbound-brute-force',
  type: 'login_attack',
  title:
    'An address outside connects to a login service of ours again and again, each time as long as a failed login',
  source: { key: 'sourceGuessAtUs', params: {} },
  table: 'flows',
  accused: (context) => guessedRows(context, inboundBruteForce.name, limitsOf(context, BRUTE_FORCE).named),
  async detect(context) {
    const { named } = limitsOf(context, BRUTE_FORCE);
    return askSteps(context.engine, guesserSteps(context, THEIRS), async (ask) => {
      const rows = await ask(`SELECT * FROM (${RANKED}) AS ranked WHERE place <= ${named} ORDER BY place`);
      const lines = await firstLines(context, THEIRS, rows);
      const findings = rows.map((row, place) =>
        guesserFinding(context, inboundBruteForce, THEIRS, row, lines.get(place) ?? []),
      );
      const others = rows.length < named ? undefined : await othersFinding(context, ask, named);
      return others === undefined ? findings : [...findings, others];
    });
  },
};
