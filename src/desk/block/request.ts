import { join } from 'node:path';
import type { History } from '../../attribution/history.ts';
import { knownProviders, publishedNames, publishedPrefixes } from '../../attribution/select.ts';
import type { Selection } from '../../attribution/select.ts';
import { loadHistories } from '../../attribution/store.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import type { Environment, Files } from '../../base/ports.ts';
import { CLOUDS, PUBLISHERS } from '../../clouds/index.ts';
import { BLOCK_STEPS, casePlanSchema } from '../../model/block.ts';
import type { CasePlan } from '../../model/block.ts';
import { parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import { CASE_PLAN } from './case-plan.ts';

/** Where what is to be blocked is written: in a case, in a list, or among what a provider publishes. */
export interface BlockSource {
  caseFolder?: string;
  /** Of the case's ladder; absent: the narrowest that works. */
  step?: string;
  file?: string;
  selection?: Selection;
}

/** More than this is no list of prefixes. */
const MAX_BYTES = 256 * 2 ** 20;
const MAX_NAMED = 5;

async function text(path: string, what: string, effects: Files): Promise<string> {
  try {
    const stat = await effects.fs.stat(path);
    // A pipe is somebody's list; a device has no end.
    if (!stat.isFile() && !stat.isFIFO()) throw new UserError(`${what} is no regular file`, { file: path });
    if (stat.size > MAX_BYTES) throw new UserError(`${what} is larger than 256 MiB`, { file: path });
    return await effects.fs.readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${what} cannot be read: ${errorCode(cause) ?? 'read failed'}`, {
      file: path,
      cause,
    });
  }
}

/** One prefix or address a line; `#` begins a comment. @throws UserError that names the first wrong lines */
function prefixesOfList(list: string, path: string): Prefix[] {
  const wrong: number[] = [];
  const prefixes: Prefix[] = [];
  for (const [i, line] of list.split('\n').entries()) {
    const word = line.replace(/#.*/, '').trim();
    if (word === '') continue;
    const prefix = parsePrefix(word);
    if (prefix === undefined) wrong.push(i + 1);
    else prefixes.push(prefix);
  }
  const [first] = wrong;
  if (first === undefined) return prefixes;
  const more = wrong.length > MAX_NAMED ? ` and ${wrong.length - MAX_NAMED} more` : '';
  throw new UserError(`not a prefix in line ${wrong.slice(0, MAX_NAMED).join(', ')}${more}`, {
    file: path,
    line: first,
    hint: 'Write four octets and a length (203.0.113.0/24), or IPv6; programs read shorter forms differently.',
  });
}

/** The ladder of a case. @throws UserError where it has none */
export async function readCasePlan(folder: string, effects: Files): Promise<CasePlan> {
  const path = join(folder, CASE_PLAN);
  if (!(await exists(path, effects))) {
    const isCase = await exists(join(folder, 'case.json'), effects);
    throw new UserError(
      isCase ? 'the case accuses nobody from outside: there is nothing to block' : 'not a case folder',
      {
        file: folder,
        hint: isCase
          ? 'Block by list or provider: `abusedesk block plan --file FILE` or `--provider aws --service EC2`.'
          : 'Make one: `abusedesk investigate FOLDER`.',
      },
    );
  }
  // It refuses a case of two runs. A case can say far more than a block, and that takes long to load.
  const { readCase } = await import('../../cases/reading.ts');
  await readCase(folder, effects);
  if (!(await effects.fs.lstat(path)).isFile()) {
    throw new UserError("the case's block plan is no regular file", {
      file: path,
      hint: 'Run `abusedesk investigate` again into the same case folder.',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(await text(path, "the case's block plan", effects));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError("the case's block plan is not readable as JSON", { file: path, cause });
  }
  const parsed = casePlanSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError("the case's block plan is damaged", {
    file: path,
    hint: 'Run `abusedesk investigate` again into the same case folder.',
  });
}

function exists(path: string, effects: Files): Promise<boolean> {
  return effects.fs.stat(path).then(
    () => true,
    () => false,
  );
}

function ofCase(plan: CasePlan, wanted: string | undefined): Prefix[] {
  const name = wanted ?? plan.step;
  const step = plan.ladder.find((one) => one.step === name);
  if (step === undefined) {
    const known = (BLOCK_STEPS as readonly string[]).includes(name);
    throw new UserError(known ? `the case has no step "${name}" of its own` : `there is no step "${name}"`, {
      hint: `It has: ${plan.ladder.map((one) => one.step).join(', ')}.`,
    });
  }
  return step.blocks.flatMap((block) => parsePrefix(block) ?? []);
}

/** Nothing of the provider is kept: what to do depends on who tells its ranges. */
function nothingKept(provider: string, histories: readonly History[]): UserError {
  const kept = knownProviders(histories);
  const cloud = CLOUDS.find(({ name }) => name === provider);
  const get =
    cloud?.asns === undefined
      ? 'Fetch them with `abusedesk ranges update`.'
      : `${cloud.title} publishes none: give a table of routes, \`abusedesk ranges import FILE\`.`;
  return new UserError(`no published ranges of "${provider}" are kept`, {
    hint: `${get} Kept: ${kept.length === 0 ? 'none' : kept.join(', ')}.`,
  });
}

/** Lists of the provider that are not loaded: what is blocked then is a part of it. */
function missingLists(provider: string, histories: readonly History[]): string[] {
  const lists = PUBLISHERS.filter(({ name }) => name === provider).map(({ ranges }) => ranges.list);
  return lists.filter((list) => !histories.some((history) => history.list === list));
}

/** @throws UserError where nothing of the name is kept */
export async function ofProvider(
  selection: Selection,
  effects: Files & Environment,
): Promise<{ prefixes: readonly Prefix[]; missing: string[] }> {
  // What another publisher says of itself names nothing of this one, and Azure alone has 90,000 lines.
  const histories = await loadHistories(effects, {
    list: (list) =>
      PUBLISHERS.every(({ name, ranges }) => ranges.list !== list || name === selection.provider),
  });
  const { provider, service, region } = selection;
  const prefixes = publishedPrefixes(histories, selection);
  if (prefixes.length > 0) return { prefixes, missing: missingLists(provider, histories) };
  if (!knownProviders(histories).includes(provider)) {
    throw nothingKept(provider, await loadHistories(effects));
  }
  const { services, regions } = publishedNames(histories, provider);
  const wrongService = service !== undefined && !services.includes(service);
  const names = wrongService ? services : regions;
  throw new UserError(
    wrongService
      ? `${provider} publishes no service "${service}"`
      : `${provider} publishes nothing for the region "${region}"`,
    { hint: `It publishes: ${names.slice(0, 60).join(', ')}.` },
  );
}

/** What is to be blocked. */
interface RequestedBlock {
  prefixes: readonly Prefix[];
  /** Of a case: its ladder. */
  plan?: CasePlan;
  /** Of a provider: names of its lists that are not loaded, so that this is a part of it. */
  missing?: string[];
}

/**
 * The prefixes that are asked for.
 * @throws UserError when nothing or several things are asked for, or it cannot be read
 */
export async function requestedPrefixes(
  source: BlockSource,
  effects: Files & Environment,
): Promise<RequestedBlock> {
  const { caseFolder, file, selection } = source;
  const given = [caseFolder, file, selection].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new UserError(
      given.length === 0 ? 'nothing to block was named' : 'several things to block were named',
      {
        hint: 'Name a case folder, --file FILE, or --provider NAME (with --service and --region).',
      },
    );
  }
  if (caseFolder !== undefined) {
    const plan = await readCasePlan(caseFolder, effects);
    return { prefixes: ofCase(plan, source.step), plan };
  }
  if (file !== undefined) {
    return { prefixes: prefixesOfList(await text(file, 'the list', effects), file) };
  }
  return ofProvider(selection!, effects);
}
