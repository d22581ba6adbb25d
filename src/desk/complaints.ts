import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { Ranges } from '../attribution/ranges.ts';
import { loadHistories } from '../attribution/store.ts';
import { UserError } from '../base/errors.ts';
import type { Effects } from '../base/ports.ts';
import { manifestFiles } from '../complaints/manifest-files.ts';
import { openExistingCase } from '../cases/store.ts';
import type { Documents } from '../channels/channel.ts';
import { complaintsOf } from '../complaints/complaints.ts';
import type { Drafted, Drafts } from '../complaints/complaints.ts';
import { plainText } from '../complaints/plain-text.ts';
import { xarf4 } from '../complaints/xarf4.ts';
import { thresholdsFrom } from '../findings/thresholds.ts';
import type { CaseDocument } from '../model/case.ts';
import type { Complaint, Reporter } from '../model/complaint.ts';
import type { Settings } from '../settings/settings.ts';
import { inLakeOf } from './lake-of-case.ts';
import { FORM_ENDINGS, inOlderForm } from './older-forms.ts';
import type { OlderForm } from './older-forms.ts';

/** Where a case keeps what goes out. */
const FOLDER = 'complaints';

/** The settings' reporter. @throws UserError where there is none: it is never invented */
export function reporterOf({ reporter }: Settings): Reporter {
  if (reporter !== undefined) return reporter;
  throw new UserError('the settings do not say who complains: `reporter` is missing', {
    hint: 'Write `reporter: { org: Example Corp, contact: abuse@example.com, domain: example.com }` into abusedesk.yaml, in the folder of settings or named with --config.',
  });
}

/** A UUID of version 4's form that is the same for the same complaint: a report that is written again is the same report. */
function reportIdOf({ id }: Pick<Complaint, 'id'>): string {
  const hex = createHash('sha256').update(`report ${id}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The writers of complaints, for whoever complains. */
export function documentsOf(reporter: Reporter): Documents {
  return {
    reporter,
    xarf4: (complaint) => xarf4(complaint, reporter, reportIdOf(complaint)),
    plainText: (complaint) => plainText(complaint, reporter),
  };
}

/** The complaints of a case, and the case that they are of. Nothing is written. */
export async function draftComplaints(
  dir: string,
  settings: Settings,
  effects: Effects,
): Promise<Drafts & { document: CaseDocument }> {
  const histories = await loadHistories(effects);
  const lake = { folder: dir, memory: settings.memory, name: 'complaint' };
  return inLakeOf(lake, effects, async (engine, document) => {
    const drafts = await complaintsOf({
      engine,
      thresholds: thresholdsFrom(settings.thresholds),
      findings: document.findings,
      files: (ids) => manifestFiles(resolve(effects.cwd(), dir), ids, effects),
      ranges: histories.length === 0 ? undefined : new Ranges(histories),
      now: effects.now(),
    });
    return { ...drafts, document };
  });
}

/** Files of a complaint in the case folder, by what they are. */
export function pathsOf({ id }: Pick<Complaint, 'id'>): { complaint: string; xarf: string; text: string } {
  const path = `${FOLDER}/${id}`;
  return { complaint: `${path}.json`, xarf: `${path}.xarf.json`, text: `${path}.txt` };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** By a complaint's id: the older forms that were asked for; without a path: the form has no type for it. */
export type OlderForms = ReadonlyMap<string, readonly { form: OlderForm; path?: string }[]>;

/**
 * Writes what would go out into the case.
 * @param forms older ones that are written as well
 * @returns names under which files that somebody had edited were kept; by a complaint's id the files in older forms
 * @throws UserError where another run has written the case since it was read
 */
export async function putComplaints(
  dir: string,
  { drafts, document }: { drafts: readonly Drafted[]; document: CaseDocument },
  reporter: Reporter,
  forms: readonly OlderForm[],
  effects: Effects,
): Promise<{ dir: string; kept: string[]; older: OlderForms }> {
  const folder = await openExistingCase(dir, effects);
  try {
    const { previous } = folder;
    if (previous === undefined || previous.journal?.head !== document.journal?.head) {
      throw new UserError('another run has written the case anew while it was read', {
        file: folder.dir,
        hint: 'Run the command again.',
      });
    }
    const older = new Map<string, { form: OlderForm; path?: string }[]>();
    for (const { complaint } of drafts) {
      const paths = pathsOf(complaint);
      folder.put(paths.complaint, json(complaint));
      folder.put(paths.xarf, json(xarf4(complaint, reporter, reportIdOf(complaint))));
      folder.put(paths.text, plainText(complaint, reporter));
      const written: { form: OlderForm; path?: string }[] = [];
      for (const form of forms) {
        const content = await inOlderForm(form, complaint, reporter, reportIdOf(complaint), effects);
        const path = `${FOLDER}/${complaint.id}.${FORM_ENDINGS[form]}`;
        if (content !== undefined) folder.put(path, content);
        written.push({ form, ...(content !== undefined && { path }) });
      }
      older.set(complaint.id, written);
    }
    if (drafts.length === 0) return { dir: folder.dir, kept: [], older };
    const { kept } = await folder.amend(previous);
    return { dir: folder.dir, kept, older };
  } finally {
    await folder.close();
  }
}
