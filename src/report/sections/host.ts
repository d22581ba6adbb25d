import type { HostPart } from '../../model/host.ts';
import { renderPieces } from '../../language/render.ts';
import { processTree, socketText } from '../../hosts/process-tree.ts';
import { besideFlows } from '../../hosts/traffic/beside.ts';
import { hostWords } from '../../hosts/words/render.ts';
import type { Message } from '../../model/message.ts';
import { instantText } from '../../language/figures.ts';
import { LANGS } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { html, joined } from '../html.ts';
import type { Html, Piece } from '../html.ts';
import { bounded, code, path, prose, section, sentence, text } from '../view.ts';
import type { View } from '../view.ts';
import { between, command, costTable, typed } from './closing.ts';
import { lineRefs } from './findings.ts';
import { grid } from './grid.ts';

const MAX_FINDINGS = 50;

type Process = HostPart['processes'][number];

/** The page's language, by its tag: `zh-CN` is `zh`. */
function langOf(view: View): Lang {
  return LANGS.find((lang) => view.words.tag.startsWith(lang)) ?? 'en';
}

/** The host's own title, for the list of contents. */
export function hostTitle(view: View): string {
  return hostWords(langOf(view)).labels.title;
}

/** Inside the host: what its pasted outputs say. */
export function hostSection(view: View): Html {
  const { host } = view.document;
  if (host === undefined) return html``;
  const { labels } = hostWords(langOf(view));
  const { shown, more } = bounded(view, host.findings, MAX_FINDINGS);
  const findings =
    host.findings.length === 0
      ? html`<p>${labels.nothing}</p>`
      : html`${shown.map((one) => finding(view, one))}${more}`;
  return section(
    'host',
    labels.title,
    html`${findings}${traffic(view, host)}${checks(view, host)}${processes(view, host)}${timeline(view, host)}${persistence(view, host)}${counters(view, host)}${
      host.cost !== undefined &&
      html`<h3>${labels.cost}</h3>
        ${costTable(view, host.cost)}`
    }${listed(view, labels.unseen, host.gaps, 'ul')}${listed(view, labels.next, host.next, 'ol')}`,
  );
}

function finding(view: View, { message, severity, lines }: HostPart['findings'][number]): Html {
  return html`<article class="finding ${severity}">
    <h3>${sentence(view, message)}</h3>
    ${lineRefs(view, lines)}
  </article>`;
}

/** Which process sent what the notice or the flow log has, and why that can be told or not. */
function traffic(view: View, host: HostPart): Piece {
  const { traffic: all = [] } = host;
  const beside = besideFlows(host);
  if (all.length === 0) return false;
  const { labels } = hostWords(langOf(view));
  const { shown, more } = bounded(view, all, MAX_FINDINGS);
  return html`<h3>${labels.traffic}</h3>
    ${shown.map(
      ({ message, because, lines }, i) =>
        html`<article class="finding">
          <h4>${sentence(view, message)}</h4>
          ${
            (beside[i]?.sockets.length ?? 0) > 0 &&
            html`<ul>
              ${beside[i]?.sockets.map((socket) => html`<li>${code(`${beside[i]?.flow ?? ''}  ←  ${socket}`)}</li>`)}
            </ul>`
          }
          ${
            because.length > 0 &&
            html`<ul>
              ${because.map((one) => html`<li>${withCommands(view, one)}</li>`)}
            </ul>`
          }
          ${lineRefs(view, lines)}
        </article>`,
    )}${more}`;
}

/** Ways in that are open, each with what to change; those that are not, by what they say. */
function checks(view: View, { checks: all }: HostPart): Piece {
  if (all.length === 0) return false;
  const { labels } = hostWords(langOf(view));
  const { shown, more } = bounded(
    view,
    all.filter(({ outcome }) => outcome !== 'passed'),
    MAX_FINDINGS,
  );
  const passed = all.filter(({ outcome }) => outcome === 'passed');
  return html`<h3>${labels.checks}</h3>
    ${shown.map(
      ({ id, severity, message, fix, reference, lines }) =>
        html`<article class="finding ${severity}">
          <h4>${sentence(view, message)}</h4>
          ${fix !== undefined && html`<p><strong>${labels.fix}:</strong> ${sentence(view, fix)}</p>`}
          <p class="soft">${code(id)} · ${labels.reference}: ${text(view, reference)}</p>
          ${lineRefs(
            view,
            lines.filter(({ line }) => line > 0),
          )}
        </article>`,
    )}${more}${
      passed.length > 0 &&
      html`<p>
        ${labels.passed}:
        ${joined(
          passed.slice(0, MAX_FINDINGS).map(({ message }) => html`<span>${sentence(view, message)}</span>`),
          ' · ',
        )}
      </p>`
    }`;
}

