import type { Environment, Terminal } from '../base/ports.ts';
import { printable } from '../base/printable.ts';
import { casePart } from '../hosts/case-part.ts';
import type { HostDocument } from '../hosts/document.ts';
import { Facts } from '../hosts/facts.ts';
import { processTree, socketText } from '../hosts/process-tree.ts';
import { besideFlows } from '../hosts/traffic/beside.ts';
import { hostWords, renderHost } from '../hosts/words/render.ts';
import { instantText } from '../language/figures.ts';
import type { Lang } from '../language/lang.ts';
import type { HostPart } from '../model/host.ts';
import type { CommonFlags } from './common.ts';
import { bytesText, style } from './terminal.ts';

const MOST_FINDINGS = 12;
const MOST_PROCESSES = 12;
const MOST_SOCKETS = 3;
const MOST_STARTS = 6;
/** The last ones, nearest to what is happening. */
const MOST_MOMENTS = 10;
const MOST_CHECKS = 8;
const MOST_ANSWERS = 6;

/** Ways in that are open, what to change, and how many are not. */
function checkLines(checks: HostDocument['checks'], lang: Lang, paint: ReturnType<typeof style>): string[] {
  const { labels } = hostWords(lang);
  const open = checks.filter(({ outcome }) => outcome !== 'passed');
  if (checks.length === 0) return [];
  const lines: string[] = [];
  for (const { message, fix, severity } of open.slice(0, MOST_CHECKS)) {
    const text = printable(renderHost(message, lang));
    lines.push(`  ${severity === 'high' ? paint.bold(text) : text}`);
    if (fix !== undefined) lines.push(paint.dim(`    ${printable(renderHost(fix.message, lang))}`));
  }
  if (open.length > MOST_CHECKS) lines.push(`  … +${open.length - MOST_CHECKS} (--json)`);
  return ['', paint.bold(labels.checks), ...lines, `  ${labels.passed}: ${checks.length - open.length}`];
}

/** Which process sent what was asked for, the flow beside its sockets, and why that can be told or not. */
function trafficLines(
  traffic: HostDocument['traffic'],
  part: HostPart,
  lang: Lang,
  paint: ReturnType<typeof style>,
): string[] {
  if (traffic.length === 0) return [];
  const lines: string[] = [];
  const beside = besideFlows(part);
  for (const [i, { message, because }] of traffic.slice(0, MOST_ANSWERS).entries()) {
    lines.push(`  ${printable(renderHost(message, lang))}`);
    const { flow = '', sockets = [] } = beside[i] ?? {};
    for (const socket of sockets) lines.push(`    ${printable(`${flow}  ←  ${socket}`)}`);
    for (const one of because) lines.push(paint.dim(`    ${printable(renderHost(one.message, lang))}`));
  }
  if (traffic.length > MOST_ANSWERS) lines.push(`  … +${traffic.length - MOST_ANSWERS} (--json)`);
  return ['', paint.bold(hostWords(lang).labels.traffic), ...lines];
}

/** What the document says, as the parts of a host are made of it. */
function factsOf(document: HostDocument): Facts {
  const facts = new Facts();
  const { processes, sockets, counters, persistence, files, logins, clocks } = document;
  for (const one of processes) facts.processes.push(one);
  for (const one of sockets) facts.sockets.push(one);
  for (const one of counters) facts.interfaces.push(one);
  for (const one of persistence) facts.persistence.push(one);
  for (const one of files) facts.files.push(one);
  for (const one of logins) facts.logins.push(one);
  for (const one of clocks) facts.clocks.push(one);
  return facts;
}

