import type { Firewall } from '../../actions/firewalls/firewall.ts';
import type { BlockMessage } from '../../actions/words/messages.ts';
import type { Terminal } from '../../base/ports.ts';
import { printable } from '../../base/printable.ts';
import { ladderOf } from '../../desk/block/case-plan.ts';
import type { DecidedBlock, PlannedBlock } from '../../desk/block/block.ts';
import type { Effect } from '../../findings/replay/effect.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import { otherClients } from '../../model/block.ts';
import type { CasePlan } from '../../model/block.ts';
import { formatPrefix } from '../../net/prefix.ts';
import { sayBeside } from '../words/beside.ts';
import { SCREEN_WORDS } from '../words/index.ts';

/** What is said of blocks, in a language. */
export function say(message: BlockMessage, lang: Lang): string {
  return render(message, SCREEN_WORDS[lang]);
}

/** How many users, and how many kept addresses, are named one by one. */
const FEW = 3;
const FEW_KEPT = 10;

function stepLines(step: CasePlan['ladder'][number]): BlockMessage[] {
  const users = step.good.flatMap(({ user }) => user ?? []);
  const good: BlockMessage =
    step.good.length === 0
      ? { key: 'blockStopsNoGood', params: {} }
      : {
          key: 'blockStopsGood',
          params: {
            users: users.slice(0, FEW),
            more: Math.max(0, users.length - FEW),
            others: otherClients(step.good),
            sent: step.good_sent,
          },
        };
  return [
    {
      key: 'blockStopsBad',
      params: {
        sent: step.bad_sent,
        clients: step.bad_clients,
        signedIn: step.bad_signed_in,
      },
    },
    good,
    ...(step.held === undefined ? [] : [{ key: 'blockHeld' as const, params: step.held }]),
  ];
}

/** The ladder of a case, step by step, and which is the narrowest that works. */
export function ladderScreen(plan: CasePlan, lang: Lang): string {
  const lines: string[] = [];
  for (const step of plan.ladder) {
    const { of, prefixes } = step;
    lines.push(say({ key: 'blockStep', params: { step: step.step, of, prefixes } }, lang));
    lines.push(...stepLines(step).map((message) => `    ${say(message, lang)}`));
  }
  lines.push('', say({ key: 'blockNarrowest', params: { step: plan.step } }, lang));
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** Whether a block has stopped it, as logs show. */
export function effectMessage(effect: Effect): BlockMessage {
  const {
    since,
    until = since,
    last = since,
    before,
    after,
    sample,
    pause = 0,
    silence = 0,
    knowable,
  } = effect;
  const known = knowable === undefined ? {} : { known: knowable };
  const messages: Readonly<Record<Effect['because'], BlockMessage>> = {
    nothing_since: { key: 'blockStopped', params: { since, until, before } },
    came_through: { key: 'blockNotStopped', params: { since, after, sample, last } },
    logs_end_before: { key: 'blockLogsEnd', params: { since, until, ...known } },
    nothing_before: { key: 'blockNothingBefore', params: { since } },
    pause_as_long: { key: 'blockPaused', params: { pause, silence, ...known } },
    no_requests: { key: 'blockNoRequests', params: {} },
  };
  return messages[effect.because];
}

/** How a block for a time is made to stay. */
function confirmCommand({ firewall, sheets }: PlannedBlock): string {
  if (firewall.live !== undefined) return `abusedesk block confirm --sink ${firewall.name}`;
  return sheets.find(({ name }) => name.includes('confirm'))?.use ?? 'abusedesk block plan';
}

/** What is there for a time and will be confirmed is gone after a restart as well. @param stays it has no end */
export function restartMessages({ can }: Firewall, stays: boolean, command: string): BlockMessage[] {
  if (!can.survivesRestart) {
    return [{ key: 'blockGoneAfterRestart', params: { command: `${command} schedule` } }];
  }
  return stays ? [{ key: 'blockStaysAfterRestart', params: {} }] : [];
}

/** What the plan keeps, how it fits, and how long it lasts. */
export function planScreen(planned: PlannedBlock, command: string, lang: Lang): string {
  const { firewall, fit, kept, left, rule, sheets } = planned;
  const { title: sink, can } = firewall;
  const messages: BlockMessage[] = [
    fit.over[4] + fit.over[6] === 0n
      ? { key: 'blockFits', params: { prefixes: fit.used } }
      : {
          key: 'blockFitsOver',
          params: {
            exact: fit.exact,
            used: fit.used,
            percent: Math.max(fit.overPercent[4], fit.overPercent[6]),
          },
        },
    ...left.map(({ family, prefixes }): BlockMessage => ({
      key: 'blockFamilyLeft',
      params: { family, prefixes, sink },
    })),
    ...(rule.until === undefined
      ? []
      : [{ key: 'blockEnds' as const, params: { until: rule.until, command: confirmCommand(planned) } }]),
    ...restartMessages(firewall, rule.until === undefined, command),
    ...(can.triedWith === undefined ? [{ key: 'blockNotTried' as const, params: { sink } }] : []),
  ];
  const lines = [
    `${sink}: ${say(messages[0]!, lang)}`,
    ...messages.slice(1).map((one) => `  ${say(one, lang)}`),
    ...kept
      .slice(0, FEW_KEPT)
      .map(({ prefix, why }) => `  ${formatPrefix(prefix)}: ${say({ key: why, params: {} }, lang)}`),
    ...(kept.length > FEW_KEPT ? [`  … ${kept.length - FEW_KEPT}`] : []),
    ...(planned.changes === undefined ? [] : [`  +${planned.changes.add} −${planned.changes.remove}`]),
    ...(planned.unread === undefined
      ? []
      : [`  ${say({ key: 'blockUnread', params: { why: planned.unread } }, lang)}`]),
    ...sheets.map(({ name, use }) => `  ${name}: ${use}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** Says that a part of a provider is not blocked, because lists of it are not loaded. */
export function sayMissing({ missing }: DecidedBlock, lang: Lang, effects: Terminal): void {
  if (missing === undefined) return;
  const command = { argv: ['abusedesk', 'ranges', 'update'] };
  sayBeside({ key: 'blockListsMissing', params: { ...missing, command } }, lang, effects);
}

/** The plan as `abusedesk.block/1`. */
export function planDocument(planned: PlannedBlock): object {
  const { firewall, rule, fit, kept, left, changes, unread, missing, casePlan } = planned;
  const { direction, port, until } = rule;
  return {
    schema: 'abusedesk.block/1',
    sink: firewall.name,
    direction,
    ...(port !== undefined && { port }),
    ...(until !== undefined && { until }),
    prefixes: rule.prefixes.map(formatPrefix),
    kept: kept.map(({ prefix, why }) => ({
      prefix: formatPrefix(prefix),
      why: say({ key: why, params: {} }, 'en'),
      message: { key: why, params: {} },
    })),
    fit: {
      exact: fit.exact,
      used: fit.used,
      over_addresses: String(fit.over[4] + fit.over[6]),
      over_percent: Math.max(fit.overPercent[4], fit.overPercent[6]),
    },
    left_out: left,
    ladder: casePlan === undefined ? [] : ladderOf(casePlan.ladder),
    ...(changes !== undefined && { changes }),
    ...(unread !== undefined && { unread: render(unread, SCREEN_WORDS.en), unread_message: unread }),
    ...(missing !== undefined && { missing: missing.lists }),
    survives_restart: firewall.can.survivesRestart,
    tried_with: firewall.can.triedWith ?? null,
  };
}
