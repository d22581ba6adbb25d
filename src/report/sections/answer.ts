import { isDeepStrictEqual } from 'node:util';
import { providerTitle } from '../../clouds/index.ts';
import { answerOf, gravestOf, protocolOf, toldDeed } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Finding } from '../../model/finding.ts';
import type { Message } from '../../model/message.ts';
import { isMessage } from '../../language/render.ts';
import { unreadEvidence } from '../../evidence/listed.ts';
import { utcRange } from '../figures.ts';
import { html, joined } from '../html.ts';
import type { Html } from '../html.ts';
import type { Certainty } from '../../model/certainty.ts';
import type { Deed } from '../languages/language.ts';
import { address, anyLog, code, path, sentence } from '../view.ts';
import type { View } from '../view.ts';

/** The answer first: one or two sentences a manager can forward; where no deed is among them, the gravest findings. */
export function answerSection(view: View): Html {
  const answer = answerOf(view.document);
  const when = answer.deed ?? answer.credentials[0];
  return html`<section id="answer" aria-labelledby="answer-title">
    <p class="certainty">${mark(answer.certainty)} ${view.words.certainty[answer.certainty]}</p>
    <h1 id="answer-title">${headline(view, answer)}</h1>
    ${when && localWindow(view, when)}
    ${answer.message !== undefined && !isSaid(answer) && html`<p class="because"><span class="soft">${view.words.because}:</span> ${sentence(view, answer.message)}</p>`}
    ${facts(view, topFindings(view, answer).withAnswer)}
  </section>`;
}

/**
 * Whether the headline itself says why. Counts alone show somebody and no deed, and all that there is to say is who it is, and what a
 * count cannot prove.
 */
function isSaid(answer: Answer): boolean {
  const { deed, claim, culprit, certainty, message } = answer;
  if (message === undefined) return false;
  // Without a notice somebody is the culprit by what they did, and no sentence more.
  if (deed !== undefined) return isDeepStrictEqual(message, toldDeed(answer)?.message);
  return culprit === undefined ? claim === undefined : certainty === 'likely';
}

/** Certainty as a shape, so that it does not hang on colour. */
function mark(certainty: Certainty): Html {
  const shapes: Record<Certainty, Html> = {
    confirmed: html`<circle cx="8" cy="8" r="6" class="full" />`,
    likely: html`<circle cx="8" cy="8" r="6" /><path d="M8 2a6 6 0 0 0 0 12z" class="full" />`,
    cannot_tell: html`<circle cx="8" cy="8" r="6" />`,
    ruled_out: html`<circle cx="8" cy="8" r="6" /><path d="M3.8 12.2l8.4-8.4" />`,
  };
  return html`<svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    ${shapes[certainty]}
  </svg>`;
}

/** The answer in a sentence or two. */
export function headline(view: View, answer: Answer): Html {
  const answered = joined(sentences(view, answer), view.words.gap);
  // Where nothing was seen, it has been said already that the case does not know.
  const { stopped } = answer;
  if (stopped === undefined || (stopped.last_seen === undefined && stopped.state === 'cannot_tell'))
    return answered;
  return html`${answered}${view.words.gap}<span class="stopped">${sentence(view, stopped.message)}</span>`;
}

function sentences(view: View, answer: Answer): Html[] {
  const { answer: words } = view.words;
  const sentences: Html[] = [];
  // Whoever reads no further shall not answer it.
  if (answer.claim?.authenticity.verdict === 'forged') sentences.push(html`${words.forged}`);
  if (answer.deed !== undefined) sentences.push(deedSentence(view, answer, answer.deed));
  const users = answer.credentials
    .map((finding) => finding.subject.user)
    .filter((user) => user !== undefined);
  if (answer.credentials.length > 0)
    sentences.push(credentialSentence(view, users, answer.credentials.length));
  if (answer.claim !== undefined) sentences.push(...claimSentences(view, answer));
  const { culprit, message } = answer;
  if (culprit !== undefined && message !== undefined && isSaid(answer))
    sentences.push(sentence(view, message));
  const silent = sentences.length === 0;
  // Outputs of a host's commands may tell what no log was there to tell.
  const inside = view.document.host?.findings.find(({ severity }) => severity === 'high');
  if (inside !== undefined && answer.deed === undefined && answer.certainty === 'cannot_tell')
    sentences.push(sentence(view, inside.message));
  if (silent) {
    sentences.push(
      answer.message === undefined
        ? html`${anyLog(view) ? words.nothingFound : words.nothingReadable}`
        : sentence(view, answer.message),
    );
  }
  if (answer.deed === undefined) {
    const unread = notRead(view);
    if (unread !== undefined) sentences.push(words.notRead(unread));
  }
  return sentences;
}

