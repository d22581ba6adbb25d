import type { HostFinding } from './finding.ts';
import type { HostMessage } from './words/messages.ts';

/** Programs are kept of at most so many processes. */
const MOST_PROGRAMS = 3;
/** Commands are asked for at most so many. */
const MOST_COMMANDS = 6;

/**
 * What to do, in its order: keep what runs, cut it off outside, build anew, change what could be read; then the commands
 * that show what could not be seen.
 */
export function adviceOf(findings: readonly HostFinding[], gaps: readonly HostMessage[]): HostMessage[] {
  const grave = findings.filter(({ severity }) => severity === 'high');
  const pids = [...new Set(grave.flatMap(({ subject }) => subject.pid ?? []))].slice(0, MOST_PROGRAMS);
  const keep = pids.map((pid): HostMessage => {
    const next = `cp /proc/${pid}/exe ${pid}.program && tr '\\0' ' ' < /proc/${pid}/cmdline > ${pid}.cmdline`;
    return { key: 'adviceKeep', params: { pid, next: { shell_line: next } } };
  });
  const intruded: HostMessage[] =
    grave.length === 0
      ? []
      : [
          { key: 'adviceFilter', params: {} },
          { key: 'adviceRebuild', params: {} },
          { key: 'adviceRotate', params: {} },
        ];
  const commands = new Set(
    gaps.flatMap(({ key, params }) =>
      key === 'hides'
        ? params.next.map(({ shell_line: line }) => line)
        : key === 'toolsUnchecked'
          ? [params.next.shell_line]
          : [],
    ),
  );
  const next = [...commands].slice(0, MOST_COMMANDS).map((line) => ({ shell_line: line }));
  const run: HostMessage[] = next.length === 0 ? [] : [{ key: 'run', params: { next } }];
  return [...keep, ...intruded, ...run];
}
