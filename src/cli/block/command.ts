import { join } from 'node:path';
import { Command } from 'commander';
import { confirm, status, undo } from '../../actions/apply.ts';
import type { Outcome } from '../../actions/apply.ts';
import type { Firewall } from '../../actions/firewalls/firewall.ts';
import { FIREWALLS } from '../../actions/firewalls/index.ts';
import type { Rule } from '../../actions/rule.ts';
import type { BlockMessage } from '../../actions/words/messages.ts';
import { makeFolder, writeAtomic } from '../../base/atomic-files.ts';
import { UserError } from '../../base/errors.ts';
import type { Effects } from '../../base/ports.ts';
import { printable } from '../../base/printable.ts';
import { ladderOf } from '../../desk/block/case-plan.ts';
import { readCasePlan } from '../../desk/block/request.ts';
import { applyBlock, deskOf, firewallOf, planBlock, probe, textsOf } from '../../desk/block/block.ts';
import type { PlannedBlock } from '../../desk/block/block.ts';
import type { Lang } from '../../language/lang.ts';
import { shellLine } from '../../language/shell.ts';
import { parseAddress } from '../../net/address.ts';
import { blockOptions, languageOption, withPlan, withSink } from './options.ts';
import type { PlanFlags, SinkFlags } from './options.ts';
import { programOf } from '../../desk/program.ts';
import { answer } from './reply.ts';
import type { Reply } from './reply.ts';
import { schedule } from './schedule.ts';
import {
  effectMessage,
  ladderScreen,
  planDocument,
  planScreen,
  restartMessages,
  say,
  sayMissing,
} from './screen.ts';

async function writeSheets(planned: PlannedBlock, folder: string, effects: Effects): Promise<void> {
  await makeFolder(folder, effects);
  for (const { name, text } of planned.sheets) await writeAtomic(join(folder, name), text, effects);
}

async function plan(folder: string | undefined, flags: PlanFlags, effects: Effects): Promise<void> {
  const { sink } = flags;
  if (sink === undefined) {
    if (folder === undefined) {
      throw new UserError('no sink was named', {
        hint: 'Add --sink NAME; `abusedesk block sinks` lists them.',
      });
    }
    const casePlan = await readCasePlan(folder, effects);
    const ladder = ladderOf(casePlan.ladder);
    const next = [
      ['block', 'sinks'],
      ['block', 'plan', folder, '--sink', 'NAME'],
    ]
      .map((words) => `${printable(shellLine([...programOf(effects), ...words]))}\n`)
      .join('');
    answer(
      () => ({ schema: 'abusedesk.block/1', sink: null, step: casePlan.step, ladder }),
      () => `${ladderScreen(casePlan, flags.lang)}\n${next}`,
      flags,
      effects,
    );
    return;
  }
  const planned = await planBlock(blockOptions(folder, { ...flags, sink }, effects.now()), effects);
  sayMissing(planned, flags.lang, effects);
  if (flags.out !== undefined) await writeSheets(planned, flags.out, effects);
  const { casePlan } = planned;
  const text = (): string =>
    (casePlan === undefined ? '' : `${ladderScreen(casePlan, flags.lang)}\n`) +
    planScreen(planned, 'abusedesk block', flags.lang);
  answer(() => planDocument(planned), text, flags, effects);
}

/** Messages, one a line. */
function screen(messages: readonly BlockMessage[], lang: Lang): string {
  return messages.map((message) => `${printable(say(message, lang))}\n`).join('');
}

function ruleMessages(rules: readonly Rule[]): BlockMessage[] {
  return rules.map(({ prefixes, direction, port, until }) => ({
    key: 'blockRule',
    params: {
      prefixes: prefixes.length,
      direction,
      ...(port !== undefined && { port }),
      ...(until !== undefined && { until }),
    },
  }));
}

function ruleDocuments(rules: readonly Rule[]): object[] {
  return rules.map((rule) => ({ ...rule, prefixes: textsOf([rule]) }));
}

function outcomeText({ changes, rules }: Outcome, lang: Lang): string {
  const made: readonly BlockMessage[] =
    changes.length === 0 ? [{ key: 'blockNothingChanges', params: {} }] : changes;
  return screen([...made, ...ruleMessages(rules)], lang);
}

function outcomeDocument(sink: string, { changes, rules }: Outcome): object {
  return {
    schema: 'abusedesk.block-outcome/1',
    sink,
    changes: changes.map((message) => ({ text: say(message, 'en'), message })),
    rules: ruleDocuments(rules),
  };
}

