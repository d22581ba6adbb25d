import { clockOf, LONG_PAST_MS, undatedNotice } from '../../cases/clock.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { section } from '../view.ts';
import type { View } from '../view.ts';

/** Seconds before the deadline from which it is what must be done now. */
const SOON = 6 * 3600;

/** How long there is to answer, in words, in UTC and in the reader's zone. The page counts on by itself. */
export function clockSection(view: View): Html {
  const { clock } = view.words;
  const { deadline, left_ms: left = 0, state = 'left' } = clockOf(view.document.claims, view.now);
  if (deadline === undefined) {
    const notice = undatedNotice(view.document.claims);
    const none = notice === undefined ? clock.none : clock.undated(notice.sender, notice.hours);
    return section('clock', clock.title, html`<p>${none}</p>`);
  }
  const seconds = left / 1000;
  const pattern = clock[state];
  const urgent = state !== 'past' && seconds < SOON ? 'left now' : 'left';
  const words = pattern.replace('{}', view.figures.duration(seconds));
  const body = html`<p
      class="${urgent}"
      id="left"
      data-deadline="${deadline}"
      data-left="${clock.left}"
      data-overdue="${clock.overdue}"
      data-past="${clock.past}"
      data-long="${LONG_PAST_MS / 1000}"
    >
      ${words}
    </p>
    <p>
      ${clock.due} ${view.figures.timeBoth(deadline)}
      <span class="soft" id="as-of">· ${clock.asOf(view.figures.time(view.now.toISOString()))}</span>
    </p>`;
  return section('clock', clock.title, body);
}
