import { TOLERANCE } from '../../model/tolerance.ts';
import type { Verdict } from '../../model/finding.ts';
import type { ActionTaken, Claim } from '../../model/claim.ts';
import { sourceTitle } from '../../notices/senders/title.ts';
import { protocolName } from '../../net/protocols.ts';
import { html, joined } from '../html.ts';
import type { Html, Piece } from '../html.ts';
import { address, block, bounded, code, fold, named, pairs, path, section, sentence, text } from '../view.ts';
import type { View } from '../view.ts';
import { stretch } from './answer.ts';
import { lineRefs, query, sentences } from './findings.ts';
import { grid } from './grid.ts';

/** Each claim beside what the logs say of it. */
export function claimsSection(view: View): Html {
  const { claims: words } = view.words;
  const { claims, verdicts } = view.document;
  if (claims.length === 0) return html``;
  const { shown, more } = bounded(view, claims, 50);
  const body = shown.map((claim, i) => {
    const own = verdicts.filter((verdict) => verdict.claim === i);
    return html`<article>${claimOf(view, claim)}${own.map((verdict) => verdictOf(view, verdict))}</article>`;
  });
  return section('claims', words.title, html`${body}${more}`);
}

function claimOf(view: View, claim: Claim): Html {
  const { claims: words } = view.words;
  const resources = [...claim.instances, ...claim.interfaces];
  const { authenticity } = claim;
  const proof = html`${words.authenticity[authenticity.verdict]}${
    authenticity.signer !== undefined && html` (${authenticity.signer})`
  }:
  ${sentence(view, authenticity.message)}`;
  return html`<h3>${words.notice(sourceTitle(claim.source))}</h3>
    ${pairs([
      [words.reference, claim.reference === undefined ? undefined : code(claim.reference)],
      [words.type, reported(view, claim)],
      [words.account, codes(claim.accounts)],
      [
        words.keys,
        codes(
          (claim.keys ?? []).map(({ id, user, found_at: place }) =>
            [id, user, place].filter(Boolean).join(' '),
          ),
        ),
      ],
      [words.resource, list([...resources.map(code), ...claim.addresses.map((one) => address(view, one))])],
      [words.victims, codes(claim.targets ?? [])],
      [words.traces, traces(view, claim)],
      [words.region, codes(claim.regions)],
      [words.window, windowOf(view, claim)],
      [words.received, claim.received === undefined ? undefined : view.figures.timeBoth(claim.received)],
      [words.deadline, claim.deadline === undefined ? undefined : view.figures.timeBoth(claim.deadline)],
      [words.stage, words.stages[claim.stage]],
      [words.sender, proof],
      [words.taken, claim.actions_taken.length === 0 ? undefined : taken(view, claim.actions_taken)],
      [words.masked, codes((claim.masked ?? []).map(({ field, text: mask }) => `${field}: ${mask}`))],
      [words.readFrom, claim.evidence === undefined ? undefined : path(view, claim.evidence)],
    ])}${flows(view, claim)}${claim.forwarded !== undefined && fold(words.forwarded, block(view, claim.forwarded))}`;
}

/** As the header of the message has it, which its sender can have written. */
function traces(view: View, { mail_traces: all = [] }: Claim): Piece {
  return all.length === 0
    ? undefined
    : html`<ul>
        ${all.map((trace) => html`<li>${sentence(view, { key: 'mailTrace', params: trace })}</li>`)}
      </ul>`;
}

function reported(view: View, claim: Claim): Piece {
  const type = view.words.types[claim.type];
  if (claim.reported_activity === undefined) return type;
  return html`${type} (“${text(view, claim.reported_activity)}”)`;
}

function windowOf(view: View, claim: Claim): Piece {
  const from = claim.window?.from ?? claim.window?.to;
  if (from === undefined) return undefined;
  const window = stretch(from, claim.window?.to ?? from);
  const zone =
    claim.zone === undefined ? '' : html` <span class="soft">${view.words.claims.assumedZone}</span>`;
  return html`${window}${zone}`;
}

const list = (pieces: Piece[]): Piece => (pieces.length === 0 ? undefined : joined(pieces.slice(0, 50), ' '));
const codes = (values: readonly string[]): Piece => list(values.map(code));

function taken(view: View, actions: readonly ActionTaken[]): Html {
  return html`<ul>
    ${actions.slice(0, 20).map((action) => html`<li lang="en">${text(view, action.text)}</li>`)}
  </ul>`;
}

function flows(view: View, claim: Claim): Html {
  if (claim.flows.length === 0) return html``;
  const { claims: words, findings } = view.words;
  const number = (value: number | undefined) => ({
    piece: value === undefined ? '' : view.figures.exact(value),
    ...(value !== undefined && { sort: value }),
  });
  const rows = claim.flows.map((flow) => [
    { piece: flow.from === undefined ? '' : stretch(flow.from, flow.to ?? flow.from) },
    { piece: flow.remote === undefined ? '' : address(view, flow.remote) },
    { piece: (flow.remote_ports ?? []).slice(0, 10).join(', ') },
    { piece: flow.protocol === undefined ? '' : protocolName(flow.protocol) },
    number(flow.bytes_sent),
    number(flow.packets_sent),
    number(flow.bytes_received),
    number(flow.packets_received),
  ]);
  const columns = [
    { name: words.window },
    { name: words.remote },
    { name: findings.ports },
    { name: words.protocol },
    { name: `${words.sent} (B)`, numeric: true },
    { name: `${words.sent} (${view.words.claims.packets})`, numeric: true },
    { name: `${words.receivedBytes} (B)`, numeric: true },
    { name: `${words.receivedBytes} (${view.words.claims.packets})`, numeric: true },
  ];
  return fold(
    html`${words.flows} (${view.figures.exact(claim.flows.length)})`,
    grid(view, words.flows, columns, rows),
  );
}

function verdictOf(view: View, verdict: Verdict): Html {
  const { claims: words, certainty: names } = view.words;
  const kind = verdict.verdict.replace('_', '-');
  const missing = verdict.missing ?? [];
  return html`<div class="verdict ${kind}">
    <p><strong>${names[verdict.verdict]}</strong>: ${sentence(view, verdict.message)}</p>
    ${compared(view, verdict)}${
      missing.length > 0 &&
      html`<h4>${words.missing}</h4>
        ${sentences(view, missing)}`
    }${verdict.sql !== undefined && query(view, verdict.sql)}${lineRefs(view, verdict.lines)}
  </div>`;
}

function compared(view: View, verdict: Verdict): Html {
  const rows = verdict.compared ?? [];
  if (rows.length === 0) return html``;
  const { claims: words } = view.words;
  const { percent } = view.figures;
  const value = (one: number | string): Piece =>
    typeof one === 'number' ? view.figures.exact(one) : text(view, one);
  return grid(
    view,
    words.title,
    [
      { name: words.what },
      { name: words.claimed, numeric: true },
      { name: words.seen, numeric: true },
      { name: words.agrees(percent(TOLERANCE.below), percent(TOLERANCE.above)) },
    ],
    rows.map((row) => [
      { piece: text(view, named(view, row.what)) },
      { piece: value(row.claimed) },
      { piece: value(row.seen) },
      { piece: row.agrees ? words.yes : html`<strong>${words.no}</strong>` },
    ]),
  );
}
