import { UserError } from '../base/errors.ts';
import type { Composition } from './composition.ts';
import { basisOf } from './basis.ts';
import { clean } from './clean.ts';
import type { Draft } from './draft.ts';
import { listed } from './listed.ts';
import type { Disproof } from './resources.ts';

/** @throws UserError where the logs show the traffic as ours (exit 3), or nothing shows that it is not (exit 2) */
export function checkNotUs({ facts, disproofs }: Draft): void {
  if (basisOf(facts.verdict) === 'shown') {
    throw new UserError(
      'the logs of the case show the reported traffic, so the letter would say what they contradict',
      {
        exitCode: 3,
        hint: 'Answer with `abusedesk letter reply`; the report shows the rows.',
      },
    );
  }
  if (disproofs.length > 0) return;
  throw new UserError(
    'nothing in the case shows that what the notice names was not yours at the reported time',
    {
      hint:
        'CloudTrail shows it (TerminateInstances, ReleaseAddress, RunInstances, AllocateAddress), or the published ranges of the time: put them ' +
        'with the evidence and run `abusedesk investigate` again. An inventory of today does not say whose it was then.',
    },
  );
}

function said(one: Disproof, { occasion, words }: Draft): string {
  const { gone, made, given, elsewhere: away } = occasion.notUs;
  const name = clean(one.resource, 64);
  switch (one.how) {
    case 'gone':
      return gone[one.thing](name, `${one.at} UTC`);
    case 'made':
      return made[one.thing](name, `${one.at} UTC`);
    case 'given':
      return given(name, one.instance, `${one.at} UTC`);
    default:
      return away(name, clean(one.prefix, 64), one.owner, one.as_of.slice(0, 10), words.provider);
  }
}

function shownBy(one: Disproof, { occasion }: Draft): string {
  if (one.how === 'given') return occasion.byInventory;
  if (one.how === 'elsewhere') return occasion.byRanges;
  const { record } = one;
  return record === undefined
    ? occasion.byInventory
    : occasion.record(record.call, record.file, record.record);
}

const namesOf = (draft: Draft): string[] => [
  ...new Set(draft.disproofs.map(({ resource }) => clean(resource, 64))),
];

/** What was looked through; nothing where there were no flow records. */
function examined({ language, facts: { records } }: Draft): [label: string, text: string][] {
  return records.parsed === 0 ? [] : [[language.labels.done, language.done.examined(records.parsed)]];
}

export const NOT_US: Composition = {
  fields: (draft) => {
    const { language, occasion, facts, disproofs } = draft;
    const names = listed(namesOf(draft), language);
    const when = facts.when === undefined ? undefined : language.period(facts.when);
    const proofs = [...new Set(disproofs.map((one) => shownBy(one, draft)))];
    return [
      [language.labels.reference, facts.reference ?? language.noReference],
      [language.labels.resource, names],
      [occasion.labels.statement, occasion.notUs.summary(names, when)],
      [occasion.labels.shownBy, listed(proofs, language)],
      ...examined(draft),
    ];
  },
  opening: ({ occasion }) => [occasion.notUs.opening],
  body: (page, draft) => {
    const { language, occasion, facts, disproofs } = draft;
    page.heading(occasion.notUs.headings.shownBy);
    for (const one of disproofs) {
      page.item(said(one, draft));
      const record = one.how === 'gone' || one.how === 'made' ? one.record : undefined;
      if (record !== undefined) page.quote(`${record.file}:${record.record} ${record.call}`);
    }
    const shown = namesOf(draft);
    const others = facts.named.filter((name) => !shown.includes(name));
    if (others.length > 0) page.item(occasion.notUs.separately(listed(others, language)));
    page.heading(occasion.notUs.headings.request);
    for (const asked of occasion.notUs.asked) page.item(asked);
  },
};
