/**
 * What the case says, before it is put into words: which sentence, and what is in it. Numbers are in base units,
 * times in UTC, names as the evidence has them. A parameter may be a message of its own, or a command.
 */
export interface Message<Key extends string = string, Params extends object = object> {
  key: Key;
  params: Params;
}

/** A command for a person to run: its words, unquoted. Each shell's quotes are added where it is shown. */
export interface Command {
  argv: readonly string[];
}

/** A command line of ours, written out for its shell: with pipes, patterns, redirections. No word of it is evidence. */
export interface CommandLine {
  shell_line: string;
}

/** Of a message that needs no parameters. */
export type Nothing = Readonly<Record<string, never>>;

/** The messages of a catalogue, which maps each key to the type of its parameters. */
export type MessageOf<Catalogue> = {
  [Key in keyof Catalogue & string]: Catalogue[Key] extends object ? Message<Key, Catalogue[Key]> : never;
}[keyof Catalogue & string];

/** Words that came in words already, such as a program's own error; they are the same in every language. */
export interface QuotedMessages {
  quoted: { text: string };
}

/** A text that no language has words for. */
export function quoted(text: string): Message<'quoted', QuotedMessages['quoted']> {
  return { key: 'quoted', params: { text } };
}

/** Each message once, in the order in which they came. */
export function distinctMessages<One extends Message>(messages: readonly One[]): One[] {
  return [...new Map(messages.map((message) => [JSON.stringify(message), message])).values()];
}
