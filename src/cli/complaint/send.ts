import { UserError } from '../../base/errors.ts';
import type { Effects } from '../../base/ports.ts';
import { sendComplaints } from '../../desk/send-complaints/run.ts';
import type { SendRequest, SendResult } from '../../desk/send-complaints/run.ts';
import type { Lang } from '../../language/lang.ts';
import {
  outlineDocument,
  outlineScreen,
  previewScreen,
  queueDocument,
  queueScreen,
  stoppedDocument,
  stoppedScreen,
} from './ways.ts';

/** What the command line says about sending. */
export interface SendFlags {
  send?: true;
  dryRun?: true;
  channel?: string;
  again: string[];
  rdap?: true;
  json?: true;
  quiet?: true;
  lang: Lang;
}

const NOBODY = new Map<string, never>();

/** What became of the sending, beside what was written. */
export function sendDocument({ outline, dispatches, queue }: SendResult, test: boolean): object {
  return {
    test,
    ...outlineDocument(outline),
    sent: dispatches === undefined ? [] : queueDocument(queue, dispatches.attempted, NOBODY),
    stopped: dispatches === undefined ? [] : stoppedDocument(dispatches),
  };
}

/**
 * Shows which way each complaint goes and, with `--send`, sends what was shown before.
 * @throws UserError (exit 3) where something would go out that nobody has seen: it has been shown by then
 */
export async function sendOrShow(
  request: Omit<SendRequest, 'send' | 'test' | 'again' | 'rdap' | 'chosen' | 'show'>,
  flags: SendFlags,
  effects: Effects,
): Promise<SendResult> {
  const { lang, channel } = flags;
  const talks = flags.json !== true && flags.quiet !== true;
  const screen = { lang, width: Math.max(40, Math.min(100, effects.stdout.columns ?? 100)) };
  const show: SendRequest['show'] = (outline) => {
    // What nobody has seen is shown to whoever wants to hear nothing, too.
    const unseen = flags.send === true && outline.outgoing.some(({ shown }) => !shown);
    if (talks) effects.stdout.write(`${outlineScreen(outline, screen)}\n`);
    else if (flags.quiet === true && unseen) effects.stderr.write(outlineScreen(outline, screen));
  };
  const result = await sendComplaints(
    {
      ...request,
      send: flags.send === true,
      test: flags.dryRun === true,
      again: flags.again,
      rdap: flags.rdap === true,
      show,
      ...(channel !== undefined && { chosen: channel }),
    },
    effects,
  );
  const { outline, dispatches, queue } = result;
  if (talks && dispatches !== undefined && dispatches.attempted.length > 0) {
    effects.stdout.write(queueScreen(queue, dispatches.attempted, NOBODY, screen));
  }
  if (talks && dispatches !== undefined) effects.stdout.write(stoppedScreen(dispatches, screen));
  if (talks && flags.send !== true && outline.outgoing.length + outline.resumed.length > 0) {
    effects.stdout.write(previewScreen(screen));
  }
  return result;
}

/** @throws UserError (exit 3) for a sending that nobody has seen before */
export function refuseUnseen({ unseen, outline }: SendResult): void {
  if (!unseen) return;
  const fresh = outline.outgoing.filter(({ shown }) => !shown).length;
  throw new UserError(
    `nothing was sent: ${fresh} of ${outline.outgoing.length} reports were shown now for the first time`,
    {
      hint: 'Read what would go out, and run the same command again to send it.',
      exitCode: 3,
    },
  );
}
