import type { Command } from 'commander';

/** An option as a shell completes it. */
interface CompletedOption {
  /** `--lang`. */
  name: string;
  description: string;
  takesValue: boolean;
  /** What may come after it; none where that is a file, a name or a number. */
  values: readonly string[];
}

/** A command, with its place among the others. */
export interface CompletedCommand {
  /** `block plan`; empty for the program itself. */
  path: string;
  description: string;
  commands: readonly { name: string; description: string }[];
  options: readonly CompletedOption[];
  /** What its arguments may be; none where they are files, folders or addresses. */
  values: readonly string[];
}

/** Names that commander does not know: by option (`--sink`) or by a command's path, for its arguments. */
export type KnownValues = ReadonlyMap<string, readonly string[]>;

/** A description on one line. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Every command of the program with its options, the program itself first. */
export function commandsOf(root: Command, known: KnownValues, path = ''): CompletedCommand[] {
  const own: CompletedCommand = {
    path,
    description: plain(root.description()),
    commands: root.commands.map((command) => ({
      name: command.name(),
      description: plain(command.description()),
    })),
    options: [
      ...root.options.map((option) => ({
        name: option.long ?? option.flags,
        description: plain(option.description),
        takesValue: option.required || option.optional,
        values: option.argChoices ?? known.get(option.long ?? '') ?? [],
      })),
      { name: '--help', description: 'display help for command', takesValue: false, values: [] },
    ],
    values: known.get(path) ?? [],
  };
  const below = root.commands.flatMap((command) => {
    const place = path === '' ? command.name() : `${path} ${command.name()}`;
    return commandsOf(command, known, place);
  });
  return [own, ...below];
}
