// Without a port: waiting for AWS, between two questions.
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { answerShape } from '../../actions/contain/answers.ts';
import { applyPlan, undoPlan } from '../../actions/contain/apply.ts';
import type { Applied, Bench, Undone } from '../../actions/contain/apply.ts';
import { askAround } from '../../actions/contain/ask.ts';
import type { FailedCall } from '../../actions/contain/ask.ts';
import { askingAround } from '../../actions/contain/asking.ts';
import type { Aws } from '../../actions/contain/aws.ts';
import { planSchema } from '../../actions/contain/change.ts';
import type { Plan } from '../../actions/contain/change.ts';
import { ContainJournal, journalPath } from '../../actions/contain/journal.ts';
import type { RecordedPlan } from '../../actions/contain/journal.ts';
import { judge, LEVERS } from '../../actions/contain/judge.ts';
import type { Judgement } from '../../actions/contain/judge.ts';
import { guardMark, makePlan } from '../../actions/contain/plan.ts';
import { mergeAnswers, surroundingsOf } from '../../actions/contain/read.ts';
import type { Surroundings } from '../../actions/contain/surroundings.ts';
import { narrowestLever } from '../../actions/contain/wanted.ts';
import type { FlowLogRequest, Pulled } from '../../actions/contain/wanted.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { homeFolder } from '../../base/home.ts';
import type { Effects, Environment, Files } from '../../base/ports.ts';
import { readStart } from '../../base/regular-file.ts';
import { readCase } from '../../cases/reading.ts';
import type { CaseDocument } from '../../model/case.ts';
import { accusedTargets, flowsTo } from './accused.ts';
import type { Target } from './accused.ts';
import { flowsOf } from './flows.ts';
import type { SeenFlow } from './flows.ts';
import { inLakeOf } from '../lake-of-case.ts';

export interface ContainOptions {
  caseFolder: string;
  /** `i-…`; absent: the one that the case accuses. */
  instance?: string;
  /** Absent: the narrowest that cuts what the instance is accused of. */
  levers?: readonly Pulled[];
  /** Named by the user instead of by the case. */
  targets: readonly Target[];
  flowLog?: FlowLogRequest;
  /** Files of describe calls: AWS is not asked, and the plan cannot be applied. */
  inventory: readonly string[];
  memory: string;
}

/** A flow with what each lever does to it. */
export interface JudgedFlow {
  flow: SeenFlow;
  /** The case accuses the instance of it. */
  accused: boolean;
  judgements: Judgement[];
}

export interface PlannedContainment {
  around: Surroundings;
  region: string;
  levers: readonly Pulled[];
  /** At most `MOST_JUDGED`, the accused first. */
  flows: JudgedFlow[];
  moreFlows: number;
  unread: FailedCall[];
  /** Absent: made from files. */
  plan?: Plan;
}

/** Flows that are told one by one; a scan has more than anybody reads. */
const MOST_JUDGED = 1000;

/** The instance that is meant. @throws UserError where the case names none, or several */
function instanceIn({ culprits, claims }: CaseDocument, given: string | undefined): string {
  if (given !== undefined) return given;
  const found = new Set([
    ...culprits.flatMap(({ instance }) => instance ?? []),
    ...culprits.flatMap(({ ties }) => ties.flatMap((tie) => tie.instance ?? [])),
  ]);
  const named = new Set(
    claims
      .filter(({ authenticity }) => authenticity.verdict !== 'forged')
      .flatMap(({ instances }) => instances),
  );
  const ids = found.size > 0 ? found : named;
  const [first] = ids;
  if (first !== undefined && ids.size === 1) return first;
  throw new UserError(
    first === undefined
      ? 'the case names no instance'
      : `the case names several instances: ${[...ids].slice(0, 10).join(', ')}`,
    { hint: 'Name the one that is meant: --instance i-…' },
  );
}

const MAX_INVENTORY_BYTES = 64 * 2 ** 20;

