import type { Command } from 'commander';

/** What every command takes, as commander hands it over. */
export interface CommonFlags {
  json?: true;
  quiet?: true;
  /** false for `--no-color`. */
  color: boolean;
}

/**
 * Adds the options that every command has: `--json`, `--quiet`, `--no-color`.
 * @param means what the first two do in this command, for its help
 */
export function withCommonOptions(command: Command, means: { json: string; quiet: string }): Command {
  return command
    .option('--json', means.json)
    .option('--quiet', means.quiet)
    .option('--no-color', 'no colour (also: NO_COLOR)');
}