/** Files and programs named beside an answer of no abuse. */
const MAX_UNREAD = 3;

/** What was not read of the evidence, so that no answer without a deed covers it. */
function notRead(view: View): Html | undefined {
  const { exact } = view.figures;
  const { files, programs, more: unnamed } = unreadEvidence(view.document);
  const items = [
    ...programs.map(({ name, lines }) => html`${code(name)} (${exact(lines)})`),
    ...files.map((file) => path(view, file)),
  ];
  if (items.length === 0) return undefined;
  const shown = joined(items.slice(0, MAX_UNREAD), view.words.comma);
  const more = Math.max(0, items.length - MAX_UNREAD) + unnamed;
  return more > 0 ? html`${shown} ${view.words.culprit.more(exact(more))}` : shown;
}

function credentialSentence(view: View, users: string[], count: number): Html {
  const distinct = [...new Set(users)];
  const shown = joined(
    distinct.slice(0, 3).map((user) => code(user)),
    view.words.comma,
  );
  const more =
    distinct.length > 3 ? view.words.culprit.more(view.figures.exact(distinct.length - 3)) : undefined;
  const named =
    distinct.length === 0 ? html`${view.figures.exact(count)}` : html`${shown}${more && ` ${more}`}`;
  return view.words.answer.credentials(named);
}

function claimSentences(view: View, answer: Answer): Html[] {
  const { answer: words } = view.words;
  const { claim, verdict, verdicts } = answer;
  const sentences: Html[] = [];
  if (claim !== undefined && answer.deed === undefined) {
    const resource = claim.instances[0] ?? claim.addresses[0] ?? claim.accounts[0];
    const window = claim.window?.from;
    const when = window === undefined ? undefined : span(view, window, claim.window?.to ?? window);
    sentences.push(
      words.noticeSays(
        view.words.types[claim.type],
        resource === undefined ? undefined : code(resource),
        when,
      ),
    );
  }
  if (view.document.verdicts.length > 1) {
    sentences.push(
      html`${words.claims(verdicts.confirmed + verdicts.likely, verdicts.ruled_out, verdicts.cannot_tell)}`,
    );
  } else if (verdict === undefined) {
    sentences.push(html`${anyLog(view) ? words.noData : words.onlyNotice}`);
  } else {
    const word = {
      confirmed: answer.certainty === 'likely' ? words.likelyWho : words.confirmed,
      likely: words.likely,
      ruled_out: words.ruled_out,
      cannot_tell: words.noData,
    };
    sentences.push(html`${word[verdict.verdict]}`);
  }
  if (verdict?.verdict === 'confirmed' && answer.culprit === undefined)
    sentences.push(html`${words.noCulprit}`);
  const ties = answer.culprit?.ties ?? [];
  if (ties.length > 0) {
    const named = ties.slice(0, 3).map((tie) => tie.instance ?? tie.address);
    sentences.push(html`${words.tied(named.join(view.words.comma))}`);
  }
  return sentences;
}

function deedSentence(view: View, answer: Answer, finding: Finding): Html {
  const { answer: words, types } = view.words;
  const when = span(view, finding.from, finding.to);
  if (finding.direction === 'inbound') {
    const who = attacker(view, finding);
    if (finding.type === 'login_attack') return words.inboundLogins(who, when);
    return words.inboundOther(types[finding.type], who, when);
  }
  const deed = outbound(view, answer, finding);
  if (finding.type === 'port_scan') return words.scan(deed);
  if (finding.type === 'ddos') return words.flood(deed);
  if (finding.type === 'login_attack') return words.logins(deed);
  return words.other(deed, types[finding.type]);
}

/** Who came from outside: an address, or the cloud whose addresses rotate. */
function attacker(view: View, finding: Finding): Html | undefined {
  const { address: ip, provider } = finding.subject;
  if (ip !== undefined) return address(view, ip);
  return provider === undefined ? undefined : html`${providerTitle(provider)}`;
}

