import { join, resolve } from 'node:path';
import type { Clock, Effects, Files, Processes, Environment } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import { writeAtomic } from '../base/atomic-files.ts';
import type { CaseDocument } from '../model/case.ts';
import { readCase } from '../cases/reading.ts';
import { openExistingCase } from '../cases/store.ts';
import { programOf } from './program.ts';
import { renderReport } from '../report/report.ts';
import { notedReaders, putReport } from './outgoing.ts';
import type { Readers } from './outgoing.ts';

/** Whom a report is for, as far as it was said now; the rest is as in the last report of the case. */
export type AskedReaders = Partial<Readers>;

export interface WrittenReport extends Readers {
  /** Absolute. */
  path: string;
  /** Names under which files that somebody had edited were kept. */
  kept: string[];
}

/**
 * The page of a case as HTML, made of case.json alone; the case is only read.
 * @param renewed the case with what was asked of its lake since
 */
export async function reportText(
  dir: string,
  asked: AskedReaders,
  effects: Files & Clock & Environment,
  renewed?: CaseDocument,
): Promise<{ html: string; readers: Readers }> {
  const { document: standing, records } = await readCase(dir, effects);
  const document = renewed ?? standing;
  const readers = { ...notedReaders(records, effects), ...asked };
  return {
    html: renderReport(document, { ...readers, now: effects.now(), program: programOf(effects) }),
    readers,
  };
}

/** Writes the page of a case to another place; the case is only read. */
export async function writeReportTo(
  output: string,
  dir: string,
  asked: AskedReaders,
  effects: Effects,
  renewed?: CaseDocument,
): Promise<WrittenReport> {
  const { html, readers } = await reportText(dir, asked, effects, renewed);
  const path = resolve(effects.cwd(), output);
  try {
    await writeAtomic(path, html, effects);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UserError(`the report cannot be written (${code})`, {
      file: path,
      hint: 'Name another file with --output.',
      cause: error,
    });
  }
  return { ...readers, path, kept: [] };
}

/**
 * Writes the report of a case anew in its place. No evidence is read; the case is held meanwhile.
 * @param renew what the case becomes before its page is written: its lake is asked
 */
export async function writeReport(
  dir: string,
  asked: AskedReaders,
  effects: Effects,
  renew?: (document: CaseDocument) => Promise<CaseDocument>,
): Promise<WrittenReport> {
  const folder = await openExistingCase(dir, effects);
  try {
    const { previous, journal } = folder;
    if (previous === undefined) {
      throw new UserError('the case is not finished: it has no case.json yet', {
        file: folder.dir,
        hint: 'Run `abusedesk investigate` with this case folder first.',
      });
    }
    const document = (await renew?.(previous)) ?? previous;
    const readers = { ...notedReaders(journal.records, effects), ...asked };
    await journal.append('report', { report: readers });
    putReport(folder, document, readers, effects);
    const { kept } = await folder.amend(document);
    return { ...readers, path: join(folder.dir, 'report.html'), kept };
  } finally {
    await folder.close();
  }
}

/** The programs that open a file as its owner would, by the system. */
const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer.exe' };

/** Opens the report of a case in the browser. @returns its path, and whether a program took it */
export async function openReport(
  dir: string,
  effects: Files & Processes & Environment,
): Promise<{ path: string; opened: boolean }> {
  const reading = await readCase(dir, effects);
  const path = join(reading.dir, 'report.html');
  const isFile = await effects.fs.lstat(path).then(
    (stat) => stat.isFile(),
    () => false,
  );
  if (!isFile) {
    throw new UserError('the case has no report', {
      file: path,
      hint: 'Write it anew: abusedesk report CASE.',
    });
  }
  return { path, opened: await effects.start(OPENERS[effects.platform] ?? 'xdg-open', [path]) };
}
