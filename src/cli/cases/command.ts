import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { writeAtomic } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { configFolder, hasHome } from '../../base/home.ts';
import type { Effects } from '../../base/ports.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { WORDS } from '../../cases/translations.ts';
import { calendarOf } from '../../desk/calendar.ts';
import type { EntryWords } from '../../desk/calendar.ts';
import type { CaseIndex } from '../../desk/case-index/index.ts';
import { caseFoldersIn, listCases } from '../../desk/cases.ts';
import type { CaseList, DueCase } from '../../desk/cases.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import { readConfig } from '../../settings/load.ts';
import { settingsSchema } from '../../settings/settings.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';
import { sayBeside } from '../words/beside.ts';
import { asText, commandOf, noticeOf, placeOf, stateText } from './text.ts';

interface Flags extends CommonFlags {
  lang: Lang;
  ics?: string;
  config?: string;
  due?: true;
  note?: true;
  forget?: string;
}

function asJson({ due, broken, gone, read, more }: CaseList, effects: Effects): string {
  const cases = due.map((one) => {
    const { clock, command, folder, next, extension, answered, ...rest } = one;
    const { deadline, left_ms: left, state } = clock;
    return {
      folder,
      ...rest,
      ...(deadline !== undefined && left !== undefined && { deadline, state, hours_left: hoursOf(left) }),
      ...(next !== undefined && { next: { stage: next, ...(deadline !== undefined && { at: deadline }) } }),
      answered: answered ?? null,
      ...(extension !== undefined && { more_time_asked: extension }),
      command: command.map((word) => (word === 'CASE' ? placeOf(folder, effects) : word)),
    };
  });
  return `${printableJson({ schema: 'abusedesk.cases/1', cases, broken, gone, read, more }, 2)}\n`;
}

/** Whole hundredths, rounded down: what is left is never said to be more. */
const hoursOf = (milliseconds: number): number => Math.floor(milliseconds / 36_000) / 100;

/** Where `--ics` writes to standard output. */
const STDOUT = '-';

async function writeCalendar(file: string, { due }: CaseList, lang: Lang, effects: Effects): Promise<void> {
  const words = (one: DueCase): EntryWords => ({
    summary: printable(render({ key: 'timeDue', params: { notice: noticeOf(one) } }, WORDS[lang])),
    description: printable(`${stateText(one, lang)} · ${commandOf(one, effects)}`),
  });
  const calendar = await calendarOf(due, effects.now(), words);
  if (file === STDOUT) {
    effects.stdout.write(calendar);
    return;
  }
  const path = resolve(effects.cwd(), file);
  try {
    await writeAtomic(path, calendar, effects);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UserError(`the calendar cannot be written (${code})`, {
      file: path,
      hint: 'Name another file with --ics.',
      cause: error,
    });
  }
}

async function indexOf({ config }: Flags, effects: Effects): Promise<CaseIndex | undefined> {
  // Without a home there are no settings.
  if (config === undefined && !hasHome(effects)) return undefined;
  const folder = config === undefined ? configFolder(effects) : '';
  const { cases } = await readConfig(config, folder, settingsSchema, effects);
  if (cases === undefined) return undefined;
  return (await import('../../desk/case-index/index.ts')).caseIndexOf(cases, effects);
}

function needed(index: CaseIndex | undefined): CaseIndex {
  if (index !== undefined) return index;
  throw new UserError('no case index is set', {
    hint: 'Set one in abusedesk.yaml: `cases: { index: sqlite:/srv/abusedesk/cases.sqlite }`.',
  });
}

async function forget(id: string, index: CaseIndex): Promise<void> {
  if ((await index.forget(id)) > 0) return;
  throw new UserError(`the case index has no case ${JSON.stringify(id.slice(0, 80))}`, {
    hint: 'Give its id, as `abusedesk cases --json` has it.',
  });
}

/** The list on what it is to be written, or the calendar alone on standard output. */
async function write(list: CaseList, { lang, ics, json, quiet }: Flags, effects: Effects): Promise<void> {
  if (ics !== undefined) await writeCalendar(ics, list, lang, effects);
  if (ics === STDOUT) return;
  if (json === true) effects.stdout.write(asJson(list, effects));
  else if (quiet !== true) effects.stdout.write(asText(list, lang, effects));
}

async function run(folders: string[], flags: Flags, effects: Effects): Promise<void> {
  const { lang, ics, json, due } = flags;
  if (ics === STDOUT && json === true) {
    throw new UserError('--ics - and --json both write to standard output', {
      hint: 'Give --ics the name of a file.',
    });
  }
  const index = await indexOf(flags, effects);
  if (flags.forget !== undefined) await forget(flags.forget, needed(index));
  if (flags.note === true) await needed(index).note(await caseFoldersIn(folders, effects));
  // Who names folders asks for those alone.
  const indexed = folders.length === 0 ? await index?.cases() : undefined;
  const all = await listCases(folders, effects, indexed);
  const list = due === true ? { ...all, due: all.due.filter(({ answered }) => answered === undefined) } : all;
  await write(list, flags, effects);
  for (const { folder, why } of list.broken) effects.stderr.write(`${printable(`${folder}: ${why}`)}\n`);
  for (const gone of list.gone) sayBeside({ key: 'screenCaseGone', params: gone }, lang, effects);
  if (list.more) sayBeside({ key: 'screenMoreCases', params: { read: list.read } }, lang, effects);
}

/** `cases`: what is due, of many cases. */
export function casesCommand(effects: Effects): Command {
  const command = new Command('cases')
    .description(
      'Lists what is due in cases, the most urgent first. Of each case only its case.json is read.',
    )
    .argument(
      '[folders...]',
      'cases, or folders that hold them (default: here, where intake puts them, and the case index of the settings)',
    )
    .addOption(new Option('--lang <language>', 'language').choices(LANGS).default('en'))
    .option('--due', 'only what is not answered yet')
    .option(
      '--ics <file>',
      'write the deadlines of what is not answered into a calendar file; - for standard output',
    )
    .option('--note', 'note the cases of these folders in the case index')
    .option('--forget <id>', 'take a case out of the case index; its folder stays as it is')
    .option(
      '--config <file>',
      'settings (default: abusedesk.yaml in the folder for settings, never the current one)',
    );
  return withCommonOptions(command, {
    json: 'print one JSON document (abusedesk.cases/1)',
    quiet: 'only write the calendar, and say what could not be read',
  })
    .addHelpText(
      'after',
      '\nExamples:\n  abusedesk cases\n  abusedesk cases ~/cases --json\n  abusedesk cases ~/cases --ics deadlines.ics\n',
    )
    .action((folders: string[], flags: Flags) => run(folders, flags, effects));
}