/** The files that were named, and those that lie in folders that were, by name. */
async function answerFiles(paths: readonly string[], { fs }: Files): Promise<string[]> {
  const files = paths.map(async (path) => {
    const found = await fs.stat(path).catch(() => undefined);
    if (found?.isDirectory() !== true) return [path];
    const names = await fs.readdir(path);
    return names
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => join(path, name));
  });
  return (await Promise.all(files)).flat();
}

async function readAnswers(paths: readonly string[], effects: Files) {
  const answers = [];
  for (const path of await answerFiles(paths, effects)) {
    let value: unknown;
    try {
      const { bytes, size } = await readStart(path, MAX_INVENTORY_BYTES, effects);
      if (size > MAX_INVENTORY_BYTES)
        throw new UserError('the inventory is larger than 64 MiB', { file: path });
      value = JSON.parse(bytes.toString('utf8'));
    } catch (cause) {
      if (cause instanceof UserError) throw cause;
      throw new UserError(`the inventory cannot be read: ${errorCode(cause) ?? 'it is no JSON'}`, {
        file: path,
        hint: 'Give what `aws ec2 describe-…` prints, one answer a file.',
        cause,
      });
    }
    const parsed = answerShape.safeParse(value);
    if (!parsed.success) {
      throw new UserError(
        `the inventory is not what a describe call answers: ${z.prettifyError(parsed.error)}`,
        {
          file: path,
          hint: 'Give what `aws ec2 describe-…` prints, one answer a file.',
        },
      );
    }
    answers.push(parsed.data);
  }
  return mergeAnswers(answers);
}

async function flowsInCase(
  caseFolder: string,
  addresses: readonly string[],
  memory: string,
  effects: Effects,
): Promise<{ document: CaseDocument; flows: SeenFlow[] }> {
  return inLakeOf({ folder: caseFolder, memory, name: 'contain' }, effects, async (engine, document) => {
    const { flows, more } = await flowsOf(engine, addresses);
    if (more) {
      throw new UserError('the case has more kinds of flow of this instance than can be judged', {
        hint: 'Name what is to be cut: --remote ADDRESS[:PORT] or --lever group-two-step.',
      });
    }
    return { document, flows };
  });
}

/** What is said of flows and levers, and which are pulled. */
async function judged(
  around: Surroundings,
  { caseFolder, targets, levers, memory, flowLog }: ContainOptions,
  effects: Effects,
): Promise<{ judgedFlows: JudgedFlow[]; accused: SeenFlow[]; pulled: readonly Pulled[]; more: number }> {
  const addresses = around.interfaces.flatMap((one) => one.addresses);
  const { document, flows } = await flowsInCase(caseFolder, addresses, memory, effects);
  const meant = targets.length > 0 ? targets : accusedTargets(document, around);
  const accused = flowsTo(meant, flows);
  const set = new Set(accused);
  const sorted = [...accused, ...flows.filter((flow) => !set.has(flow))];
  // A flow log alone cuts nothing.
  const pulled = levers ?? (flowLog !== undefined ? [] : [narrowestLever(accused, around)]);
  return {
    judgedFlows: sorted.slice(0, MOST_JUDGED).map((flow) => ({
      flow,
      accused: set.has(flow),
      judgements: LEVERS.map((lever) => judge(flow, lever, around)),
    })),
    accused,
    pulled,
    more: Math.max(0, sorted.length - MOST_JUDGED),
  };
}