async function statusOf(
  flags: SinkFlags,
  { probe: probed, caseFolder }: { probe?: string; caseFolder?: string },
  verify: boolean,
  effects: Effects,
): Promise<void> {
  const desk = deskOf(firewallOf(flags.sink), effects);
  const seen = await status(desk);
  if (verify && seen.differs) {
    throw new UserError(`${desk.firewall.title} does not block what was handed to it last`, {
      hint: 'It may have been restarted, or changed by hand. Apply the block again, or take it back: `abusedesk block undo`.',
    });
  }
  const [, address = '', port = '443'] = /^(.*?)(?::(\d{1,5}))?$/.exec(probed ?? '') ?? [];
  if (probed !== undefined && parseAddress(address) === undefined) {
    throw new UserError(`--probe: not an address: ${probed}`, {
      hint: 'Write it like --probe 203.0.113.7:443.',
    });
  }
  const tried = probed === undefined ? undefined : await probe(desk, address, Number(port));
  // The engine, which only this needs, takes longer to load than all the rest.
  const effect =
    caseFolder === undefined
      ? undefined
      : await (await import('../../desk/block/effect.ts')).effectIn(caseFolder, desk, effects);
  const inForce = ruleMessages(seen.rules);
  const messages: BlockMessage[] = [
    ...(inForce.length === 0 ? [{ key: 'blockNothing' as const, params: {} }] : inForce),
    ...seen.counters.map((params): BlockMessage => ({ key: 'blockCounter', params })),
    ...(tried === undefined ? [] : [{ key: 'blockProbe' as const, params: tried }]),
    ...(effect === undefined ? [] : [effectMessage(effect)]),
  ];
  answer(
    () => ({
      schema: 'abusedesk.block-status/1',
      sink: flags.sink,
      rules: ruleDocuments(seen.rules),
      counters: seen.counters,
      as_applied: !seen.differs,
      ...(tried !== undefined && { probe: tried }),
      ...(effect !== undefined && { effect }),
    }),
    () => screen(messages, flags.lang),
    flags,
    effects,
  );
  if (tried !== undefined && (tried.connected || tried.stopped === 0)) {
    throw new UserError('the attempt was not stopped by the block', {
      hint: tried.connected
        ? 'It connected.'
        : 'It did not connect, and the counters did not move: something else is in the way.',
    });
  }
}

const HELP = `
Examples:
  abusedesk block plan owa-from-aws.case
  abusedesk block plan owa-from-aws.case --sink windows-firewall --out scripts
  sudo abusedesk block apply --provider aws --service EC2 --sink nftables --for 10m
  sudo abusedesk block confirm --sink nftables
  sudo abusedesk block undo --sink nftables
`;

function marksOf({ can, live }: Firewall): BlockMessage[] {
  return [
    { key: live === undefined ? 'sinkHandedOver' : 'sinkApplied', params: {} },
    ...(can.timer ? [{ key: 'sinkTimer' as const, params: {} }] : []),
    ...(can.capacity === undefined
      ? []
      : [{ key: 'sinkCapacity' as const, params: { entries: can.capacity.entries } }]),
    can.triedWith === undefined
      ? { key: 'sinkUntried', params: {} }
      : { key: 'sinkTried', params: { program: can.triedWith } },
  ];
}

function sinksText(lang: Lang): string {
  const width = Math.max(...FIREWALLS.map(({ name }) => name.length));
  return FIREWALLS.map((firewall) => {
    const params = { title: firewall.title, marks: marksOf(firewall) };
    return `${firewall.name.padEnd(width)}  ${say({ key: 'blockSink', params }, lang)}\n`;
  }).join('');
}