/** Processes below their parents, those that findings point at marked. */
function processes(view: View, { processes: all }: HostPart): Piece {
  if (all.length === 0) return false;
  const { labels } = hostWords(langOf(view));
  const columns = [
    { name: labels.number, numeric: true },
    { name: labels.process },
    { name: labels.program },
    { name: labels.started },
    { name: labels.sockets },
  ];
  const rows = processTree(all).map(({ process, depth }) => [
    { piece: code(String(process.pid)), sort: process.pid },
    { piece: html`${'\u00a0\u00a0'.repeat(depth)}${depth > 0 && '└ '}${name(view, process)}` },
    { piece: process.program === undefined ? text(view, process.title ?? '') : path(view, process.program) },
    { piece: process.started ?? '' },
    {
      piece: joined(
        process.sockets.slice(0, 20).map((one) => html`<span class="nowrap">${socketText(one)}</span>`),
        html`<br />`,
      ),
    },
  ]);
  return html`<h3>${labels.processes}</h3>
    ${grid(view, labels.processes, columns, rows)}`;
}

function name(view: View, { name: own, user, culprit }: Process): Html {
  const shown = text(view, own ?? '–');
  const by = user !== undefined && html` <span class="soft">(${user})</span>`;
  return culprit ? html`<strong>${shown}</strong>${by}` : html`${shown}${by}`;
}

/** Processes, files and logins by time. */
function timeline(view: View, { timeline: all = [] }: HostPart): Piece {
  if (all.length === 0) return false;
  const { labels } = hostWords(langOf(view));
  const columns = [{ name: labels.time }, { name: labels.happened }];
  const rows = all.map(({ at, message }) => [
    { piece: instantText(at), sort: Date.parse(at) },
    { piece: sentence(view, message) },
  ]);
  return html`<h3>${labels.timeline}</h3>
    ${grid(view, labels.timeline, columns, rows)}`;
}

/** What starts by itself; what a finding points at is marked. */
function persistence(view: View, { persistence: all = [] }: HostPart): Piece {
  if (all.length === 0) return false;
  const { labels, starts } = hostWords(langOf(view));
  const kinds = new Map<string, string>(Object.entries(starts));
  const columns = [{ name: labels.kind }, { name: labels.persistence }, { name: labels.program }];
  const rows = all.map(({ kind, name: own, when, command: line, odd }) => [
    { piece: text(view, kinds.get(kind) ?? kind) },
    {
      piece: html`${odd ? html`<strong>${path(view, own)}</strong>` : path(view, own)}${
        when !== undefined && html` <span class="soft">${text(view, when)}</span>`
      }`,
    },
    { piece: line === undefined ? '' : path(view, line) },
  ]);
  return html`<h3>${labels.persistence}</h3>
    ${grid(view, labels.persistence, columns, rows)}`;
}

function counters(view: View, { counters: all }: HostPart): Piece {
  const used = all.filter(({ tx_bytes = 0, rx_bytes = 0 }) => tx_bytes + rx_bytes > 0);
  if (used.length === 0) return false;
  const { figures } = view;
  const { labels } = hostWords(langOf(view));
  const columns = [
    { name: labels.interface },
    { name: `${labels.sent} (B)`, numeric: true },
    { name: `${labels.received} (B)`, numeric: true },
  ];
  const rows = used.map(({ interface: own, tx_bytes = 0, rx_bytes = 0 }) => [
    { piece: code(own) },
    {
      piece: figures.exact(tx_bytes),
      sort: tx_bytes,
    },
    {
      piece: figures.exact(rx_bytes),
      sort: rx_bytes,
    },
  ]);
  return html`<h3>${labels.counters}</h3>
    ${grid(view, labels.counters, columns, rows)}`;
}

function listed(view: View, title: string, messages: readonly Message[], kind: 'ul' | 'ol'): Piece {
  if (messages.length === 0) return false;
  const { shown, more } = bounded(view, messages, 100);
  const items = shown.map((message) => html`<li>${withCommands(view, message)}</li>`);
  const list =
    kind === 'ol'
      ? html`<ol>
          ${items}
        </ol>`
      : html`<ul>
          ${items}
        </ul>`;
  return html`<h3>${title}</h3>
    ${list}${more}`;
}

/** The message, its commands ready to be copied. Nothing else becomes one, whatever quotes are around it. */
function withCommands(view: View, message: Message): Piece {
  const pieces = renderPieces(message, view.messages);
  if (pieces.every((piece) => typeof piece === 'string')) return prose(view, pieces.join(''));
  return pieces.map((piece, i) =>
    typeof piece === 'string' ? between(view, piece, i > 0) : command(view, typed(view, piece)),
  );
}