/** What contains the instance that a case accuses; asks AWS, and changes nothing. */
export async function planContainment(
  options: ContainOptions,
  effects: Effects,
): Promise<PlannedContainment> {
  const { document } = await readCase(options.caseFolder, effects);
  const instance = instanceIn(document, options.instance);
  if (options.inventory.length > 0) {
    const around = surroundingsOf(instance, await readAnswers(options.inventory, effects), false);
    const { judgedFlows, pulled, more } = await judged(around, options, effects);
    return { around, region: '', levers: pulled, flows: judgedFlows, moreFlows: more, unread: [] };
  }
  const standing = await journalOf(effects).standing();
  return askingAround(async (aws) => {
    const { answer, unread } = await askAround(instance, aws);
    const around = surroundingsOf(instance, answer, true);
    guardMark(
      around,
      standing.map(({ plan }) => plan.id),
    );
    const { judgedFlows, accused, pulled, more } = await judged(around, options, effects);
    const id = effects.uuid().slice(0, 8);
    const { flowLog } = options;
    const request = { id, around, flows: accused, levers: pulled, ...(flowLog !== undefined && { flowLog }) };
    const made = await makePlan(request, effects.now(), aws);
    return {
      around,
      region: aws.region,
      levers: pulled,
      flows: judgedFlows,
      moreFlows: more,
      unread: [...unread, ...made.unread],
      plan: made.plan,
    };
  });
}

function journalOf(effects: Files & Environment): ContainJournal {
  return new ContainJournal(journalPath(homeFolder(effects)), effects);
}

/** A plan as `contain plan --out` has written it. @throws UserError where it is none */
async function readPlan(path: string, effects: Files): Promise<Plan> {
  let value: unknown;
  try {
    const { bytes, size } = await readStart(path, MAX_INVENTORY_BYTES, effects);
    if (size > MAX_INVENTORY_BYTES) throw new UserError('the plan is larger than 64 MiB', { file: path });
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`the plan cannot be read: ${errorCode(cause) ?? 'it is no JSON'}`, {
      file: path,
      hint: 'Make one: abusedesk contain plan CASE --out PLAN.',
      cause,
    });
  }
  const parsed = planSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError(`the file is no plan that can be applied: ${z.prettifyError(parsed.error)}`, {
    file: path,
    hint: 'Make one: abusedesk contain plan CASE --out PLAN.',
  });
}

function benchOf(aws: Aws, effects: Effects, signal: AbortSignal): Bench {
  return {
    aws,
    journal: journalOf(effects),
    effects,
    pause: (milliseconds) => sleep(milliseconds),
    signal,
  };
}

/** Applies a plan, or goes on with it. */
export async function applyContainment(
  path: string,
  effects: Effects,
  signal: AbortSignal,
): Promise<{ plan: Plan; applied: Applied }> {
  const plan = await readPlan(path, effects);
  const applied = await askingAround((aws) => applyPlan(plan, benchOf(aws, effects, signal)), plan.region);
  return { plan, applied };
}

/** The plan that stands. @throws UserError where none does, or several and none is named */
export async function standingPlan(
  instance: string | undefined,
  effects: Files & Environment,
): Promise<RecordedPlan> {
  const standing = (await journalOf(effects).standing()).filter(
    ({ plan }) => instance === undefined || plan.instance === instance,
  );
  const [first, second] = standing;
  if (first !== undefined && second === undefined) return first;
  throw new UserError(
    first === undefined
      ? `the journal knows of no plan that stands${instance === undefined ? '' : ` for ${instance}`}`
      : `several plans stand, for ${standing.map(({ plan }) => plan.instance).join(', ')}`,
    {
      hint:
        first === undefined
          ? 'Each state folder (ABUSEDESK_HOME) has its own journal.'
          : 'Name the one that is meant: --instance i-…',
    },
  );
}

/** Takes back a plan, or the groups of one of its network interfaces. */
export async function undoContainment(
  { instance, only }: { instance?: string; only?: string },
  effects: Effects,
  signal: AbortSignal,
): Promise<{ plan: Plan; undone: Undone[] }> {
  const recorded = await standingPlan(instance, effects);
  const { plan } = recorded;
  const undone = await askingAround(
    (aws) => undoPlan(recorded, benchOf(aws, effects, signal), only),
    plan.region,
  );
  return { plan, undone };
}
