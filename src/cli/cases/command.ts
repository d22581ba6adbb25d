import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { writeAtomic } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import type { Effects } from '../../base/ports.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { WORDS } from '../../cases/translations.ts';
import { calendarOf } from '../../desk/calendar.ts';
import type { EntryWords } from '../../desk/calendar.ts';
import { listCases } from '../../desk/cases.ts';
import type { CaseList, DueCase } from '../../desk/cases.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import { withCommonOptions } from '../common.ts';
import type { CommonFlags } from '../common.ts';
import { sayBeside } from '../words/beside.ts';
import { asText, commandOf, noticeOf, placeOf, stateText } from './text.ts';

interface Flags extends CommonFlags {
  lang: Lang;
  ics?: string;
}

function asJson({ due, broken, read, more }: CaseList, effects: Effects): string {
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
  return `${printableJson({ schema: 'abusedesk.cases/1', cases, broken, read, more }, 2)}\n`;
}

/** Whole hundredths, rounded down: what is left is never said to be more. */
const hoursOf = (milliseconds: number): number => Math.floor(milliseconds / 36_000) / 100;

async function writeCalendar(file: string, { due }: CaseList, lang: Lang, effects: Effects): Promise<void> {
  const words = (one: DueCase): EntryWords => ({
    summary: printable(render({ key: 'timeDue', params: { notice: noticeOf(one) } }, WORDS[lang])),
    description: printable(`${stateText(one, lang)} · ${commandOf(one, effects)}`),
  });
  const path = resolve(effects.cwd(), file);
  try {
    await writeAtomic(path, await calendarOf(due, effects.now(), words), effects);
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

async function run(folders: string[], flags: Flags, effects: Effects): Promise<void> {
  const { lang, ics, json, quiet } = flags;
  const list = await listCases(folders, effects);
  if (ics !== undefined) await writeCalendar(ics, list, lang, effects);
  if (json === true) effects.stdout.write(asJson(list, effects));
  else if (quiet !== true) effects.stdout.write(asText(list, lang, effects));
  for (const { folder, why } of list.broken) effects.stderr.write(`${printable(`${folder}: ${why}`)}\n`);
  if (list.more) sayBeside({ key: 'screenMoreCases', params: { read: list.read } }, lang, effects);
}

/** `cases`: what is due, of many cases. */
export function casesCommand(effects: Effects): Command {
  const command = new Command('cases')
    .description(
      'Lists what is due in cases, the most urgent first. Of each case only its case.json is read.',
    )
    .argument('[folders...]', 'cases, or folders that hold them (default: here, and where intake puts them)')
    .addOption(new Option('--lang <language>', 'language').choices(LANGS).default('en'))
    .option('--ics <file>', 'write the deadlines of what is not answered into a calendar file');
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
