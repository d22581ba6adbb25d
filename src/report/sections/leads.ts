import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { ownCommand } from '../query-command.ts';
import { copied } from '../view.ts';
import type { View } from '../view.ts';
import { query } from './findings.ts';
import type { Cell, Column } from './grid.ts';

/** A question up to this length is in the page; a longer one, which names many hosts, is in case.json. */
const MAX_SQL = 6000;

/** The column of the numbers of rows, by which a command names one. */
export const PLACE: Column = { name: html`<span class="field">N</span>`, numeric: true };

/** The number of a row, which leads to what tells of its lines. @param place from 1 */
export function placeOf(name: string, place: number): Cell {
  return { piece: html`<a class="row" href="#lines-${name}">${place}</a>`, sort: place };
}

interface Behind {
  /** As `query CASE --table` takes it: letters, digits and `_`. */
  name: string;
  /** How many it has. */
  rows: number;
  /** The question that the table is the answer to. */
  sql: string | undefined;
}

/** How one gets from a row's numbers to the lines of the evidence that it counts, and how the table came about. */
export function linesBehind(view: View, { name, rows, sql }: Behind): Html {
  const { tables: words } = view.words;
  const one = rows === 1;
  const ask = (named: string): string => ownCommand(view, ['query', '.', '--table', named]);
  return html`<details class="behind" id="lines-${name}">
    <summary>${words.lines}</summary>
    <p>${one ? words.rowLines : words.anyRowLines}</p>
    ${copied(view, ask(`${name}:${one ? '1' : 'N'}`))}
    <p>${words.whole}</p>
    ${copied(view, ask(name))}${sql !== undefined && sql.length <= MAX_SQL && query(view, sql)}
  </details>`;
}
