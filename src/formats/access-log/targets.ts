import type { TextColumn } from '../../tables/rows.ts';
import type { Target } from '../../kernel/target.ts';
import { FLAG } from '../../kernel/kernel.ts';
import type { Columns } from './columns.ts';

/** A text in which a server writes some bytes as escapes. */
function escaped(column: TextColumn): Target {
  return { kind: 'text', column, special: FLAG.escape };
}

/** Where the kernel's columns of an access log go, in the order of `assembly/access.ts`. */
export function accessTargets(columns: Columns): readonly Target[] {
  const { ts, client, host, port, user, method, stem, query, version, status, sent, referer, agent } =
    columns;
  return [
    { kind: 'time', column: ts },
    { kind: 'address', column: client },
    { kind: 'text', column: host },
    { kind: 'int', column: port },
    escaped(user),
    { kind: 'text', column: method },
    escaped(stem),
    escaped(query),
    { kind: 'text', column: version },
    { kind: 'int', column: status },
    { kind: 'long', column: sent },
    escaped(referer),
    escaped(agent),
  ];
}