/** `abusedesk block`: plans, applies, confirms, counts, proves and takes back blocks. */
export function blockCommand(effects: Effects): Command {
  const command = new Command('block')
    .description('Block what attacks, without locking anybody out: plan first, apply for a time, confirm.')
    .addHelpText('after', HELP);
  withPlan(
    command.command('plan').description('What a block would do, replayed against the case; changes nothing.'),
    false,
  )
    .addHelpText(
      'after',
      '\nExample:\n  abusedesk block plan owa-from-aws.case --sink windows-firewall --out scripts\n',
    )
    .action((folder: string | undefined, flags: PlanFlags) => plan(folder, flags, effects));
  withPlan(command.command('apply').description('Blocks, after the same plan was made.'), true)
    .addHelpText(
      'after',
      '\nExample:\n  sudo abusedesk block apply owa-from-aws.case --sink nftables --for 10m\n',
    )
    .action(async (folder: string | undefined, flags: PlanFlags & { sink: string }) => {
      const options = blockOptions(folder, flags, effects.now());
      const { planned, outcome } = await applyBlock(options, effects);
      sayMissing(planned, flags.lang, effects);
      const { name } = planned.firewall;
      const end =
        planned.rule.until === undefined
          ? ''
          : `${say({ key: 'blockEnds', params: { until: planned.rule.until, command: `abusedesk block confirm --sink ${name}` } }, flags.lang)}\n`;
      answer(
        () => outcomeDocument(name, outcome),
        () => outcomeText(outcome, flags.lang) + end,
        flags,
        effects,
      );
    });
  withSink(command.command('confirm').description('Makes a block for a time stay.'), 'one JSON document')
    .addHelpText('after', '\nExample:\n  sudo abusedesk block confirm --sink nftables\n')
    .action(async (flags: SinkFlags) => {
      const desk = deskOf(firewallOf(flags.sink), effects);
      const outcome = await confirm(desk);
      const lasting = restartMessages(desk.firewall, true, 'abusedesk block');
      answer(
        () => outcomeDocument(flags.sink, outcome),
        () => outcomeText(outcome, flags.lang) + screen(lasting, flags.lang),
        flags,
        effects,
      );
    });
  withSink(
    command.command('undo').description('Takes the last block back, by the journal.'),
    'one JSON document',
  )
    .addHelpText('after', '\nExample:\n  sudo abusedesk block undo --sink nftables\n')
    .action(async (flags: SinkFlags) => {
      const done = await undo(deskOf(firewallOf(flags.sink), effects));
      answer(
        () => ({
          schema: 'abusedesk.block-undone/1',
          sink: flags.sink,
          undone: done.map(({ begin }) => ({
            deed: begin.deed,
            at: begin.at,
            prefixes: begin.prefixes.length,
          })),
        }),
        () =>
          screen(
            done.map(({ begin: { deed, at, prefixes } }) => ({
              key: 'blockUndone',
              params: { deed, at, prefixes: prefixes.length },
            })),
            flags.lang,
          ),
        flags,
        effects,
      );
    });
  withSink(
    command.command('status').description('What is blocked now, and how often it has stopped something.'),
    'one JSON document',
  )
    .addHelpText('after', '\nExample:\n  sudo abusedesk block status --sink nftables\n')
    .action((flags: SinkFlags) => statusOf(flags, {}, false, effects));
  withSink(
    command.command('verify').description('Whether the block is there as it was applied, and stops.'),
    'one JSON document',
  )
    .argument('[CASE]', 'a case of newer logs: whether it has stopped')
    .option('--probe <ADDRESS[:PORT]>', 'make one attempt to connect to a blocked address (direction out)')
    .addHelpText(
      'after',
      '\nExample:\n  sudo abusedesk block verify --sink nftables --probe 203.0.113.7:443\n',
    )
    .action((caseFolder: string | undefined, flags: SinkFlags & { probe?: string }) =>
      statusOf(
        flags,
        {
          ...(flags.probe !== undefined && { probe: flags.probe }),
          ...(caseFolder !== undefined && { caseFolder }),
        },
        true,
        effects,
      ),
    );
  withPlan(
    command
      .command('schedule')
      .description(
        'Writes what makes the block anew each day and at each start: a systemd timer, on Windows a task.',
      ),
    true,
  )
    .addHelpText(
      'after',
      '\nExample:\n  abusedesk block schedule --provider aws --service EC2 --sink nftables --out units\n',
    )
    .action((folder: string | undefined, flags: PlanFlags & { sink: string }) =>
      schedule(folder, flags, effects),
    );
  withSinks(command, effects);
  return command;
}

function withSinks(command: Command, effects: Effects): void {
  command
    .command('sinks')
    .description('Whom abusedesk can tell to block, and what each can do.')
    .addOption(languageOption())
    .option('--json', 'one JSON array')
    .addHelpText('after', '\nExample:\n  abusedesk block sinks\n')
    .action((flags: Reply & { lang: Lang }) => {
      const list = FIREWALLS.map(({ name, title, can, live }) =>
        Object.assign({ name, title, applied: live !== undefined }, can),
      );
      answer(
        () => list,
        () => sinksText(flags.lang),
        flags,
        effects,
      );
    });
}
