/** A record as Logs Insights discovers it in a line of a flow log in the default format. */
export interface LogRecord {
  /** Seconds since 1970. */
  at: number;
  message: string;
}

type Row = Record<string, string | number>;
type Step = (rows: Row[]) => Row[];

const FIELDS = ['srcAddr', 'dstAddr', 'srcPort', 'dstPort'] as const;

function rowOf({ at, message }: LogRecord): Row {
  const [, , , srcAddr = '', dstAddr = '', srcPort = '', dstPort = ''] = message.split(' ');
  return { '@timestamp': at, '@message': message, srcAddr, dstAddr, srcPort, dstPort };
}

const bothOf = (text: string, between: RegExp): string[] => text.split(between).map((part) => part.trim());

/** A condition: `field like 'text'`, several with `and`, in brackets. */
function conditionOf(text: string): (row: Row) => boolean {
  const inside = /^\((.*)\)$/.exec(text)?.[1] ?? text;
  const all = bothOf(inside, /\band\b/).map((part) => {
    const [, field, value] = /^(\w+) like '([^'\\]*)'$/.exec(part) ?? [];
    if (field === undefined || value === undefined || !FIELDS.some((one) => one === field)) {
      throw new SyntaxError(`no condition: ${part}`);
    }
    return (row: Row) => String(row[field]).includes(value);
  });
  return (row) => all.every((holds) => holds(row));
}

/** `count(*) as name by bin(5m) as step`, `count(field) as name by field, field`. */
function statsOf(text: string): Step {
  const [, name = '', groups = ''] = /^count\((?:\*|dstPort)\) as (\w+) by (.+)$/.exec(text) ?? [];
  if (name === '') throw new SyntaxError(`no stats: ${text}`);
  const keys = bothOf(groups, /,/).map((group): [string, (row: Row) => string | number] => {
    const [, minutes, as] = /^bin\((\d+)m\) as (\w+)$/.exec(group) ?? [];
    if (minutes !== undefined && as !== undefined) {
      const step = Number(minutes) * 60;
      return [as, (row) => Math.floor(Number(row['@timestamp']) / step) * step];
    }
    if (!FIELDS.some((one) => one === group)) throw new SyntaxError(`no field: ${group}`);
    return [group, (row) => row[group] ?? ''];
  });
  return (rows) => {
    const counts = new Map<string, Row>();
    for (const row of rows) {
      const own: Row = Object.fromEntries(keys.map(([key, of]) => [key, of(row)]));
      const group = JSON.stringify(own);
      const known = counts.get(group) ?? { ...own, [name]: 0 };
      counts.set(group, { ...known, [name]: Number(known[name]) + 1 });
    }
    return [...counts.values()];
  };
}

function stepOf(text: string): Step {
  const [, command = '', rest = ''] = /^(\w+) (.+)$/.exec(text) ?? [];
  switch (command) {
    case 'fields': {
      const names = bothOf(rest, /,/);
      return (rows) => rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? ''])));
    }
    case 'filter': {
      const holds = conditionOf(rest);
      return (rows) => rows.filter(holds);
    }
    case 'stats':
      return statsOf(rest);
    case 'sort': {
      const [, name = '', way] = /^([@\w]+) (asc|desc)$/.exec(rest) ?? [];
      if (way === undefined) throw new SyntaxError(`no sort: ${rest}`);
      const sign = way === 'asc' ? 1 : -1;
      return (rows) => rows.toSorted((a, b) => sign * (Number(a[name]) - Number(b[name])));
    }
    case 'limit': {
      if (!/^\d+$/.test(rest)) throw new SyntaxError(`no limit: ${rest}`);
      return (rows) => rows.slice(0, Number(rest));
    }
    default:
      throw new SyntaxError(`no command: ${text}`);
  }
}

const moment = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 23);

/**
 * Answers a query of Logs Insights' language, as far as ours go.
 * @throws SyntaxError for what is no such query
 */
export function ask(query: string, records: readonly LogRecord[]): { field: string; value: string }[][] {
  const steps = query.split(/\n?\| /).map((text) => stepOf(text.trim()));
  const rows = steps.reduce((all, step) => step(all), records.map(rowOf));
  return rows.map((row) =>
    Object.entries(row).map(([field, value]) => ({
      field,
      value: field === '@timestamp' || field === 'step' ? moment(Number(value)) : String(value),
    })),
  );
}
