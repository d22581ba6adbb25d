import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { cellsOf, columnsOf } from '../../text/table.ts';
import type { TableColumn } from '../../text/table.ts';
import { given } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

const COLUMNS = /^CONTAINER ID\s{2,}IMAGE\s{2,}COMMAND\s{2,}CREATED\s{2,}STATUS/;

/** As docker and podman print it. */
const STATUS = /^(?:Up|Exited|Created|Restarting|Removal|Dead|Initialized|Paused|Stopp|Running|Configured)/;

class DockerReader implements Reader {
  readonly #facts: Facts;
  #columns: TableColumn[] = [];

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (COLUMNS.test(text)) {
      this.#columns = columnsOf(text).flatMap((column) => apart(column));
      return HEADER;
    }
    if (!/^[0-9a-f]{12}(?:[0-9a-f]{52})?\s/.test(text)) return undefined;
    const cells = cellsOf(text, this.#columns);
    const id = cells.get('CONTAINER ID') ?? '';
    const value = (name: string): string | undefined => cells.get(name) || undefined;
    // A line that was wrapped ends before the last column, which every container has: its name.
    if (value('NAMES') === undefined)
      return { rejected: hostReason('pasteUnfinished', { program: 'docker' }), unfinished: true };
    if (!/^[\w.,-]{1,256}$/.test(value('NAMES') ?? '')) return undefined;
    if (!STATUS.test(value('STATUS') ?? '')) return undefined;
    this.#facts.containers.push({
      id,
      ...given('image', value('IMAGE')),
      ...given('command', value('COMMAND')?.replaceAll(/^"|"$/g, '')),
      ...given('status', value('STATUS')),
      ...given('ports', value('PORTS')),
      ...given('name', value('NAMES')),
      origin,
    });
    return 'parsed';
  }
}

/** Where no container has ports, `PORTS` and `NAMES` are three blanks apart: two columns all the same. */
function apart({ name, start }: TableColumn): TableColumn[] {
  return name === 'CONTAINER ID'
    ? [{ name, start }]
    : columnsOf(name, true).map((one) => ({ name: one.name, start: start + one.start }));
}

export const DOCKER: HostParser = {
  name: 'docker',
  title: 'docker ps, podman ps',
  programs: ['docker', 'podman', 'nerdctl'],
  wraps: true,
  sample: 'CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES',
  begin: (line, facts) => (COLUMNS.test(line) ? new DockerReader(facts) : undefined),
  hides: (asked) => ({
    unseen: [
      ...(asked?.words.some((word) => /^-[a-z]*a|^--all/.test(word)) === true
        ? []
        : (['stopped containers'] as const)),
      'processes',
      'other network namespaces',
    ],
    next: ['docker ps -a --no-trunc', 'docker top CONTAINER', 'lsns -t net'],
  }),
};
