import { createHash } from 'node:crypto';
import type { CaseDocument } from '../model/case.ts';
import { WORDS } from '../cases/translations.ts';
import type { Lang } from '../language/lang.ts';
import { figures } from './figures.ts';
import { answerOf } from './answer.ts';
import { honeypotSection, honeypotTitle } from './honeypot/section.ts';
import { html, plain, raw } from './html.ts';
import type { Html } from './html.ts';
import { LANGUAGES } from './languages/index.ts';
import { SCRIPT } from './script.ts';
import { alsoSection, answerSection, headline } from './sections/answer.ts';
import { claimsSection } from './sections/claims.ts';
import { clockSection } from './sections/clock.ts';
import {
  costSection,
  firstSteps,
  gapsSection,
  lettersSection,
  nextSection,
  timelineSection,
} from './sections/closing.ts';
import { culpritSection } from './sections/culprit.ts';
import { evidenceSection } from './sections/evidence.ts';
import { findingsSection } from './sections/findings.ts';
import { hostSection, hostTitle } from './sections/host.ts';
import { fanOutSection, volumeSection } from './sections/pictures.ts';
import { sourcesSection } from './sections/sources.ts';
import { tablesSection } from './sections/tables.ts';
import { STYLE } from './style.ts';
import type { View } from './view.ts';

export interface ReportOptions {
  lang: Lang;
  now: Date;
  /** IANA name of the reader's time zone; an unknown one throws a RangeError. */
  zone: string;
  /** How this program is called where the report is written: `abusedesk`, if nothing is said. */
  program?: readonly string[];
}

function viewOf(document: CaseDocument, options: ReportOptions): View {
  const words = LANGUAGES[options.lang];
  return {
    document,
    words,
    figures: figures(words.tag, options.zone),
    now: options.now,
    messages: WORDS[options.lang],
    program: options.program ?? ['abusedesk'],
    sources: new Map(document.sources.map((source) => [source.address, source])),
  };
}

/** The report's first sentences as plain text: what a person forwards. */
export function answerText(document: CaseDocument, options: ReportOptions): string {
  return plain(headline(viewOf(document, options), answerOf(document)));
}

/**
 * The case as one HTML file that loads nothing. Every string of the case may be hostile: it is escaped, made
 * visible and bounded, and what is left out is counted where it would be.
 */
export function renderReport(document: CaseDocument, options: ReportOptions): string {
  const view = viewOf(document, options);
  const { words } = view;
  const written = view.figures.timeBoth(options.now.toISOString());
  const [answer, clock, ...rest] = sectionsOf(view);
  const first = firstSteps(view);
  const page = html`<!doctype html>
    <html
      lang="${words.tag}"
      data-copied="${words.copied}"
      data-sort="${words.sort}"
      data-filter="${words.filter}"
      data-csv="${words.csv}"
      data-annex="${words.annex}"
      data-lines="${words.tables.linesOf('{}')}"
    >
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${raw(policy())}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${words.title(document.id)}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>
          <p id="case">${words.title(document.id)}</p>
          <p>${words.written(written)}</p>
        </header>
        <main>
          ${answer?.body} ${clock?.body} ${first} ${alsoSection(view)} ${contents(view, rest)}
          ${rest.map(({ body }) => html`${body} `)}
        </main>
        <footer><p>${words.footer}</p></footer>
        ${raw(`<script>${SCRIPT}</script>`)}
      </body>
    </html> `;
  return page.toString();
}

interface Section {
  id: string;
  title: string;
  body: Html;
}

/** The page in its reading order; sections that have nothing to say are left out. */
function sectionsOf(view: View): Section[] {
  const { words } = view;
  const sections: Section[] = [
    { id: 'answer', title: '', body: answerSection(view) },
    { id: 'clock', title: words.clock.title, body: clockSection(view) },
    { id: 'culprit', title: words.culprit.title, body: culpritSection(view) },
    { id: 'honeypot', title: honeypotTitle(view), body: honeypotSection(view) },
    { id: 'traffic', title: words.volume.title, body: volumeSection(view) },
    { id: 'fan', title: words.fan.title, body: fanOutSection(view) },
    { id: 'findings', title: words.findings.title, body: findingsSection(view) },
    { id: 'host', title: hostTitle(view), body: hostSection(view) },
    { id: 'claims', title: words.claims.title, body: claimsSection(view) },
    { id: 'next', title: words.next.title, body: nextSection(view) },
    { id: 'letters', title: words.letters.title, body: lettersSection(view) },
    { id: 'gaps', title: words.gaps.title, body: gapsSection(view) },
    { id: 'sources', title: words.sources.title, body: sourcesSection(view) },
    { id: 'tables', title: words.tables.title, body: tablesSection(view) },
    { id: 'cost', title: words.cost.title, body: costSection(view) },
    { id: 'timeline', title: words.timeline.title, body: timelineSection(view) },
    { id: 'evidence', title: words.evidence.title, body: evidenceSection(view) },
  ];
  return sections.filter(({ body }) => body.toString() !== '');
}

function contents(view: View, sections: readonly Section[]): Html {
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav aria-label="${view.words.onThisPage}">
    <ul>
      ${links}
    </ul>
  </nav>`;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64');

/** Only this style and this script run, and nothing is loaded, framed or sent. */
function policy(): string {
  const style = `'sha256-${sha256(STYLE)}'`;
  const script = `'sha256-${sha256(SCRIPT)}'`;
  return `default-src 'none'; style-src ${style}; script-src ${script}; img-src data:; base-uri 'none'; form-action 'none'`;
}
