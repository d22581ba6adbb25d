import type { Command } from 'commander';
import { UserError } from '../base/errors.ts';
import type { Clock } from '../base/ports.ts';
import type { Instant } from '../model/instant.ts';
import { parseInstant } from './instant.ts';

/** Seconds by which the clocks of two computers may differ; a moment up to so far in the future is taken. */
const TOLERANCE = 300;

/** Adds `--received TIME`. */
export function withReceivedOption(command: Command): Command {
  return command.option(
    '--received <time>',
    'when the notice arrived, where it does not say, such as 2026-11-20T15:52Z or 2026-11-21T00:52+09:00',
  );
}

/**
 * The moment of `--received`. A day alone is not enough: the deadline is counted in hours from it.
 * @throws UserError where it is no moment, or lies in the future
 */
export function parseReceived(text: string | undefined, effects: Clock): Instant | undefined {
  if (text === undefined) return undefined;
  const seconds = parseInstant(text, '--received');
  if (!text.includes(':')) {
    throw new UserError(`--received ${text.slice(0, 40)}: the hour is missing`, {
      hint: 'The deadline is counted in hours from it: write it like 2026-11-20T15:52Z.',
    });
  }
  if (seconds > effects.now().getTime() / 1000 + TOLERANCE) {
    throw new UserError(`--received ${text.slice(0, 40)}: this lies in the future`, {
      hint: 'Without a zone it is UTC; with one it is written like 2026-11-21T00:52+09:00.',
    });
  }
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
