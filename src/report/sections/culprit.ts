import { aimOf } from '../aim.ts';
import { answerOf } from '../answer.ts';
import type { Culprit } from '../../model/finding.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { pathPicture } from '../charts/path.ts';
import { address, code, pairs, section, sentence } from '../view.ts';
import type { View } from '../view.ts';

/** Who it was, why that is believed, and whom the evidence does not tell apart from it. */
export function culpritSection(view: View): Html {
  const { culprit: words } = view.words;
  const { culprits } = view.document;
  const answer = answerOf(view.document);
  if (culprits.length === 0) {
    return view.document.claims.length === 0
      ? html``
      : section('culprit', words.title, html`<p>${words.none}</p>`);
  }
  const [first, ...others] = culprits;
  const body = html`${first && html`${pathPicture(view, first, aimOf(answer))}${portrait(view, first)}`}${others
    .slice(0, 20)
    .map((culprit) => portrait(view, culprit))}${
    others.length > 20 &&
    html`<p class="soft">${view.words.tables.more(view.figures.exact(others.length - 20))}</p>`
  }`;
  return section('culprit', words.title, body);
}

function portrait(view: View, culprit: Culprit): Html {
  const { culprit: words } = view.words;
  const { via } = culprit;
  const through = [via?.gateway, via?.interface, via?.address].filter((part) => part !== undefined);
  return html`${pairs([
    [words.instance, culprit.instance === undefined ? undefined : code(culprit.instance)],
    [words.name, culprit.name],
    [words.address, address(view, culprit.address)],
    [words.interface, culprit.interface === undefined ? undefined : code(culprit.interface)],
    [
      words.through,
      via === undefined
        ? undefined
        : html`${words[via.kind ?? 'nat']} ${through.map((part) => html`${code(part)} `)}`,
    ],
    [words.publicAddress, via?.public === undefined ? undefined : address(view, via.public)],
    [words.confidence, view.figures.percent(culprit.confidence)],
    [view.words.because, sentence(view, culprit.message)],
  ])}${ties(view, culprit)}`;
}

function ties(view: View, culprit: Culprit): Html {
  if (culprit.ties.length === 0) return html``;
  const rows = culprit.ties.slice(0, 20).map((tie) => {
    const id = tie.instance ?? tie.interface;
    return html`<li>
      ${code(tie.address)}${id !== undefined && html` ${code(id)}`}: ${sentence(view, tie.message)}
    </li>`;
  });
  const rest = culprit.ties.length - rows.length;
  return html`<h3>${view.words.culprit.tiesTitle}</h3>
    <ul>
      ${rows}${rest > 0 && html`<li class="soft">${view.words.tables.more(view.figures.exact(rest))}</li>`}
    </ul>`;
}
