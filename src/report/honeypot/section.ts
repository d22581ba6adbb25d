import { isOfHoneypot } from '../../model/pictures.ts';
import type { Message } from '../../model/message.ts';
import { volumePicture } from '../charts/volume.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { sentences } from '../sections/findings.ts';
import { tablePart } from '../sections/tables.ts';
import { fold, inWords, section } from '../view.ts';
import type { View } from '../view.ts';

const TITLE: Message = { key: 'potTitle', params: {} };

/** What heads the honeypot's part. */
export function honeypotTitle(view: View): string {
  return inWords(view, TITLE);
}

/** What a honeypot saw: what it comes to, the pictures by day, the tables, and how the words are meant. */
export function honeypotSection(view: View): Html {
  const { honeypot, tables, series } = view.document;
  if (honeypot === undefined) return html``;
  const pictures = series.map((one, i) => (isOfHoneypot(one) ? volumePicture(view, one, i) : html``));
  return section(
    'honeypot',
    honeypotTitle(view),
    html`${sentences(view, honeypot.statements)}${pictures}
    ${tables.filter(isOfHoneypot).map((table) => tablePart(view, table))}
    ${
      honeypot.definitions.length > 0 &&
      fold(inWords(view, { key: 'potMeans', params: {} }), sentences(view, honeypot.definitions))
    }`,
  );
}
