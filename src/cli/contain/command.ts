import { Command, InvalidArgumentError, Option } from 'commander';
import { PULLED } from '../../actions/contain/wanted.ts';
import type { Pulled } from '../../actions/contain/wanted.ts';
import { writeAtomic } from '../../base/atomic-files.ts';
import { UserError } from '../../base/errors.ts';
import { configFolder } from '../../base/home.ts';
import type { Effects } from '../../base/ports.ts';
import { printableJson, printable } from '../../base/printable.ts';
import { applyContainment, planContainment, undoContainment } from '../../desk/contain/contain.ts';
import { responderPolicy } from '../../desk/contain/policy.ts';
import { verifyContainment } from '../../desk/contain/verify.ts';
import type { Target } from '../../desk/contain/accused.ts';
import { programOf } from '../../desk/program.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { shellLine } from '../../language/shell.ts';
import { parseAddress } from '../../net/address.ts';
import { readConfig } from '../../settings/load.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { answer } from '../block/reply.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';
import { planDocument, planScreen, say, undoneMessage, verifiedMessage } from './screen.ts';

interface Flags extends CommonFlags {
  lang: Lang;
}

interface PlanFlags extends Flags {
  instance?: string;
  lever: Pulled[];
  remote: Target[];
  flowLogs?: string;
  flowLogsRole?: string;
  inventory: string[];
  out?: string;
  config?: string;
}

const LEVER_NAMES = PULLED.map((lever) => lever.replaceAll('_', '-'));

function lever(text: string, all: Pulled[]): Pulled[] {
  const named = PULLED.find((one) => one.replaceAll('_', '-') === text);
  if (named === undefined) throw new InvalidArgumentError(`There are: ${LEVER_NAMES.join(', ')}.`);
  return [...all, named];
}

function instanceId(text: string): string {
  if (/^i-[0-9a-f]{8,17}$/.test(text)) return text;
  throw new InvalidArgumentError('Write it like i-0a1b2c3d4e5f60718.');
}

function interfaceId(text: string): string {
  if (/^eni-[0-9a-f]{8,17}$/.test(text)) return text;
  throw new InvalidArgumentError('Write it like eni-0a1b2c3d4e5f60718.');
}

/** `203.0.113.7`, `203.0.113.7:443`, `[2001:db8::7]:443`, `:22`. */
function remote(text: string, all: Target[]): Target[] {
  const [, bracketed, bare, port] = /^(?:\[([^\]]{1,60})\]|([^[\]]{0,60}?))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const whole = parseAddress(text);
  const address = whole ?? parseAddress(bracketed ?? bare ?? '');
  const called = whole === undefined && port !== undefined ? Number(port) : undefined;
  const onlyPort = (bracketed ?? bare ?? '') === '' && called !== undefined;
  if ((address === undefined && !onlyPort) || (called !== undefined && called > 65_535)) {
    throw new InvalidArgumentError('Write it like 203.0.113.7, 203.0.113.7:443, [2001:db8::7]:443 or :22.');
  }
  return [
    ...all,
    {
      ...(address !== undefined && { remote: address.text }),
      ...(called !== undefined && { port: called }),
    },
  ];
}

