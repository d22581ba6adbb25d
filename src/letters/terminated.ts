import type { CaseDocument } from '../model/case.ts';
import type { Matter } from '../model/conclusion.ts';
import { UserError } from '../base/errors.ts';
import type { Composition } from './composition.ts';
import { blank, clean } from './clean.ts';
import type { Draft } from './draft.ts';
import { resource } from './fields.ts';
import { listed } from './listed.ts';
import { moment } from './period.ts';
import { liftOrReview } from './sections.ts';

/** @throws UserError (exit 3) where the logs show that it goes on */
export function checkTerminated(document: CaseDocument, matter: Matter): void {
  const { stopped, claim } = document.conclusion;
  if (claim === undefined || !matter.claims.includes(claim) || stopped?.state !== 'going_on') return;
  throw new UserError(
    'the activity is seen to the end of the logs, so the letter would say what they contradict',
    {
      exitCode: 3,
      hint: 'Bring logs of the time after it was ended, and run `abusedesk investigate` again.',
    },
  );
}

function statusOf({ endings, answers, language, occasion }: Draft): string[] {
  const seen = endings.map(({ instance, what, at }) => occasion.terminated[what](instance, `${at} UTC`));
  const { containment: done, contained_at: at } = answers;
  if (seen.length > 0 && done === undefined) return seen;
  const own = language.done.at(
    at === undefined ? blank(language.blanks.containedAt) : `${moment(at)} UTC`,
    done === undefined ? blank(occasion.terminated.blanks.ended) : clean(done, 2000),
  );
  return [...seen, own];
}

function proofOf({ endings, language, occasion }: Draft): string {
  const records = endings.flatMap(({ record }) =>
    record === undefined ? [] : [occasion.record(record.call, record.file, record.record)],
  );
  return records.length === 0 ? blank(occasion.terminated.blanks.shownBy) : listed(records, language);
}

export const TERMINATED: Composition = {
  fields: (draft) => {
    const { language, occasion, facts, answers } = draft;
    return [
      [language.labels.reference, facts.reference ?? language.noReference],
      [language.labels.resource, resource(draft)],
      [occasion.labels.status, statusOf(draft).join(language.gap)],
      [occasion.labels.shownBy, proofOf(draft)],
      [
        language.labels.prevention,
        answers.prevention === undefined
          ? blank(language.blanks.preventionNoData)
          : clean(answers.prevention, 2000),
      ],
    ];
  },
  opening: ({ occasion }) => [occasion.terminated.opening],
  body: (page, draft) => {
    const { occasion, stopped } = draft;
    page.heading(occasion.terminated.headings.ended);
    for (const one of statusOf(draft)) page.item(one);
    if (stopped !== undefined) {
      page.heading(occasion.terminated.headings.since);
      page.item(stopped.text);
    }
    page.heading(occasion.terminated.headings.request);
    for (const asked of occasion.terminated.asked) page.item(asked);
    liftOrReview(page, draft);
  },
};
