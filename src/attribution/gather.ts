import type { Message } from '../model/message.ts';
import { messageOf } from '../model/reason.ts';
import { worded } from '../model/evidence-worded.ts';
import type { Clock, Environment, Files } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Attachment } from '../formats/format.ts';
import type { History } from './history.ts';
import { importFile } from './import.ts';
import type { ImportedList } from './import.ts';
import { Ranges } from './ranges.ts';
import { loadHistories } from './store.ts';
import { cloudReason } from '../clouds/reason.ts';

/** The ranges that a case is attributed with. */
export interface CaseRanges {
  ranges: Ranges;
  /** The same, as published. */
  histories: readonly History[];
  /** What could not be used, and why; for the case's gaps. */
  problems: string[];
}

/** A file's lines in the manifest: the place of a reject is in its reason. */
function count(evidence: Evidence, { read, repeated, rejects, version }: ImportedList): void {
  evidence.read = read;
  evidence.parsed = version.rows;
  evidence.rejected = version.rejected;
  evidence.skipped = repeated;
  if (repeated > 0) evidence.skips = [{ reason: worded('evRepeated'), count: repeated }];
  evidence.rejects = rejects.map(({ where, reason }, i) => ({
    line: i + 1,
    offset: 0,
    reason: cloudReason('cloudAt', { where, why: messageOf(reason) }),
  }));
}

/** What is wrong, as a message; an error of another program's, or of a kind that has none, in its words. */
function problemOf({ reason, message }: UserError): Message {
  return messageOf(reason ?? message);
}

/** Folds the files in one after the other; a file that does not fit is left out and said. */
function fold(
  attachments: readonly Attachment[],
  imported: string,
): { histories: History[]; problems: string[] } {
  let histories: History[] = [];
  const problems: string[] = [];
  for (const { evidence, bytes, modified } of attachments) {
    try {
      const result = importFile(histories, bytes, {
        source: evidence.path,
        imported,
        ...(modified !== undefined && { written: new Date(modified * 1000).toISOString() }),
      });
      histories = result.histories;
      count(evidence, result.imported);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(cloudReason('cloudFileUnread', { path: evidence.path, problem: problemOf(error) }));
      evidence.notes.push(cloudReason('cloudNoRanges', { problem: problemOf(error) }));
    }
  }
  return { histories, problems };
}

/**
 * The ranges for a case: a list's files among the evidence if there are any, so that the same folder gives
 * the same answers everywhere; else the history that is kept. Nothing is stored.
 * @param attachments evidence whose role is `ranges`; their counts are filled in
 */
export async function gatherRanges(
  attachments: readonly Attachment[],
  effects: Files & Clock & Environment,
): Promise<CaseRanges> {
  const { histories, problems } = fold(attachments, effects.now().toISOString());
  const given = new Set(histories.map(({ list }) => list));
  try {
    const kept = await loadHistories(effects);
    histories.push(...kept.filter(({ list }) => !given.has(list)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // A damaged store is a gap of the case, not its end.
    problems.push(
      error.file === undefined
        ? cloudReason('cloudStoreUnread', { problem: problemOf(error) })
        : cloudReason('cloudFileUnread', { path: error.file, problem: problemOf(error) }),
    );
  }
  return { ranges: new Ranges(histories), histories, problems };
}
