import { Argument, Command } from 'commander';
import type { Terminal } from '../../base/ports.ts';
import { FIREWALLS } from '../../actions/firewalls/index.ts';
import { CLOUDS } from '../../clouds/index.ts';
import { ALL_FORMATS } from '../../desk/attachment-formats.ts';
import { completionScript, SHELLS } from './shells.ts';
import type { Shell } from './shells.ts';
import { commandsOf } from './tree.ts';
import type { KnownValues } from './tree.ts';

const HELP = `
To load it now, and for every new shell:
  bash        source <(abusedesk completion bash)
              abusedesk completion bash > ~/.local/share/bash-completion/completions/abusedesk
  zsh         source <(abusedesk completion zsh)
  fish        abusedesk completion fish > ~/.config/fish/completions/abusedesk.fish
  powershell  abusedesk completion powershell | Out-String | Invoke-Expression

Example:
  abusedesk completion bash
`;

/** Names that are in no option's list of choices. */
const KNOWN: KnownValues = new Map([
  ['--sink', FIREWALLS.map(({ name }) => name)],
  ['--provider', CLOUDS.map(({ name }) => name)],
  ['formats', ALL_FORMATS.map(({ name }) => name)],
]);

/** `completion SHELL`. @param everything makes the program with all its commands */
export function completionCommand(effects: Terminal, everything: () => Promise<Command>): Command {
  return new Command('completion')
    .description('Prints what makes a shell complete commands, options and names.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .action(async (shell: Shell) => {
      effects.stdout.write(completionScript(shell, commandsOf(await everything(), KNOWN)));
    });
}
