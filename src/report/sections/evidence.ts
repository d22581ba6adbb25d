import { evidenceCounts, MANIFEST } from '../../evidence/listed.ts';
import type { CaseDocument } from '../../model/case.ts';
import { html } from '../html.ts';
import type { Html, Piece } from '../html.ts';
import { messageIn } from '../../cases/evidence.ts';
import { bounded, code, fold, path, section, sentence } from '../view.ts';
import type { View } from '../view.ts';
import { grid } from './grid.ts';

type File = CaseDocument['evidence'][number];

/** Every file as received: hash, what it was taken for, and a count that adds up. */
export function evidenceSection(view: View): Html {
  const { evidence: words } = view.words;
  const files = view.document.evidence;
  if (files.length === 0) return section('evidence', words.title, html`<p>${words.none}</p>`);
  const { exact } = view.figures;
  const counts = evidenceCounts(view.document);
  const total = words.total(
    exact(counts.files),
    exact(counts.read),
    exact(counts.parsed),
    exact(counts.rejected),
    exact(counts.skipped),
  );
  if (files.length <= MANY)
    return section(
      'evidence',
      words.title,
      html`<p>${total}</p>
        ${list(view, files)}`,
    );
  const remarkable = files.filter(isRemarkable);
  const unlisted = view.document.evidence_unlisted;
  const all = fold(
    unlisted === undefined
      ? words.all(exact(files.length))
      : words.listed(exact(files.length), exact(counts.files)),
    list(view, files),
  );
  const elsewhere = unlisted && html`<p>${words.elsewhere(exact(unlisted.files), MANIFEST)}</p>`;
  return section(
    'evidence',
    words.title,
    html`<p>${total}</p>
      ${elsewhere}
      <div class="preview">${list(view, remarkable)}</div>
      ${all}`,
  );
}

/** Of more files than this only those that want a look are open. */
const MANY = 8;

function isRemarkable(file: File): boolean {
  const unread = file.format === 'unknown' || file.format === 'unreadable' || file.sha256 === undefined;
  return unread || file.rejected > 0 || file.notes.length > 0 || !isBalanced(file);
}

const isBalanced = (file: File): boolean => file.read === file.parsed + file.rejected + file.skipped;

function list(view: View, files: readonly File[]): Html {
  const { shown, more } = bounded(view, files);
  return html`<div class="files">${shown.map((file) => fileOf(view, file))}</div>
    ${more}`;
}

function fileOf(view: View, file: File): Html {
  const { evidence: words } = view.words;
  const { exact } = view.figures;
  const counts: [string, number][] = [
    [words.read, file.read],
    [words.parsed, file.parsed],
    [words.rejected, file.rejected],
    [words.skipped, file.skipped],
  ];
  const [read, parsed, rejected, skipped] = counts.map(
    ([name, count]) => html`<span>${exact(count)} <span class="soft">${name}</span></span>`,
  );
  // A notice or an inventory has no lines to count.
  const counted = file.table !== undefined || file.read > 0;
  const notes: Piece[] = [
    file.duplicateOf !== undefined && words.duplicate(file.duplicateOf.slice(0, 400)),
    file.zone !== undefined && html`${words.zone}: ${sentence(view, messageIn(file.zone))}`,
    ...file.skips
      .slice(0, 20)
      .map(
        (skip) =>
          html`${exact(skip.count)}
            <span class="soft">${words.skipped}:</span> ${sentence(view, messageIn(skip.reason))}`,
      ),
    ...file.notes.slice(0, 20).map((note) => sentence(view, messageIn(note))),
    !isBalanced(file) && html`<strong>${words.balance}</strong>`,
  ].filter((note) => note !== false);
  return html`<div class="file">
    <p class="name">${path(view, file.path)} <span class="soft">${view.figures.bytes(file.bytes)}</span></p>
    <p>${code(file.format)} <span class="soft">${sentence(view, messageIn(file.because))}</span></p>
    ${counted && html`<p class="sum">${read} = ${parsed} + ${rejected} + ${skipped}</p>`}
    <p class="hash">
      <span class="soft">${words.hash}</span>
      ${file.sha256 === undefined ? words.noHash : html`<code class="copy long">${file.sha256}</code>`}
    </p>
    ${
      notes.length > 0 &&
      html`<ul class="soft">
        ${notes.map((note) => html`<li>${note}</li>`)}
      </ul>`
    }${rejects(view, file)}
  </div>`;
}

function rejects(view: View, file: File): Html {
  if (file.rejected === 0 && file.rejects.length === 0) return html``;
  const { evidence: words } = view.words;
  const rows = file.rejects.map((reject) => [
    { piece: view.figures.exact(reject.line), sort: reject.line },
    { piece: view.figures.exact(reject.offset), sort: reject.offset },
    { piece: sentence(view, messageIn(reject.reason)) },
  ]);
  const columns = [
    { name: words.line, numeric: true },
    { name: words.offset, numeric: true },
    { name: words.reason },
  ];
  const rest = file.rejected - file.rejects.length;
  return fold(
    words.rejects(view.figures.exact(file.rejected)),
    html`${grid(view, words.rejected, columns, rows)}${rest > 0 && html`<p class="soft">${view.words.tables.notListed(view.figures.exact(rest))}</p>`}`,
  );
}
