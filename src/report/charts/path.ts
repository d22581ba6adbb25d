import type { Culprit } from '../../model/finding.ts';
import { momentsOf } from '../../language/figures.ts';
import { parseAddress } from '../../net/address.ts';
import { isPublic } from '../../net/special.ts';
import type { Aim } from '../aim.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { bounded, code, fold } from '../view.ts';
import type { View } from '../view.ts';
import { figure, px, textWidth } from './frame.ts';
import type { Drawing } from './frame.ts';

interface Node {
  kind: string;
  /** Ids and addresses, in the mono face. */
  lines: string[];
  side: 'ours' | 'theirs' | 'between';
}
interface Edge {
  /** What is seen on this hop. */
  labels: string[];
  /** So many of the labels are above the line: the source and its name, where it is known. */
  over: number;
}

const SIZE = 13;
const SMALL = 12;
const LINE = 19;

/** instance → (NAT) → internet gateway → targets, with the source address on each hop. */
export function pathPicture(view: View, culprit: Culprit, aim: Aim | undefined): Html {
  const nodes = nodesOf(view, culprit, aim);
  const edges = edgesOf(view, culprit, aim);
  const who = culprit.name ?? culprit.instance ?? culprit.address;
  const targets = view.words.culprit.targets(view.figures.exact(aim?.hosts ?? 0), aim?.hosts ?? 0);
  const title = view.words.culprit.pathTitle(
    who,
    aim === undefined ? undefined : targets,
    culprit.via?.public ?? publicOnly(culprit.via?.address),
    culprit.via?.gateway ?? culprit.via?.interface ?? culprit.via?.address,
  );
  const need = horizontalWidth(nodes, edges);
  const draw = (width: number): Drawing =>
    need <= width ? across(nodes, edges, width, need) : down(nodes, edges, width);
  return figure(
    'path',
    title,
    `${view.words.culprit.pathText} ${spoken(nodes, edges)}`,
    draw,
    samples(view, aim),
  );
}

/** Targets on the internet never see the private address of a gateway. */
function publicOnly(text: string | undefined): string | undefined {
  const address = text === undefined ? undefined : parseAddress(text);
  return address !== undefined && isPublic(address) ? text : undefined;
}

function nodesOf(view: View, culprit: Culprit, aim: Aim | undefined): Node[] {
  const { culprit: words } = view.words;
  const { via } = culprit;
  const machine = [culprit.name, culprit.instance, culprit.interface, culprit.address];
  const nodes: Node[] = [{ kind: words.instance, lines: defined(machine), side: 'ours' }];
  if (via !== undefined) {
    nodes.push({
      kind: words[via.kind ?? 'nat'],
      lines: defined([via.gateway, via.interface, via.address]),
      side: 'between',
    });
  }
  nodes.push({ kind: words.internetGateway, lines: defined([via?.public]), side: 'between' });
  const sample = (aim?.sample ?? []).slice(0, 3);
  nodes.push({
    kind: aim === undefined ? words.unknownTarget : words.targets(view.figures.exact(aim.hosts), aim.hosts),
    lines: defined(aim !== undefined && aim.hosts > sample.length ? [...sample, '…'] : sample),
    side: 'theirs',
  });
  return nodes;
}

function edgesOf(view: View, culprit: Culprit, aim: Aim | undefined): Edge[] {
  const { via } = culprit;
  const { sends } = view.words.culprit;
  const labels = (source: string | undefined): string[] => (source === undefined ? [] : [sends, source]);
  const ports = aim?.ports ?? [];
  const last = labels(via?.public ?? (via === undefined ? culprit.address : undefined));
  const over = last.length;
  if (aim !== undefined && ports.length > 0) {
    const list = `${ports.slice(0, 3).join(', ')}${ports.length > 3 ? ', …' : ''}`;
    last.push(`→ ${view.words.answer.ports(list, ports.length, aim.protocol)}`);
  }
  if (aim !== undefined) last.push(...window(aim));
  const hops = [labels(culprit.address), ...(via === undefined ? [] : [labels(via.address)])];
  return [...hops.map((hop) => ({ labels: hop, over: hop.length })), { labels: last, over }];
}

/** `2026-11-20 14:31` and `– 15:02 UTC`, as the findings have it. */
function window({ from, to }: Aim): string[] {
  if (Number.isNaN(Date.parse(from ?? '')) || Number.isNaN(Date.parse(to ?? ''))) return [];
  const [begin, end] = momentsOf({ from: from ?? '', to: to ?? '' });
  return end === undefined ? [`${begin} UTC`] : [begin, `– ${end} UTC`];
}

function defined(values: readonly (string | undefined)[]): string[] {
  return values
    .filter((value) => value !== undefined)
    .map((value) => (value.length > 40 ? `${value.slice(0, 39)}…` : value));
}

function nodeWidth(node: Node): number {
  const lines = node.lines.map((line) => textWidth(line, SMALL, true));
  return Math.ceil(Math.max(90, textWidth(node.kind, SIZE) + 6, ...lines) + 22);
}

function edgeWidth(edge: Edge): number {
  return Math.ceil(Math.max(48, ...edge.labels.map((label) => textWidth(label, SMALL, true) + 22)));
}

