import type { ChannelMessage } from './sentences.ts';

/** A field of a XARF report in words, by the beginning of its JSON Pointer below the report (XARF v4.2.0, 2026-03). */
const FIELDS: readonly [RegExp, ChannelMessage][] = [
  [/^\/source_identifier/, { key: 'fieldSource', params: {} }],
  [/^\/source_port/, { key: 'fieldSourcePort', params: {} }],
  [/^\/(?:timestamp|first_seen|last_seen)/, { key: 'fieldTime', params: {} }],
  [/^\/(?:reporter|sender)/, { key: 'fieldReporter', params: {} }],
  [/^\/(?:category|type)(?:\/|$)/, { key: 'fieldType', params: {} }],
  [/^\/evidence/, { key: 'fieldEvidence', params: {} }],
  [/^\/description/, { key: 'fieldDescription', params: {} }],
  [/^\/(?:destination|target)/, { key: 'fieldTarget', params: {} }],
  [/^\/protocol/, { key: 'fieldProtocol', params: {} }],
];

/** Rules by the end of their code; the codes are only added to, so that one may be unknown. */
const RULES: readonly [RegExp, 'ruleMalformed' | 'ruleTooLong' | 'ruleForbidden' | 'ruleTooOld'][] = [
  [/\.malformed$/, 'ruleMalformed'],
  [/\.too_long$/, 'ruleTooLong'],
  [/\.forbidden_characters$/, 'ruleForbidden'],
  [/\.too_old$/, 'ruleTooOld'],
];

/** Longest text of the other side that is shown. */
const MAX_SAID = 300;

/** The other side's own words: one bounded line. */
export function saidBy(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID)}…` : line;
}

/**
 * What is wrong with a field of the report, put to the field that a person knows.
 * @param path JSON Pointer, below `/report/xarf` or below the report itself
 */
export function fieldProblem(path: string, said: string, code?: string): ChannelMessage {
  const below = path.replace(/^\/report(?:\/xarf)?(?=\/|$)/, '');
  const field: ChannelMessage = FIELDS.find(([start]) => start.test(below))?.[1] ?? {
    key: 'fieldOther',
    params: {},
  };
  const rule = RULES.find(([end]) => code !== undefined && end.test(code))?.[1];
  const problem: ChannelMessage | string =
    code === undefined
      ? saidBy(said)
      : rule === undefined
        ? { key: 'ruleOther', params: { said: saidBy(said), code: saidBy(code) } }
        : { key: rule, params: { code: saidBy(code) } };
  return { key: 'answerField', params: { field, path: saidBy(path), problem } };
}
