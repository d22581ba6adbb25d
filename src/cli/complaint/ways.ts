import { printable } from '../../base/printable.ts';
import type { Hold } from '../../channels/plan.ts';
import type { Queue, Sending } from '../../channels/queue.ts';
import type { Route } from '../../channels/route.ts';
import type { Outgoing, Outline, Remainder } from '../../desk/send-complaints/outline.ts';
import type { Unanswered } from '../../desk/send-complaints/follow.ts';
import type { Dispatches } from '../../desk/send-complaints/send.ts';
import type { SendingMessage } from '../../desk/send-complaints/sentences.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import type { Message } from '../../model/message.ts';
import { wrap } from '../fit.ts';
import { SCREEN_WORDS } from '../words/index.ts';

/** Of more than these the screen says how many there are; the document has all. */
const MOST_SHOWN = 30;

const say = (message: Message, lang: Lang): string => printable(render(message, SCREEN_WORDS[lang]));

/** `2026-11-30 12:00:05 UTC` */
function moment(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Why a complaint does not go out now, with the reasons that the other side gave. */
function holdMessages({ why, sending }: Hold, id: string): Message[] {
  const { channel, body, reasons } = sending;
  const at = moment(sending.at);
  const message = ((): SendingMessage => {
    switch (why) {
      case 'sent':
        return { key: 'sendingHeldSent', params: { channel, at } };
      case 'prepared':
        return { key: 'sendingHeldPrepared', params: { at, path: body } };
      case 'continues':
        return { key: 'sendingHeldContinues', params: { channel, at } };
      case 'refused':
        return { key: 'sendingHeldRefused', params: { channel, at } };
      case 'unknown':
        return { key: 'sendingHeldUnknown', params: { channel, at, id } };
      default:
        return { key: 'sendingHeldWaiting', params: { channel, until: moment(sending.until ?? sending.at) } };
    }
  })();
  return [message, ...(why === 'refused' ? reasons : [])];
}

/** Without the channels of other providers, which say nothing about this one. */
function notable(passed: Route['passed']): Route['passed'] {
  return passed.filter(({ why }) => why.key !== 'channelNotTheirs');
}

/** Why what remains does not go out. */
function remainderMessages(one: Remainder): Message[] {
  const passed = (channel: string, why: Message): SendingMessage => ({
    key: 'sendingPassed',
    params: { channel, why },
  });
  switch (one.why) {
    case 'held':
      return holdMessages(one.held, one.complaint.id);
    case 'objection':
      return [passed(one.channel, one.objection)];
    default:
      return [
        { key: 'sendingNoWay', params: { actor: one.complaint.actor } },
        ...notable(one.passed).map(({ channel, why }) => passed(channel, why)),
      ];
  }
}

interface Screen {
  lang: Lang;
  width: number;
}

function item(text: string, { width }: Screen): string {
  return wrap(text, width, '  · ', 'whole');
}

function outgoingLines({ parcel, target, notes }: Outgoing, outline: Outline, screen: Screen): string[] {
  const heads = parcel.complaints
    .slice(0, MOST_SHOWN)
    .map(({ actor, category, type, id }) => printable(`${actor}  ${category}/${type}  ${id}`));
  const more = parcel.complaints.length - heads.length;
  const to: SendingMessage = { key: 'sendingTo', params: { target } };
  const named = notable(outline.passed.get(parcel.complaints[0].id) ?? []);
  return [
    ...heads,
    ...(more > 0 ? [item(say({ key: 'sendingMore', params: { count: more } }, screen.lang), screen)] : []),
    item(say(to, screen.lang), screen),
    ...notes.map((note) => item(say(note, screen.lang), screen)),
    ...named.map(({ channel, why }) =>
      item(say({ key: 'sendingPassed', params: { channel, why } }, screen.lang), screen),
    ),
  ];
}

/** What would go out, which way, and what not. */
export function outlineScreen(outline: Outline, screen: Screen): string {
  const { outgoing, resumed, kept } = outline;
  const { lang } = screen;
  const lines: string[] = [];
  for (const one of outgoing.slice(0, MOST_SHOWN)) lines.push(...outgoingLines(one, outline, screen), '');
  for (const { channel, sending } of resumed.slice(0, MOST_SHOWN)) {
    lines.push(...sending.items.map(({ actor, type, id }) => printable(`${actor}  ${type}  ${id}`)));
    const at = moment(sending.at);
    lines.push(item(say({ key: 'sendingResumes', params: { channel: channel.name, at } }, lang), screen), '');
  }
  for (const one of kept.slice(0, MOST_SHOWN)) {
    const { actor, category, type, id } = one.complaint;
    lines.push(printable(`${actor}  ${category}/${type}  ${id}`));
    lines.push(...remainderMessages(one).map((message) => item(say(message, lang), screen)), '');
  }
  const more = [outgoing, resumed, kept].reduce(
    (sum, list) => sum + Math.max(0, list.length - MOST_SHOWN),
    0,
  );
  if (more > 0) lines.push(say({ key: 'sendingMore', params: { count: more } }, lang), '');
  if (outgoing.length + resumed.length === 0) lines.push(say({ key: 'sendingNothing', params: {} }, lang));
  return lines.length === 0 ? '' : `${lines.join('\n').trimEnd()}\n`;
}

const STATES = {
  waiting: 'stateWaiting',
  sending: 'stateUnknown',
  sent: 'stateSent',
  prepared: 'statePrepared',
  refused: 'stateRefused',
  unknown: 'stateUnknown',
} as const;

function sendingLines(sending: Sending, unanswered: Unanswered, screen: Screen): string[] {
  const { state, channel, to, at, receipt, reasons, progress, items, test, body } = sending;
  const { lang } = screen;
  const word = say({ key: STATES[state], params: {} }, lang);
  const trial = test ? ` (${say({ key: 'stateTrial', params: {} }, lang)})` : '';
  const words = [word + trial, moment(at), to ?? channel, receipt, state === 'prepared' ? body : undefined];
  const why = unanswered.get(sending.id);
  const told = [progress?.status, progress?.reason, progress?.description].filter(
    (text) => text !== undefined,
  );
  return [
    ...items.slice(0, MOST_SHOWN).map(({ actor, type, id }) => printable(`${actor}  ${type}  ${id}`)),
    ...(items.length > MOST_SHOWN
      ? [item(say({ key: 'sendingMore', params: { count: items.length - MOST_SHOWN } }, lang), screen)]
      : []),
    item(printable(words.filter((text) => text !== undefined).join('  ')), screen),
    ...(told.length > 0 ? [item(printable(told.join('  ')), screen)] : []),
    ...reasons.map((reason) => item(say(reason, lang), screen)),
    ...(why === undefined ? [] : [item(say({ key: 'sendingUnasked', params: { why } }, lang), screen)]),
    '',
  ];
}

/** What became of sendings. @param ids only of these; undefined: of all */
export function queueScreen(
  { sendings }: Queue,
  ids: readonly string[] | undefined,
  unanswered: Unanswered,
  screen: Screen,
): string {
  const chosen = ids === undefined ? undefined : new Set(ids);
  const shown = [...sendings.values()].filter(({ id }) => chosen?.has(id) ?? true);
  if (shown.length === 0) return `${say({ key: 'sendingNothing', params: {} }, screen.lang)}\n`;
  return `${shown
    .flatMap((sending) => sendingLines(sending, unanswered, screen))
    .join('\n')
    .trimEnd()}\n`;
}

/** What is said under a preview. */
export function previewScreen({ lang }: Screen): string {
  return `${say({ key: 'sendingPreview', params: {} }, lang)}\n`;
}

export function stoppedScreen({ stopped }: Dispatches, { lang }: Screen): string {
  return stopped
    .map(
      ({ channel, reason }) => `${say({ key: 'sendingStopped', params: { channel, why: reason } }, lang)}\n`,
    )
    .join('');
}

/** A message with its English beside it, as in case.json. */
function worded(message: Message): { text: string; message: Message } {
  return { text: render(message, SCREEN_WORDS.en), message };
}

/** The outline as JSON: ids of complaints, in the place of themselves. */
export function outlineDocument({ outgoing, resumed, kept }: Outline): object {
  return {
    outgoing: outgoing.map(({ channel, parcel, target, notes, id, shown }) => ({
      sending: id,
      channel: channel.name,
      target,
      complaints: parcel.complaints.map((complaint) => complaint.id),
      notes: notes.map(worded),
      shown,
    })),
    resumed: resumed.map(({ channel, sending }) => ({ sending: sending.id, channel: channel.name })),
    kept: kept.map((one) => ({
      complaint: one.complaint.id,
      why: one.why === 'held' ? one.held.why : one.why,
      because: remainderMessages(one).map(worded),
    })),
  };
}

function sendingDocument(sending: Sending, unanswered: Unanswered): object {
  const { id, items, state, reasons, ...rest } = sending;
  const why = unanswered.get(id);
  return {
    sending: id,
    // An attempt whose end nobody wrote down.
    state: state === 'sending' ? 'unknown' : state,
    ...rest,
    complaints: items.map(({ digest: _digest, ...one }) => one),
    because: reasons.map(worded),
    ...(why !== undefined && { unanswered: worded(why) }),
  };
}

/** Sendings as JSON. @param ids only of these; undefined: of all */
export function queueDocument(
  { sendings }: Queue,
  ids: readonly string[] | undefined,
  unanswered: Unanswered,
): object[] {
  const chosen = ids === undefined ? undefined : new Set(ids);
  const listed = [...sendings.values()].filter(({ id }) => chosen?.has(id) ?? true);
  return listed.map((sending) => sendingDocument(sending, unanswered));
}

export function stoppedDocument({ stopped }: Dispatches): object[] {
  return stopped.map(({ channel, reason }) => {
    const { text, message } = worded(reason);
    return { channel, text, message };
  });
}
