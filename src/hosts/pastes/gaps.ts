import { PARSERS } from '../parsers/index.ts';
import type { ListedKinds } from '../parser.ts';
import type { HostMessage } from '../words/messages.ts';
import type { Output, Paste } from './paste.ts';

/** The command as typed, or the program that prints such an output. */
function commandOf({ parser, asked }: Output): string {
  if (asked !== undefined) return [asked.program, ...asked.words].join(' ').slice(0, 80);
  const [program = parser] = PARSERS.find(({ name }) => name === parser)?.programs ?? [];
  return program;
}

/** Which kinds of sockets the outputs list together. */
export function listedIn(pastes: readonly Paste[]): ListedKinds {
  const all = pastes.flatMap(({ outputs }) =>
    outputs.flatMap(({ parser, asked }) => PARSERS.find(({ name }) => name === parser)?.lists?.(asked) ?? []),
  );
  return {
    connections: all.some(({ connections }) => connections),
    raw: all.some(({ raw }) => raw),
    packet: all.some(({ packet }) => packet),
  };
}

/**
 * What the outputs cannot show, each command once. Commands whose own output is there too are not asked for again.
 */
export function pasteGaps(pastes: readonly Paste[]): HostMessage[] {
  const outputs = pastes.flatMap((paste) => paste.outputs.filter(({ rows }) => rows > 0));
  const typed = new Set(outputs.map(commandOf));
  const gaps = new Map<string, HostMessage>();
  for (const output of outputs) {
    const hidden = PARSERS.find(({ name }) => name === output.parser)?.hides(output.asked);
    if (hidden === undefined) continue;
    const command = commandOf(output);
    const next = hidden.next.filter((line) => !typed.has(line)).map((line) => ({ shell_line: line }));
    gaps.set(command, { key: 'hides', params: { command, unseen: [...hidden.unseen], next } });
  }
  const hosts = [...new Set(pastes.flatMap((paste) => paste.hosts))];
  return [
    ...gaps.values(),
    ...(hosts.length > 1 ? [{ key: 'severalHosts' as const, params: { hosts } }] : []),
  ];
}
