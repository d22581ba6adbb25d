import { providerTitle } from '../../clouds/index.ts';
import type { CaseAttribution, Source } from '../../model/source.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { code, fold, foreign, section, text } from '../view.ts';
import type { View } from '../view.ts';
import { bar, grid } from './grid.ts';

interface Group {
  provider: string;
  services: string;
  region: string;
  count: number;
}

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
  const columns = [
    { name: words.provider },
    { name: words.region },
    { name: words.service },
    { name: words.attacking, numeric: true },
    { name: '' },
  ];
  const rows = groups.map((group) => [
    { piece: group.provider === null ? nobody(view) : providerTitle(group.provider) },
    { piece: html`<span class="nowrap">${group.region}</span>` },
    { piece: group.service ?? '' },
    { piece: view.figures.exact(group.addresses), sort: group.addresses },
    { piece: bar(group.addresses / most) },
  ]);
  const title = words.attackers(view.figures.exact(addresses));
  return html`<h3>${title}</h3>
    ${grid(view, title, columns, rows)}`;
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
    { name: words.list },
    { name: words.version },
    { name: words.origin },
    { name: 'SHA-256' },
    { name: words.addresses, numeric: true },
  ];
  const rows = versions.map((one) => [
    { piece: code(one.list) },
    { piece: html`<span class="nowrap">${one.published}</span>` },
    { piece: code(one.source) },
    { piece: code(one.sha256.slice(0, 12)) },
    { piece: view.figures.exact(one.addresses), sort: one.addresses },
  ]);
  return fold(words.lists, grid(view, words.lists, columns, rows));
}

function listed(view: View, sources: readonly Source[]): Html {
  const { sources: words } = view.words;
  if (sources.length === 0) return html``;
  const groups = grouped(view, sources);
  const most = Math.max(...groups.map((group) => group.count));
  const columns = [
    { name: words.provider },
    { name: words.service },
    { name: words.region },
    { name: words.addresses, numeric: true },
    { name: '' },
  ];
  const rows = groups.map((group) => [
    { piece: group.provider },
    { piece: group.services },
    { piece: html`<span class="nowrap">${group.region}</span>` },
    { piece: view.figures.exact(group.count), sort: group.count },
    { piece: bar(group.count / most) },
  ]);
  return html`${grid(view, words.title, columns, rows)}${all(view, sources)}`;
}

/** What is known of an address that no provider's list names. */
function unattributed(view: View, { asn, not_loaded = [] }: Source): string {
  const { sources: words } = view.words;
  if (asn !== undefined) return `AS${asn}`;
  return not_loaded.length === 0 ? words.unknown : words.notAsked;
}

function grouped(view: View, sources: readonly Source[]): Group[] {
  const groups = new Map<string, Group>();
  for (const source of sources) {
    const provider = source.provider === null ? unattributed(view, source) : providerTitle(source.provider);
    const services = (source.services ?? []).join(', ');
    const region = source.region ?? '';
    const key = JSON.stringify([provider, services, region]);
    const group = groups.get(key) ?? { provider, services, region, count: 0 };
    group.count++;
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count);
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
  const rows = sources.map((source) => [
    { piece: code(source.address) },
    { piece: source.provider ?? unattributed(view, source) },
    { piece: (source.services ?? []).join(', ') },
    { piece: html`<span class="nowrap">${source.region}</span>` },
    { piece: source.prefix === undefined ? '' : code(source.prefix) },
    { piece: source.as_of?.slice(0, 10) ?? '' },
    { piece: source.note === undefined ? '' : foreign(text(view, source.note)) },
  ]);
  const body = grid(
    view,
    words.title,
    columns.map((name) => ({ name })),
    rows,
  );
  return fold(words.all(view.figures.exact(sources.length)), body);
}
