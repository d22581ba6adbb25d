import type { CaseDocument } from '../../cases/case.ts';
import { html, type Html } from '../html.ts';
import { section, type View } from '../view.ts';

/** The next deadline that has not passed, else the last that has; undefined if no notice states one. */
function deadlineOf(document: CaseDocument, now: Date): number | undefined {
  const moments = document.claims
    .map((claim) => Date.parse(claim.deadline ?? ''))
    .filter((at) => !Number.isNaN(at))
    .toSorted((a, b) => a - b);
  return moments.find((at) => at >= now.getTime()) ?? moments.at(-1);
}

/** How long there is to answer, in words, in UTC and in the reader's zone. The page counts on by itself. */
export function clockSection(view: View): Html {
  const { clock } = view.words;
  const at = deadlineOf(view.document, view.now);
  if (at === undefined) return section('clock', clock.title, html`<p>${clock.none}</p>`);
  const seconds = (at - view.now.getTime()) / 1000;
  const pattern = seconds < 0 ? clock.overdue : clock.left;
  const instant = new Date(at).toISOString();
  const urgent = seconds < 6 * 3600 ? 'left now' : 'left';
  const words = pattern.replace('{}', view.figures.duration(seconds));
  const body = html`<p
      class="${urgent}"
      id="left"
      data-deadline="${instant}"
      data-left="${clock.left}"
      data-overdue="${clock.overdue}"
    >
      ${words}
    </p>
    <p>
      ${clock.due} ${view.figures.timeBoth(instant)}
      <span class="soft" id="as-of">· ${clock.asOf(view.figures.time(view.now.toISOString()))}</span>
    </p>`;
  return section('clock', clock.title, body);
}