function horizontalWidth(nodes: readonly Node[], edges: readonly Edge[]): number {
  const boxes = nodes.reduce((sum, node) => sum + nodeWidth(node), 0);
  return boxes + edges.reduce((sum, edge) => sum + edgeWidth(edge), 0) + 2;
}

/** @param row its lines are side by side */
function box(node: Node, x: number, y: number, width: number, height: number, row = false): Html {
  let left = x + 11;
  const words = node.lines.map((line, i) => {
    const at = { x: px(left), y: px(y + 43 + (row ? 0 : i * LINE)) };
    if (row) left += textWidth(line, SMALL, true) + BETWEEN;
    return html`<text class="mono" x="${at.x}" y="${at.y}" font-size="${SMALL}">${line}</text>`;
  });
  return html`<rect
      class="box ${node.side}"
      x="${px(x)}"
      y="${px(y)}"
      width="${px(width)}"
      height="${px(height)}"
      rx="4"
    /><text class="kind ${node.side}" x="${px(x + 11)}" y="${px(y + 22)}" font-size="${SIZE}"
      >${node.kind}</text
    >${words}`;
}

function across(nodes: readonly Node[], edges: readonly Edge[], width: number, need: number): Drawing {
  const spare = (width - need) / Math.max(1, edges.length);
  const tallest = Math.max(1, ...nodes.map((node) => node.lines.length));
  const beneath = Math.max(1, ...edges.map(({ labels, over }) => labels.length - over));
  const height = Math.max(36 + tallest * LINE, 2 * (24 + (beneath - 1) * 16));
  const above = 8;
  const middle = above + height / 2;
  const marks: Html[] = [];
  let x = 1;
  for (const [i, node] of nodes.entries()) {
    const size = nodeWidth(node);
    marks.push(box(node, x, above, size, height));
    x += size;
    const edge = edges[i];
    if (edge === undefined) break;
    const gap = edgeWidth(edge) + Math.min(spare, 90);
    marks.push(arrow(x + 4, middle, x + gap - 4, middle));
    for (const [n, label] of edge.labels.entries()) {
      // The name of the address is above the line with it; ports and times are below.
      const { over } = edge;
      const y = n < over ? middle - 8 - (over - 1 - n) * 16 : middle + 20 + (n - over) * 16;
      marks.push(
        html`<text
          class="edge mono"
          x="${px(x + gap / 2)}"
          y="${px(y)}"
          font-size="${SMALL}"
          text-anchor="middle"
          >${label}</text
        >`,
      );
    }
    x += gap;
  }
  return { height: above * 2 + height, marks };
}

function down(nodes: readonly Node[], edges: readonly Edge[], width: number): Drawing {
  // Where there is room, what belongs to a node or a hop is in one row; else one below the other.
  const wide = width >= 600;
  const size = wide ? width - 2 : Math.min(width - 2, Math.max(...nodes.map(nodeWidth)));
  const marks: Html[] = [];
  let y = 1;
  for (const [i, node] of nodes.entries()) {
    const row = wide && rowWidth(node.lines) <= size - 22;
    const height = row ? 36 + LINE : 36 + node.lines.length * LINE;
    marks.push(box(node, 1, y, size, height, row));
    y += height;
    const edge = edges[i];
    if (edge === undefined) break;
    const labels = wide ? [edge.labels.join('\u2002')].filter((label) => label !== '') : edge.labels;
    const gap = Math.max(36, labels.length * 17 + 14);
    marks.push(arrow(25, y + 3, 25, y + gap - 3));
    for (const [n, label] of labels.entries()) {
      const line = y + (labels.length === 1 ? gap / 2 + 4 : 18 + n * 17);
      marks.push(html`<text class="edge mono" x="41" y="${px(line)}" font-size="${SMALL}">${label}</text>`);
    }
    y += gap;
  }
  return { height: y + 1, marks };
}

const BETWEEN = 22;

function rowWidth(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + textWidth(line, SMALL, true) + BETWEEN, -BETWEEN);
}

function arrow(x1: number, y1: number, x2: number, y2: number): Html {
  const head = x1 === x2 ? `M${px(x2 - 4)} ${px(y2 - 7)}l4 7 4-7` : `M${px(x2 - 7)} ${px(y2 - 4)}l7 4-7 4`;
  return html`<path class="arrow" d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}${head}" />`;
}

/** The path as a sentence, for those who do not see it. */
function spoken(nodes: readonly Node[], edges: readonly Edge[]): string {
  return nodes
    .map(
      (node, i) =>
        `${node.kind} ${node.lines.join(' ')}${edges[i] ? ` → (${edges[i].labels.join(' ')}) → ` : '.'}`,
    )
    .join('');
}

function samples(view: View, aim: Aim | undefined): Html {
  const all = aim?.sample ?? [];
  if (all.length <= 3) return html``;
  const { shown, more } = bounded(view, all, 100);
  const list = html`<p class="list">${shown.map((target) => html`${code(target)} `)}</p>
    ${more}`;
  return fold(`${view.words.findings.targets} (${view.words.findings.sample})`, list);
}