/** Processes that findings point at below their parents, the culprit marked; what starts oddly; what happened when. */
function storyLines(part: HostPart, lang: Lang, paint: ReturnType<typeof style>): string[] {
  const { labels, starts } = hostWords(lang);
  const { processes, persistence = [], timeline = [] } = part;
  const lines: string[] = [];
  if (processes.length > 0) lines.push('', paint.bold(labels.processes));
  for (const { process, depth } of processTree(processes).slice(0, MOST_PROCESSES)) {
    const { pid, name, user, program, title, culprit, sockets } = process;
    const who = `${pid}${name === undefined ? '' : ` ${name}`}${user === undefined ? '' : ` (${user})`}`;
    const what = [who, program ?? title, ...sockets.slice(0, MOST_SOCKETS).map(socketText)];
    const text = printable(what.filter((part) => part !== undefined).join('  '));
    const branch = `${'  '.repeat(depth)}${depth > 0 ? '└ ' : ''}`;
    lines.push(`${culprit ? ' ▶' : '  '} ${branch}${culprit ? paint.bold(text) : text}`);
  }
  if (processes.length > MOST_PROCESSES) lines.push(`  … +${processes.length - MOST_PROCESSES} (--json)`);
  const odd = persistence.filter((one) => one.odd);
  if (odd.length > 0) lines.push('', paint.bold(labels.persistence));
  for (const { kind, name, when, command } of odd.slice(0, MOST_STARTS)) {
    const words = new Map<string, string>(Object.entries(starts)).get(kind) ?? kind;
    lines.push(
      `  ${printable([words, name, when, command].filter((part) => part !== undefined).join('  '))}`,
    );
  }
  if (odd.length > MOST_STARTS) lines.push(`  … +${odd.length - MOST_STARTS} (--json)`);
  if (timeline.length > 0) lines.push('', paint.bold(labels.timeline));
  if (timeline.length > MOST_MOMENTS) lines.push(`  … +${timeline.length - MOST_MOMENTS}`);
  for (const { at, message } of timeline.slice(-MOST_MOMENTS))
    lines.push(`  ${instantText(at)}  ${printable(renderHost(message, lang))}`);
  return lines;
}

/** What inspecting found, on one screen: findings, processes, times, counters, what could not be seen, what next. */
export function hostScreen(
  document: HostDocument,
  flags: CommonFlags,
  lang: Lang,
  effects: Terminal & Environment,
): string {
  const paint = style(effects.stdout, flags.color, effects);
  const { labels } = hostWords(lang);
  const lines: string[] = [];
  const part = casePart(document, factsOf(document), undefined);
  const { findings, traffic, checks, counters, scans, gaps, next } = document;
  if (findings.length === 0) lines.push(labels.nothing);
  for (const { message, severity } of findings.slice(0, MOST_FINDINGS)) {
    const text = printable(renderHost(message, lang));
    lines.push(severity === 'high' ? paint.bold(text) : text);
  }
  if (findings.length > MOST_FINDINGS) lines.push(`… +${findings.length - MOST_FINDINGS} (--json)`);
  for (const { message } of scans) lines.push(paint.dim(printable(renderHost(message, lang))));
  lines.push(
    ...trafficLines(traffic, part, lang, paint),
    ...storyLines(part, lang, paint),
    ...checkLines(checks, lang, paint),
  );
  const busy = counters.filter(({ tx_bytes = 0, rx_bytes = 0 }) => tx_bytes + rx_bytes > 0);
  if (busy.length > 0) lines.push('', paint.bold(labels.counters));
  for (const { interface: name, tx_bytes = 0, rx_bytes = 0 } of busy.slice(0, 8)) {
    lines.push(
      `  ${printable(name)}: ${labels.sent} ${tx_bytes} B (${bytesText(tx_bytes)}), ${labels.received} ${rx_bytes} B (${bytesText(rx_bytes)})`,
    );
  }
  if (flags.quiet !== true) {
    if (gaps.length > 0) lines.push('', paint.bold(labels.unseen));
    for (const { message } of gaps) lines.push(paint.dim(`  ${printable(renderHost(message, lang))}`));
    if (next.length > 0) lines.push('', paint.bold(labels.next));
    for (const { message } of next) lines.push(`  ${printable(renderHost(message, lang))}`);
  }
  return `${lines.join('\n')}\n`;
}
