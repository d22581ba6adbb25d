import type { CheckContext, CheckFamily, CheckResult } from './check.ts';
import { CHECKS } from './checks/index.ts';

const OUTCOMES = { failed: 0, cannot_tell: 1, passed: 2 } as const;
const SEVERITIES = { high: 0, medium: 1, low: 2 } as const;
/** One check says at most so much: a server has a few files of a kind, and whoever made more did it for us. */
const MOST_OF_ONE = 50;

/** A check's result with the family that it is of. */
export interface HostCheck extends CheckResult {
  family: CheckFamily['name'];
}

/** What all families say, the gravest first; what stands there twice (two files of one content) is said once. */
export function runChecks(context: CheckContext): HostCheck[] {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const results = CHECKS.flatMap(({ name, run }) =>
    run(context).map((one) => Object.assign(one, { family: name })),
  );
  return results
    .filter(({ id, message }) => {
      const text = JSON.stringify([id, message]);
      const count = (counts.get(id) ?? 0) + 1;
      const isNew = !seen.has(text);
      seen.add(text);
      if (isNew) counts.set(id, count);
      return isNew && count <= MOST_OF_ONE;
    })
    .sort(
      (a, b) => OUTCOMES[a.outcome] - OUTCOMES[b.outcome] || SEVERITIES[a.severity] - SEVERITIES[b.severity],
    );
}
