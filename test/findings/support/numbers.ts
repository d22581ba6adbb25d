import type { Finding } from '../../../src/model/finding.ts';
import { entriesOf } from '../../../src/model/numbers.ts';
import type { NumberGroup } from '../../../src/model/numbers.ts';

/** A number that only the finding's family has; one that the family does not declare does not compile. */
export function numberOf<Group extends NumberGroup>(
  _group: Group,
  finding: Finding | undefined,
  name: keyof Group & string,
): number | undefined {
  return finding === undefined ? undefined : new Map(entriesOf(finding.numbers)).get(name);
}
