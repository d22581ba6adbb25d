import { publishedPrefixes } from '../../attribution/select.ts';
import type { History } from '../../attribution/history.ts';
import { narrowest } from '../../findings/replay/ladder.ts';
import type { Replay } from '../../findings/replay/replay.ts';
import { ladderStepSchema } from '../../model/block.ts';
import type { CasePlan, LadderStep } from '../../model/block.ts';
import type { CaseDocument } from '../../model/case.ts';
import { collapse, formatPrefix, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import { sameAddresses } from '../../net/prefix-set.ts';

/** Where a case keeps what could be blocked. */
export const CASE_PLAN = 'block/plan.json';

function parsed(texts: readonly string[]): Prefix[] {
  return texts.flatMap((text) => parsePrefix(text) ?? []);
}

/**
 * The ladder with what each step blocks: the attackers' own addresses always, and what the newest known ranges publish
 * for what is selected. A step that blocks no more than the one before it is left out.
 */
export function casePlan({ ladder, addresses }: Replay, histories: readonly History[]): CasePlan | undefined {
  const steps: CasePlan['ladder'] = [];
  let before: readonly Prefix[] = [];
  for (const { published, selections, ...step } of ladder) {
    const prefixes = collapse([
      ...parsed(addresses),
      ...parsed(published),
      ...selections.flatMap((selection) => publishedPrefixes(histories, selection)),
    ]);
    if (sameAddresses(prefixes, before)) continue;
    before = prefixes;
    steps.push({ ...step, prefixes: prefixes.length, blocks: prefixes.map(formatPrefix) });
  }
  const best = narrowest(steps);
  return best === undefined ? undefined : { schema: 'abusedesk.block/1', step: best.step, ladder: steps };
}

/** The steps without their prefixes. */
export function ladderOf(steps: CasePlan['ladder']): LadderStep[] {
  return steps.map((step) => ladderStepSchema.parse(step));
}

/** What case.json says of it: all but the prefixes. */
export function blocklistOf({ step, ladder }: CasePlan): NonNullable<CaseDocument['blocklist']> {
  const steps = ladderOf(ladder);
  const best = steps.find((one) => one.step === step);
  return { path: CASE_PLAN, prefixes: best?.prefixes ?? 0, step, ladder: steps };
}
