import { providerTitle } from '../../clouds/index.ts';
import type { CaseAttribution, Source } from '../../model/source.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { code, fold, foreign, section, sentence, text } from '../view.ts';
import type { View } from '../view.ts';
import { groupedSources } from '../../attribution/appearances.ts';
import { bar, grid } from './grid.ts';
import { linesBehind, PLACE, placeOf } from './leads.ts';

/** The addresses that the case lists, by provider, service and region as ranked bars, and each on demand. */
export function sourcesSection(view: View): Html {
  const { sources: words } = view.words;
  const { sources } = view.document;
  const attribution = view.document.attribution;
  if (sources.length === 0 && attribution?.attackers === undefined) return html``;
  return section(
    'sources',
    words.title,
    html`${attribution?.attackers && attackers(view, attribution.attackers)}${listed(view, sources)}${attribution && lists(view, attribution.lists)}`,
  );
}

/** All that attacked, by whose they are: nothing is left out here. */
function attackers(view: View, { addresses, groups }: NonNullable<CaseAttribution['attackers']>): Html {
  const { sources: words } = view.words;
  const most = Math.max(...groups.map((group) => group.addresses));
  // A case of an older version, and one of very many attackers, does not list them.
  const leads = groups.every(({ list }) => list !== undefined);
  const columns = [
    ...(leads ? [PLACE] : []),
    { name: words.provider },
    { name: words.region },
    { name: words.service },
    { name: words.attacking, numeric: true },
    { name: '' },
  ];
  const rows = groups.map((group, at) => [
    ...(leads ? [placeOf('attackers', at + 1)] : []),
    { piece: group.provider === null ? nobody(view) : providerTitle(group.provider) },
    { piece: html`<span class="nowrap">${group.region}</span>` },
    { piece: group.service ?? '' },
    { piece: view.figures.exact(group.addresses), sort: group.addresses },
    { piece: bar(group.addresses / most) },
  ]);
  const title = words.attackers(view.figures.exact(addresses));
  return html`<h3>${title}</h3>
    ${grid(view, title, columns, rows)}${leads && linesBehind(view, { name: 'attackers', rows: groups.length, sql: undefined })}`;
}

function nobody(view: View): string {
  const { not_loaded = [] } = view.document.attribution ?? {};
  return unattributed(view, { address: '', provider: null, not_loaded });
}

/** Which version of which list says so: what a reader needs to look it up again. */
function lists(view: View, versions: CaseAttribution['lists']): Html {
  const { sources: words } = view.words;
  if (versions.length === 0) return html``;
  const columns = [
    PLACE,
    { name: words.list },
    { name: words.version },
    { name: words.origin },
    { name: 'SHA-256' },
    { name: words.addresses, numeric: true },
  ];
  const rows = versions.map((one, at) => [
    placeOf('lists', at + 1),
    { piece: code(one.list) },
    { piece: html`<span class="nowrap">${one.published}</span>` },
    { piece: code(one.source) },
    { piece: code(one.sha256.slice(0, 12)) },
    { piece: view.figures.exact(one.addresses), sort: one.addresses },
  ]);
  const behind = linesBehind(view, { name: 'lists', rows: versions.length, sql: undefined });
  return fold(words.lists, html`${grid(view, words.lists, columns, rows)}${behind}`);
}

function listed(view: View, sources: readonly Source[]): Html {
  const { sources: words } = view.words;
  if (sources.length === 0) return html``;
  const groups = groupedSources(sources);
  const most = Math.max(...groups.map((group) => group.length));
  const columns = [
    PLACE,
    { name: words.provider },
    { name: words.service },
    { name: words.region },
    { name: words.addresses, numeric: true },
    { name: '' },
  ];
  const rows = groups.map((group, at) => [
    placeOf('source_groups', at + 1),
    { piece: group[0] && ownerOf(view, group[0]) },
    { piece: (group[0]?.services ?? []).join(', ') },
    { piece: html`<span class="nowrap">${group[0]?.region}</span>` },
    { piece: view.figures.exact(group.length), sort: group.length },
    { piece: bar(group.length / most) },
  ]);
  const behind = linesBehind(view, { name: 'source_groups', rows: groups.length, sql: undefined });
  return html`${grid(view, words.title, columns, rows)}${behind}${all(view, sources)}`;
}

/** What is known of an address that no provider's list names. */
function unattributed(view: View, { asn, not_loaded = [] }: Source): string {
  const { sources: words } = view.words;
  if (asn !== undefined) return `AS${asn}`;
  return not_loaded.length === 0 ? words.unknown : words.notAsked;
}

/** What to know of the answer, in the reader's language where it came as a message. */
function noteOf(view: View, { note, note_message: message }: Source): string | Html {
  if (message !== undefined) return sentence(view, message);
  return note === undefined ? '' : foreign(text(view, note));
}

function ownerOf(view: View, source: Source): string {
  return source.provider === null ? unattributed(view, source) : providerTitle(source.provider);
}

function all(view: View, sources: readonly Source[]): Html {
  const { sources: words } = view.words;
  const columns = [
    words.address,
    words.provider,
    words.service,
    words.region,
    words.prefix,
    words.asOf,
    words.note,
  ];
  const rows = sources.map((source, at) => [
    placeOf('sources', at + 1),
    { piece: code(source.address) },
    { piece: source.provider ?? unattributed(view, source) },
    { piece: (source.services ?? []).join(', ') },
    { piece: html`<span class="nowrap">${source.region}</span>` },
    { piece: source.prefix === undefined ? '' : code(source.prefix) },
    { piece: source.as_of?.slice(0, 10) ?? '' },
    { piece: noteOf(view, source) },
  ]);
  const body = grid(view, words.title, [PLACE, ...columns.map((name) => ({ name }))], rows);
  const behind = linesBehind(view, { name: 'sources', rows: sources.length, sql: undefined });
  return fold(words.all(view.figures.exact(sources.length)), html`${body}${behind}`);
}