function flowLogsArn(text: string): string {
  if (
    /^arn:aws[\w-]*:(?:s3:::[\w.-]{3,63}(?:\/[\w./-]{0,500})?|logs:[\w-]+:\d{12}:log-group:[\w./#-]{1,512}(?::\*)?)$/.test(
      text,
    )
  )
    return text;
  throw new InvalidArgumentError(
    'Give the ARN of a bucket (arn:aws:s3:::BUCKET) or of a log group (arn:aws:logs:REGION:ACCOUNT:log-group:NAME).',
  );
}

const collect = (text: string, all: string[]): string[] => [...all, text];

function withLanguage(command: Command): Command {
  command.addOption(new Option('--lang <language>', 'language of the text').choices(LANGS).default('en'));
  return withCommonOptions(command, { json: 'one JSON document', quiet: 'say nothing but errors' });
}

async function plan(caseFolder: string, flags: PlanFlags, effects: Effects): Promise<void> {
  const { lever: levers, remote: targets, flowLogs, flowLogsRole, instance, inventory, out, lang } = flags;
  if (flowLogs?.includes(':logs:') === true && flowLogsRole === undefined) {
    throw new UserError('a log group needs a role that may write into it', {
      hint: 'Add --flow-logs-role ARN; docs/reference/contain.md says what the role must be able to do.',
    });
  }
  const { memory } = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const planned = await planContainment(
    {
      caseFolder,
      targets,
      inventory,
      memory,
      ...(instance !== undefined && { instance }),
      ...(levers.length > 0 && { levers }),
      ...(flowLogs !== undefined && {
        flowLog: { destination: flowLogs, ...(flowLogsRole !== undefined && { role: flowLogsRole }) },
      }),
    },
    effects,
  );
  const document = planDocument(planned);
  if (out !== undefined && planned.plan === undefined) {
    throw new UserError('a plan made from files cannot be applied, so it is not written as one', {
      hint: 'Leave --inventory out to ask AWS, or leave --out out.',
    });
  }
  if (out !== undefined) await writeAtomic(out, `${printableJson(document)}\n`, effects);
  const line = (...words: string[]): string => shellLine([...programOf(effects), 'contain', ...words]);
  const next =
    planned.plan === undefined
      ? ({ key: 'containOffline', params: {} } as const)
      : out === undefined
        ? ({ key: 'containSave', params: { command: line('plan', caseFolder, '--out', 'PLAN') } } as const)
        : ({ key: 'containNext', params: { command: line('apply', out) } } as const);
  answer(
    () => document,
    () => planScreen(planned, next, lang),
    flags,
    effects,
  );
}

async function apply(path: string, flags: Flags, effects: Effects, signal: AbortSignal): Promise<void> {
  const { plan, applied } = await applyContainment(path, effects, signal);
  const { instance } = plan;
  const line = (...words: string[]): string => shellLine([...programOf(effects), 'contain', ...words]);
  const messages = [
    { key: 'containApplied', params: { made: applied.made, all: applied.all } },
    {
      key: 'containThen',
      params: {
        verify: line('verify', 'CASE', '--instance', instance),
        undo: line('undo', '--instance', instance),
      },
    },
  ];
  answer(
    () => ({
      schema: 'abusedesk.contain-applied/1',
      plan: plan.id,
      instance,
      made: applied.made,
      changes: applied.all,
      resumed: applied.resumed,
    }),
    () => messages.map((message) => `${printable(say(message, flags.lang))}\n`).join(''),
    flags,
    effects,
  );
}

async function undo(
  flags: Flags & { instance?: string; interface?: string },
  effects: Effects,
  signal: AbortSignal,
): Promise<void> {
  const { instance, interface: only, lang } = flags;
  const { plan, undone } = await undoContainment(
    { ...(instance !== undefined && { instance }), ...(only !== undefined && { only }) },
    effects,
    signal,
  );
  const left = undone.filter(({ how }) => how === 'differs');
  answer(
    () => ({
      schema: 'abusedesk.contain-undone/1',
      plan: plan.id,
      instance: plan.instance,
      undone: undone.map(({ change, how, state }) => ({
        kind: change.kind,
        target: change.target,
        at: change.at,
        how,
        ...(state !== undefined && { state }),
      })),
    }),
    () => undone.map((one) => `${printable(say(undoneMessage(one), lang))}\n`).join(''),
    flags,
    effects,
  );
  if (only !== undefined && undone.length === 0) {
    throw new UserError(`the plan ${plan.id} has changed nothing of ${only}`, {
      hint: 'Leave --interface out to take all of it back.',
    });
  }
  if (left.length > 0) {
    throw new UserError(
      `${left.length} of ${undone.length} changes are left as somebody else has made them`,
      {
        exitCode: 3,
        hint: 'Put them back by hand, then run undo again: it then takes them off the journal.',
      },
    );
  }
}

async function verify(
  caseFolder: string,
  flags: Flags & { instance?: string; config?: string },
  effects: Effects,
): Promise<void> {
  const { memory } = await readConfig(flags.config, configFolder(effects), settingsSchema, effects);
  const { instance, lang } = flags;
  const verified = await verifyContainment(
    { caseFolder, memory, ...(instance !== undefined && { instance }) },
    effects,
  );
  const { plan, verification, counts } = verified;
  const message = verifiedMessage(verified);
  answer(
    () => ({
      schema: 'abusedesk.contain-verified/1',
      plan: plan.id,
      instance: plan.instance,
      verdict: verification.verdict,
      because: verification.because,
      text: say(message, 'en'),
      message,
      since: verification.since,
      complete_from: verification.complete,
      knowable_from: verification.knowable ?? null,
      log_ends: counts.until ?? null,
      last_before: counts.lastBefore ?? null,
      last_after: counts.lastAfter ?? null,
      before: counts.before,
      after: counts.after,
      refused: counts.refused,
      aggregation: counts.aggregation,
      late: counts.late,
      delivery: counts.delivery,
      pause: counts.pause,
    }),
    () => `${printable(say(message, lang))}\n`,
    flags,
    effects,
  );
}

const HELP = `
Examples:
  abusedesk contain plan nat-port-scan.case --out plan.json
  abusedesk contain apply plan.json
  abusedesk contain verify newer.case
  abusedesk contain undo
  abusedesk contain policy
`;

/** `abusedesk contain`: plans, applies, takes back and proves the containment of an instance. */
export function containCommand(effects: Effects, signal: AbortSignal): Command {
  const command = new Command('contain')
    .description(
      'Contain an EC2 instance: what each lever cuts and whom it hits, evidence first, each step with its undo.',
    )
    .addHelpText('after', HELP);
  withLanguage(
    command
      .command('plan')
      .description('What each lever would do to what was seen, and the steps; asks AWS, and changes nothing.')
      .argument('<case>', 'folder that `abusedesk investigate` has written')
      .option('--instance <id>', 'the instance, where the case accuses several or none', instanceId)
      .option('--lever <name>', `what to pull (repeatable): ${LEVER_NAMES.join(', ')}`, lever, [])
      .option(
        '--remote <address[:port]>',
        'what to cut, instead of what the case accuses it of (repeatable)',
        remote,
        [],
      )
      .option('--flow-logs <arn>', 'also make flow logs, into this bucket or log group', flowLogsArn)
      .option('--flow-logs-role <arn>', 'the role that may write into the log group')
      .option(
        '--inventory <path>',
        'plan from the output of describe calls, files or folders of them, instead of asking AWS (repeatable)',
        collect,
        [],
      )
      .option('--out <file>', 'write the plan, for `contain apply`')
      .option(
        '--config <file>',
        'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
      ),
  )
    .addHelpText('after', '\nExample:\n  abusedesk contain plan nat-port-scan.case --out plan.json\n')
    .action((folder: string, flags: PlanFlags) => plan(folder, flags, effects));
  withLanguage(
    command
      .command('apply')
      .description(
        'Makes the changes of a plan, each into the journal first; stops at the first surprise, and goes on when run again.',
      )
      .argument('<plan>', 'file that `contain plan --out` has written'),
  )
    .addHelpText('after', '\nExample:\n  abusedesk contain apply plan.json\n')
    .action((path: string, flags: Flags) => apply(path, flags, effects, signal));
  withLanguage(
    command
      .command('undo')
      .description('Takes the plan that stands back, by the journal; snapshots stay.')
      .option('--instance <id>', 'the instance, where several plans stand', instanceId)
      .option('--interface <id>', 'only the security groups of this network interface', interfaceId),
  )
    .addHelpText('after', '\nExample:\n  abusedesk contain undo --instance i-0a1b2c3d4e5f60718\n')
    .action((flags: Flags & { instance?: string; interface?: string }) => undo(flags, effects, signal));
  withLanguage(
    command
      .command('verify')
      .description(
        'Whether it has stopped, by the flow records of a case that was made since: stopped, not stopped, or not yet knowable.',
      )
      .argument('<case>', 'a case of newer logs, and of some of before')
      .option('--instance <id>', 'the instance, where several plans stand', instanceId)
      .option(
        '--config <file>',
        'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
      ),
  )
    .addHelpText('after', '\nExample:\n  abusedesk contain verify newer.case\n')
    .action((folder: string, flags: Flags & { instance?: string; config?: string }) =>
      verify(folder, flags, effects),
    );
  command
    .command('policy')
    .description(
      'Prints the permissions that responders need: to contain, to make flow logs, and to block in AWS. `collect aws --policy` has those of investigators.',
    )
    .addHelpText('after', '\nExample:\n  abusedesk contain policy > responder.json\n')
    .action(() => effects.stdout.write(`${printableJson(responderPolicy(), 2)}\n`));
  return command;
}
