import { relative } from 'node:path';
import type { Effects } from '../../base/ports.ts';
import { printable } from '../../base/printable.ts';
import { WORDS } from '../../cases/translations.ts';
import type { CaseList, DueCase } from '../../desk/cases.ts';
import { programOf } from '../../desk/program.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import { shellLine } from '../../language/shell.ts';
import { LANGUAGES } from '../../letters/languages/index.ts';
import type { Message } from '../../model/message.ts';
import { sourceTitle } from '../../notices/senders/title.ts';
import type { AnswerKind, ScreenMessage } from '../messages.ts';
import { durationIn } from '../terminal.ts';
import { SCREEN_WORDS } from '../words/index.ts';

const say = (message: ScreenMessage, lang: Lang): string => render(message, SCREEN_WORDS[lang]);

/** `AWS notice 27579687149`. */
export function noticeOf({ source, reference }: DueCase): Message {
  const title = sourceTitle(source);
  return {
    key: 'timeNotice',
    params: { ...(title !== undefined && { source: title }), ...(reference !== undefined && { reference }) },
  };
}

function clockText({ clock: { deadline, state, left_ms: left = 0 } }: DueCase, lang: Lang): string {
  if (deadline === undefined || state === undefined)
    return say({ key: 'screenNoDeadline', params: {} }, lang);
  const duration = durationIn(lang, Math.abs(left) / 1000);
  const key = ({ left: 'screenLeft', overdue: 'screenOverdue', past: 'screenPast' } as const)[state];
  const at = `${deadline.slice(0, 16).replace('T', ' ')} UTC`;
  return `${say({ key, params: { duration } }, lang)} (${at})`;
}

/** How a letter that was sent is called: answers by their kind, whatever else by none. */
function answerKind(kind: string): AnswerKind {
  if (kind === 'reply-interim') return 'interim';
  return kind === 'reply-final' ? 'final' : 'other';
}

export function stateText(one: DueCase, lang: Lang): string {
  const { stage, next, answered, extension, received, stopped } = one;
  const at = (moment: string): string => `${moment.slice(0, 16).replace('T', ' ')} UTC`;
  const texts = [
    say({ key: 'screenDueStage', params: { stage, ...(next !== undefined && { next }) } }, lang),
    answered === undefined
      ? say({ key: 'screenUnanswered', params: {} }, lang)
      : say(
          { key: 'screenAnswered', params: { kind: answerKind(answered.kind), at: at(answered.at) } },
          lang,
        ),
  ];
  if (extension !== undefined)
    texts.push(say({ key: 'screenMoreTime', params: { at: at(extension) } }, lang));
  if (received !== undefined) texts.push(say({ key: 'screenCameIn', params: { at: at(received) } }, lang));
  if (stopped !== undefined) texts.push(say({ key: 'screenStopped', params: { state: stopped } }, lang));
  return texts.join(' · ');
}

/** The folder as it is typed from here. */
export function placeOf(folder: string, effects: Effects): string {
  const near = relative(effects.cwd(), folder);
  return near === '' ? '.' : near.startsWith('..') ? folder : near;
}

/** The folder, and why it was not read. */
function folderText({ folder, on, gone }: DueCase, lang: Lang, effects: Effects): string {
  const texts = [placeOf(folder, effects)];
  if (gone === true) texts.push(say({ key: 'screenGone', params: {} }, lang));
  else if (on !== undefined) texts.push(say({ key: 'screenOn', params: { host: on } }, lang));
  return texts.join(' · ');
}

function aboutText({ resource }: DueCase, lang: Lang): string {
  return resource === undefined ? '' : ` · ${say({ key: 'screenAbout', params: { ...resource } }, lang)}`;
}

export function commandOf({ command, folder }: DueCase, effects: Effects): string {
  const place = placeOf(folder, effects);
  const words = command.slice(1).map((word) => (word === 'CASE' ? place : word));
  return shellLine([...programOf(effects), ...words]);
}

export function asText({ due }: CaseList, lang: Lang, effects: Effects): string {
  if (due.length === 0) return `${say({ key: 'screenNothingDue', params: {} }, lang)}\n`;
  const lines = due.flatMap((one) => [
    `${render(noticeOf(one), WORDS[lang])} · ${LANGUAGES[lang].types[one.type]}${aboutText(one, lang)} · ${clockText(one, lang)}`,
    `  ${stateText(one, lang)}`,
    `  ${folderText(one, lang, effects)}`,
    // What is not here cannot be worked on here.
    ...(one.on === undefined ? [`  ${commandOf(one, effects)}`] : []),
  ]);
  return `${lines.map(printable).join('\n')}\n`;
}
