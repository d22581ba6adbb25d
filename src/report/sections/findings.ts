import { gravestOf, protocolOf } from '../answer.ts';
import type { Finding, LineRef } from '../../model/finding.ts';
import { entriesOf } from '../../model/numbers.ts';
import type { Message } from '../../model/message.ts';
import { providerTitle } from '../../clouds/index.ts';
import { protocolName } from '../../net/protocols.ts';
import { queryCommand } from '../query-command.ts';
import { html, joined } from '../html.ts';
import type { Html, Piece } from '../html.ts';
import {
  address,
  anyLog,
  block,
  bounded,
  code,
  fold,
  named,
  pairs,
  path,
  section,
  sentence,
} from '../view.ts';
import type { View } from '../view.ts';
import { stretch } from './answer.ts';

const MAX_FINDINGS = 100;

/** Each finding: its sentence, its figures, and on demand the rule, the query and the original lines. */
export function findingsSection(view: View): Html {
  const { findings: words } = view.words;
  const { findings } = view.document;
  if (findings.length === 0) {
    const none = anyLog(view) ? words.none : view.words.answer.nothingReadable;
    return section('findings', words.title, html`<p>${none}</p>`);
  }
  const { shown, more } = bounded(view, gravestOf(view.document), MAX_FINDINGS);
  return section('findings', words.title, html`${shown.map((finding) => article(view, finding))}${more}`);
}

/** A question to the case, on demand; on paper it is in the annex. */
export function query(view: View, sql: string): Html {
  return html`<div class="query">
    ${fold(view.words.findings.sql, block(view, queryCommand(view, sql)))}
  </div>`;
}

function article(view: View, finding: Finding): Html {
  const { findings: words, types } = view.words;
  const sure = `${words.confidence} ${view.figures.percent(finding.confidence)}`;
  const labels = [
    types[finding.type],
    words.direction[finding.direction],
    words.severity[finding.severity],
    sure,
  ];
  const sql = finding.sql.trim() === '' ? '' : query(view, finding.sql);
  return html`<article class="finding ${finding.severity}">
    <h3>${sentence(view, finding.message)}</h3>
    <p class="soft">${joined(labels, ' · ')}</p>
    ${finding.noise !== undefined && html`<p>${sentence(view, finding.noise.message)}</p>`}
    ${pairs([
      [words.subject, subject(view, finding)],
      [words.window, window(view, finding)],
      [words.targets, targets(view, finding)],
      [words.rule, sentence(view, finding.rule_message)],
    ])}${figuresOf(view, finding)}${sql}${lineRefs(view, finding.lines)}
  </article>`;
}

function window(view: View, finding: Finding): Html {
  const local = view.figures.localRange(finding.from, finding.to);
  const beside = local.toString() === '' ? '' : html` <span class="soft">(${local})</span>`;
  return html`${stretch(finding.from, finding.to)}${beside}`;
}

function subject(view: View, finding: Finding): Html | undefined {
  const { address: ip, instance, interface: networkInterface, user, provider } = finding.subject;
  const parts: Piece[] = [
    ip !== undefined && address(view, ip),
    instance !== undefined && code(instance),
    networkInterface !== undefined && code(networkInterface),
    user !== undefined && code(user),
    provider !== undefined && html`${providerTitle(provider)}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : joined(parts, ' · ');
}

/** `TCP ports 22, 2222 and 18 more`. */
function portsOf(view: View, finding: Finding): Html {
  const { ports } = finding.targets;
  const shown = ports.slice(0, 20).map((port) => code(String(port)));
  const rest = ports.length - shown.length;
  const many = rest > 0 ? ` ${view.words.culprit.more(view.figures.exact(rest))}` : '';
  const [before = '', after = ''] = view.words.answer
    .ports('{}', ports.length, protocolOf(finding))
    .split('{}');
  return html`${before}${joined(shown, view.words.comma)}${after}${many}`;
}

function targets(view: View, finding: Finding): Html | undefined {
  const { hosts, ports, sample } = finding.targets;
  if (hosts === 0 && sample.length === 0) return undefined;
  const on = ports.length > 0 && html` · ${portsOf(view, finding)}`;
  const like = sample.slice(0, 5).map((target) => address(view, target));
  return html`${view.words.culprit.targets(view.figures.exact(hosts), hosts)}${on}${
    like.length > 0 && html` · ${view.words.findings.sample} ${joined(like, view.words.comma)}`
  }`;
}

/** Named figures: the unit is in the name. */
function figuresOf(view: View, finding: Finding): Html {
  const rows = entriesOf(finding.numbers)
    .slice(0, 40)
    .map(([name, value]) => {
      return html`<div>
        <dt>${named(view, name.slice(0, 80))}</dt>
        <dd>${figureOf(view, name, value)}</dd>
      </div>`;
    });
  return rows.length === 0 ? html`` : html`<dl class="figures">${rows}</dl>`;
}

/** Bytes are also given in KiB, MiB, …; seconds in words; shares in percent; protocols by name. */
export function figureOf(view: View, name: string, value: number, where: 'prose' | 'table' = 'prose'): Piece {
  const exact = view.figures.exact(value);
  if (/(?:^|_)(?:share|ratio)(?:_|$)/.test(name) && value >= 0 && value <= 1)
    return view.figures.percent(value);
  if (name === 'protocol') return protocolName(value);
  const beside =
    /(?:^|_)bytes(?:_|$)/.test(name) && value >= 1024
      ? view.figures.bytesText(value)
      : /(?:^|_)seconds$/.test(name) && value >= 60 && !name.includes('per_')
        ? view.figures.duration(value)
        : undefined;
  if (beside === undefined) return exact;
  if (where === 'table') return html`<span title="${beside}">${exact}</span>`;
  return html`${exact} <span class="soft">(${beside})</span>`;
}

/** The original lines: file, line number, and the line itself where it is kept. */
export function lineRefs(view: View, refs: readonly LineRef[]): Html {
  if (refs.length === 0) return html``;
  const { shown, more } = bounded(view, refs, 20);
  const rows = shown.map(
    (ref) =>
      html`<li>
        ${path(view, ref.evidence)}<code>:${String(ref.line)}</code>${
          ref.text !== undefined && html`<pre class="line" tabindex="0">${ref.text}</pre>`
        }
      </li>`,
  );
  return fold(
    html`${view.words.findings.lines} (${view.figures.exact(refs.length)})`,
    html`<ul class="refs">
        ${rows}
      </ul>
      ${more}`,
  );
}

/** A list of sentences of the case. */
export function sentences(view: View, items: readonly Message[]): Html {
  return paragraphs(view, items, sentence);
}

/** A list of texts, each drawn by `draw`. */
export function paragraphs<Item>(
  view: View,
  items: readonly Item[],
  draw: (view: View, item: Item) => Html,
): Html {
  const { shown, more } = bounded(view, items, 100);
  return html`<ul>
      ${shown.map((item) => html`<li>${draw(view, item)}</li>`)}
    </ul>
    ${more}`;
}
