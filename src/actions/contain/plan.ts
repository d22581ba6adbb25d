import { awsRefusal } from '../../base/aws-refusals.ts';
import { UserError } from '../../base/errors.ts';
import type { Aws } from './aws.ts';
import type { FailedCall } from './ask.ts';
import { planSchema, sameState } from './change.ts';
import type { Change, Kind, Plan } from './change.ts';
import type { Surroundings } from './surroundings.ts';
import { WAYS } from './ways/index.ts';
import { wantedChanges } from './wanted.ts';
import type { PlanRequest } from './wanted.ts';

/** Without these a plan is poorer; without another one it would be half a plan. */
const EVIDENCE: ReadonlySet<Kind> = new Set([
  'termination_protection',
  'shutdown_behavior',
  'disk',
  'snapshots',
]);

/** @throws UserError (exit 3) where somebody's plan is at work on the instance */
export function guardMark({ instance, mark }: Surroundings, own: readonly string[]): void {
  if (mark === undefined) return;
  const ours = own.includes(mark);
  throw new UserError(
    ours
      ? `the plan ${mark} stands for ${instance}`
      : `${instance} has the mark of the plan ${mark}, which is not in this journal: somebody else contains it, or has stopped halfway`,
    {
      exitCode: 3,
      hint: ours
        ? `Apply it again to go on, or take it back: abusedesk contain undo --instance ${instance}`
        : `Whoever made it takes it back from their own journal. If nobody can: look at what has the tag abusedesk-contain=${mark}, put it back by hand, and delete the tag.`,
    },
  );
}

/** @throws UserError where there is a flow log into the same place: AWS makes no second one, and changes none */
function guardFlowLog({ kind, target, at, before }: Change, { flowLogs = [] }: Surroundings): void {
  if (kind !== 'flow_log' || before === null) return;
  const wanted = String(at['destination']);
  // A group of CloudWatch Logs is told by its name.
  const names = new Set([wanted, wanted.split(':log-group:')[1]?.replace(/:\*$/, '')]);
  const there = flowLogs.filter(({ resource, destination }) => resource === target && names.has(destination));
  const ids = there.map(({ id }) => id).join(' ');
  throw new UserError(`${target} has a flow log into ${wanted} already, in another format: ${ids}`, {
    hint: `A flow log cannot be changed. Name another destination, or make it anew: aws ec2 delete-flow-logs --flow-log-ids ${ids || 'fl-…'}, then plan again; what is written stays.`,
  });
}

/**
 * Makes the plan: each change with the state in which it finds its thing now. What is so already is left out.
 * @returns the plan, and the reads that failed, whose changes are left out
 */
export async function makePlan(
  request: PlanRequest,
  made: Date,
  aws: Aws,
): Promise<{ plan: Plan; unread: FailedCall[] }> {
  const changes: Change[] = [];
  const unread: FailedCall[] = [];
  for (const wanted of wantedChanges(request)) {
    const { kind, target, at, after } = wanted;
    const change = { kind, target, at, after };
    if (wanted.before !== undefined) {
      changes.push({ ...change, before: wanted.before });
      continue;
    }
    try {
      const before = await WAYS[kind].read({ ...change, before: null }, aws);
      if (sameState(before, after)) continue;
      guardFlowLog({ ...change, before }, request.around);
      changes.push({ ...change, before });
    } catch (error) {
      const refusal = EVIDENCE.has(kind) ? awsRefusal(error) : undefined;
      if (refusal === undefined) throw error;
      unread.push({ call: `${kind} of ${target}`, why: refusal.said });
    }
  }
  const { around, id } = request;
  const plan = planSchema.parse({
    schema: 'abusedesk.contain/1',
    id,
    made: made.toISOString(),
    region: aws.region,
    instance: around.instance,
    ...(around.account !== undefined && { account: around.account }),
    interfaces: around.interfaces.map(({ id, addresses }) => ({ id, addresses })),
    changes,
  });
  return { plan, unread };
}