function outbound(view: View, answer: Answer, finding: Finding): Deed {
  const { hosts, ports, sample } = finding.targets;
  const via = answer.culprit?.via;
  const middlebox = via?.gateway ?? via?.interface ?? via?.public;
  const only = hosts === 1 ? sample[0] : undefined;
  return {
    who: subject(view, answer, finding),
    hosts,
    hostsText: view.figures.exact(hosts),
    when: span(view, finding.from, finding.to),
    ...(ports.length > 0 && { ports: portList(view, finding) }),
    ...(only !== undefined && { target: address(view, only) }),
    ...(middlebox !== undefined && { via: code(middlebox) }),
  };
}

/** `TCP port 22`, where the finding's figures have the protocol's number; else `port 22`. */
function portList(view: View, finding: Finding): string {
  const { ports } = finding.targets;
  const list = ports.slice(0, 4).join(', ') + (ports.length > 4 ? ', …' : '');
  return view.words.answer.ports(list, ports.length, protocolOf(finding));
}

function subject(view: View, answer: Answer, finding: Finding): Html {
  const culprit = answer.culprit;
  const id = culprit?.instance ?? finding.subject.instance;
  const ip = culprit?.address ?? finding.subject.address;
  const main = id ?? ip ?? finding.subject.interface ?? finding.subject.user ?? '?';
  const beside = [id === undefined ? undefined : ip, culprit?.name].filter((part) => part !== undefined);
  if (beside.length === 0) return code(main);
  const inner = beside.map((part) => (part === ip ? code(part) : html`${part}`));
  return html`${code(main)} (${joined(inner, view.words.comma)})`;
}

/** A window with the day said once where it is one day, and with seconds at both ends or at neither. */
function span(view: View, from: string, to: string): Html {
  const range = utcRange(from, to);
  if (range === undefined) return view.words.answer.at(html`${from}`);
  const [a, b] = range;
  if (a === b) return view.words.answer.at(moment(a));
  return view.words.answer.span(moment(a), moment(a.slice(0, 10) === b.slice(0, 10) ? b.slice(11) : b));
}

/** The same beside its name, where no words are needed: `2026-11-20 14:31:07 – 15:02:12 UTC`. */
export function stretch(from: string, to: string): Html {
  const range = utcRange(from, to);
  if (range === undefined) return html`${from}`;
  const [a, b] = range;
  if (a === b) return html`${moment(a)} UTC`;
  return html`${moment(a)} – ${moment(a.slice(0, 10) === b.slice(0, 10) ? b.slice(11) : b)} UTC`;
}

const moment = (text: string): Html => html`<span class="nowrap">${text}</span>`;

function localWindow(view: View, finding: Finding): Html {
  const local = view.figures.localRange(finding.from, finding.to);
  return local.toString() === '' ? local : html`<p class="soft">${local}</p>`;
}

/** Of what speaks for a finding the answer names the first, strongest few; the finding itself has all. */
const FEW_SIGNS = 2;

/** A message without all but the first messages of each of its lists. */
function brief({ key, params }: Message): Message {
  const short = Object.entries(params).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) && value.every(isMessage) ? value.slice(0, FEW_SIGNS) : value,
  ]);
  return { key, params: Object.fromEntries(short) };
}

/**
 * The gravest findings beside the one that the headline tells. Those with the answer push the first steps down, which a reader with a
 * telephone has to reach however long the findings are: where the headline tells a deed there are none of them, else two.
 */
function topFindings(view: View, answer: Answer): { withAnswer: Finding[]; afterSteps: Finding[] } {
  const deed = answer.deed?.direction === 'inbound' ? undefined : answer.deed;
  const others = gravestOf(view.document).filter((finding) => finding !== deed);
  const before = deed === undefined ? 2 : 0;
  return { withAnswer: others.slice(0, before), afterSteps: others.slice(before, before + 1) };
}

function facts(view: View, findings: readonly Finding[]): Html {
  if (findings.length === 0) return html``;
  return html`<ul class="facts">
    ${findings.map(({ message, noise }) => {
      const why = noise !== undefined && html` <span class="soft">${sentence(view, noise.message)}</span>`;
      return html`<li>${sentence(view, brief(message))}${why}</li>`;
    })}
  </ul>`;
}

/** What weighs most beside what the answer says: it follows the first steps. */
export function alsoSection(view: View): Html {
  const { afterSteps } = topFindings(view, answerOf(view.document));
  if (afterSteps.length === 0) return html``;
  return html`<section id="also" aria-labelledby="also-title">
    <h2 id="also-title">${view.words.also}</h2>
    ${facts(view, afterSteps)}
  </section>`;
}
