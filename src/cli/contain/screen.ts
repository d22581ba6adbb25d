import { stepOf } from '../../actions/contain/steps.ts';
import type { PlanStep } from '../../actions/contain/steps.ts';
import type { Effect, Judgement, Lever } from '../../actions/contain/judge.ts';
import type { ContainMessage } from '../../actions/contain/messages.ts';
import { nameOf } from '../../actions/contain/apply.ts';
import type { Undone } from '../../actions/contain/apply.ts';
import { stateText } from '../../actions/contain/change.ts';
import type { JudgedFlow, PlannedContainment } from '../../desk/contain/contain.ts';
import type { VerifiedPlan } from '../../desk/contain/verify.ts';
import { GRAMMARS } from '../../language/grammar/index.ts';
import { render } from '../../language/render.ts';
import type { Lang } from '../../language/lang.ts';
import type { Message } from '../../model/message.ts';
import { printable } from '../../base/printable.ts';
import { protocolName } from '../../net/protocols.ts';
import { SCREEN_WORDS } from '../words/index.ts';

export const say = (message: Message, lang: Lang): string => render(message, SCREEN_WORDS[lang]);

/** Flows that are shown one by one; the JSON has all. */
const SHOWN = 5;

const LEVER_WORDS: Readonly<Record<Lever, ContainMessage>> = {
  group_deny: { key: 'leverGroupDeny', params: {} },
  group_swap: { key: 'leverGroupSwap', params: {} },
  group_two_step: { key: 'leverGroupTwoStep', params: {} },
  network_acl: { key: 'leverNetworkAcl', params: {} },
  nat_acl: { key: 'leverNatAcl', params: {} },
  route_blackhole: { key: 'leverRouteBlackhole', params: {} },
  block_public_access: { key: 'leverBlockPublicAccess', params: {} },
  standby: { key: 'leverStandby', params: {} },
  stop: { key: 'leverStop', params: {} },
};

const CUT_WORDS: Readonly<Record<Effect, ContainMessage>> = {
  cuts: { key: 'cutYes', params: {} },
  cuts_new: { key: 'cutNew', params: {} },
  does_not_cut: { key: 'cutNo', params: {} },
  cannot_tell: { key: 'cutCannotTell', params: {} },
};

function flowLine({ flow }: JudgedFlow, lang: Lang): string {
  const { protocol, port, local, remote, bytes, last } = flow;
  const name = protocolName(protocol);
  const what: ContainMessage =
    port === undefined
      ? { key: 'containProtocol', params: { protocol: name } }
      : { key: 'containPort', params: { protocol: name, port } };
  const size = GRAMMARS[lang].bytes(bytes);
  return say({ key: 'containFlow', params: { what, local, remote, size, last } }, lang);
}

function leverLines({ lever, cut, because, hits }: Judgement, lang: Lang): string[] {
  const params = { lever: LEVER_WORDS[lever], cut: CUT_WORDS[cut], because };
  return [
    `    ${say({ key: 'containLever', params }, lang)}`,
    ...hits.map((what) => `      ${say({ key: 'containHits', params: { what } }, lang)}`),
  ];
}

/** Flows of one kind and one set of verdicts are told once. */
function flowLines(planned: PlannedContainment, lang: Lang): string[] {
  const { flows, moreFlows } = planned;
  if (flows.length === 0) return [say({ key: 'containNoFlows', params: {} }, lang)];
  const accused = flows.filter((one) => one.accused);
  const shown = (accused.length > 0 ? accused : flows).slice(0, SHOWN);
  const told = new Set<string>();
  const lines = shown.flatMap((one) => {
    const verdicts = one.judgements.flatMap((judgement) => leverLines(judgement, lang));
    const key = verdicts.join('\n');
    const first = !told.has(key);
    told.add(key);
    return [`  ${flowLine(one, lang)}`, ...(first ? verdicts : [])];
  });
  const more = flows.length - shown.length + moreFlows;
  return more === 0
    ? lines
    : [...lines, `  ${say({ key: 'containMoreFlows', params: { flows: more } }, lang)}`];
}

function stepLines(n: number, step: PlanStep, lang: Lang): string[] {
  const effects = step.effects.map((what) => `     ${say(what, lang)}`);
  return [
    `  ${n}. ${say(step.say, lang)}`,
    ...effects,
    `     ${say({ key: 'containUndo', params: { how: step.undo } }, lang)}`,
  ];
}

/** The plan as a person reads it. @param next the command that follows */
export function planScreen(planned: PlannedContainment, next: ContainMessage, lang: Lang): string {
  const { around, plan, unread, region } = planned;
  const about = { instance: around.instance, name: around.name ?? '-', state: around.state };
  const head: ContainMessage =
    plan === undefined && region === ''
      ? { key: 'containHeadOffline', params: about }
      : { key: 'containHead', params: { id: plan?.id ?? '-', ...about, region } };
  const steps = (plan?.changes ?? []).flatMap((change, i) => stepLines(i + 1, stepOf(change, around), lang));
  const lines = [
    say(head, lang),
    ...flowLines(planned, lang),
    ...(steps.length === 0 ? [] : ['', ...steps]),
    ...unread.map(({ call, why }) => say({ key: 'containUnread', params: { call, why } }, lang)),
    '',
    say(next, lang),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

const worded = (message: Message): { text: string; message: Message } => ({
  text: say(message, 'en'),
  message,
});

/** The plan as `abusedesk.contain/1`; `apply` reads `id`, `region`, `instance`, `changes` of it. */
export function planDocument({
  around,
  plan,
  levers,
  flows,
  moreFlows,
  unread,
  region,
}: PlannedContainment): object {
  return {
    schema: 'abusedesk.contain/1',
    ...(plan === undefined ? { instance: around.instance, ...(region !== '' && { region }) } : plan),
    levers,
    flows: flows.flatMap(({ flow, accused, judgements }) =>
      judgements.map(({ lever, cut, because, source, hits }) => ({
        protocol: flow.protocol,
        local: flow.local,
        remote: flow.remote,
        port: flow.port ?? null,
        began: flow.began ?? null,
        bytes: flow.bytes,
        last: flow.last,
        accused,
        lever,
        verdict: cut,
        cut: cut === 'cuts',
        because: say(because, 'en'),
        message: because,
        source,
        also_hits: hits.map(worded),
      })),
    ),
    flows_left_out: moreFlows,
    steps: (plan?.changes ?? []).map((change, i) => {
      const step = stepOf(change, around);
      return {
        n: i + 1,
        summary: say(step.say, 'en'),
        message: step.say,
        call: step.calls.there,
        effects: step.effects.map(worded),
        undo: { text: say(step.undo, 'en'), message: step.undo, call: step.calls.back },
      };
    }),
    unread,
  };
}

/** Whether it has stopped, in a sentence. */
export function verifiedMessage({
  verification: { because, since, complete, knowable: from = complete },
  counts,
}: VerifiedPlan): ContainMessage {
  const none: ContainMessage = { key: 'verifyEmpty', params: {} };
  const { until = none, lastBefore: last = none, lastAfter = none, after, refused, pause } = counts;
  const messages: Readonly<Record<typeof because, ContainMessage>> = {
    quiet: { key: 'verifyStopped', params: { last, until } },
    refused: { key: 'verifyRefused', params: { since, refused, until } },
    let_through: { key: 'verifyNotStopped', params: { since, records: after, last: lastAfter } },
    log_ends: { key: 'verifyNotYet', params: { since, until, from } },
    nothing_before: { key: 'verifyNothingBefore', params: { since } },
    pause_as_long: { key: 'verifyPaused', params: { last, pause, until, from } },
  };
  return messages[because];
}

const UNDONE_KEYS = {
  back: 'containWasBack',
  kept: 'containWasKept',
  gone: 'containWasGone',
} as const;

/** What became of a change that was taken back. */
export function undoneMessage({ change, how, state }: Undone): ContainMessage {
  const what = nameOf(change);
  return how === 'differs'
    ? { key: 'containWasDiffers', params: { what, state: stateText(state ?? null) } }
    : { key: UNDONE_KEYS[how], params: { what } };
}
