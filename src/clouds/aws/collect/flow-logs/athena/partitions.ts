import type { FlowTable } from './table.ts';

const HOUR = 3600;

/** The time that files are named by, seconds since 1970, and whose they are. */
export interface Span {
  account: string;
  region: string;
  from: number;
  to: number;
}

/** How a condition bounds what is read. */
interface Partitions {
  condition: string;
  /** To hours; else to days. */
  hourly: boolean;
}

type Key = FlowTable['partitions'][number];
/** Digits of a date as partitions have them. */
interface Parts {
  yyyy: string;
  MM: string;
  dd: string;
  HH: string;
}

/** Formats that people give to days where no projection says one. */
const DAY_FORMS = ['yyyy-MM-dd', 'yyyy/MM/dd', 'yyyyMMdd'];
const YEAR = /^year$/i;
const MONTH = /^month$/i;
const DAY = /^day$/i;
const CLOCK_HOUR = /^(?:hour|hr)$/i;
const DATE = /^(?:date|day|dt|datehour|event_?date|partition_?date|log_?date)$/i;
const ACCOUNT = /^(?:acc_?id|account|account[-_]?id|aws[-_]account[-_]id)$/i;
const REGION = /^(?:region|aws[-_]region)$/i;
const SERVICE = /^aws[-_]service$/i;

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const isNumber = ({ type }: Key): boolean => /^(?:big|small|tiny)?int(?:eger)?$/.test(type);
const among = ({ name }: Key, values: readonly string[]): string =>
  values.length === 1 ? `"${name}" = ${values[0]}` : `"${name}" IN (${values.join(', ')})`;

function partsOf(seconds: number): Parts {
  const [date = '', time = ''] = new Date(seconds * 1000).toISOString().split('T');
  const [yyyy = '', MM = '', dd = ''] = date.split('-');
  return { yyyy, MM, dd, HH: time.slice(0, 2) };
}

/** `2026/11/20` of `yyyy/MM/dd`; undefined: a format with more in it than days and hours. */
function formatted(format: string, parts: Parts): string | undefined {
  const plain = format.replaceAll(/'([^']{0,20})'/g, '$1');
  const left = plain.replace('yyyy', '').replace('MM', '').replace('dd', '').replace('HH', '');
  if (!/yyyy.{0,9}MM.{0,9}dd/.test(plain) || /[A-Za-z]/.test(left.replaceAll(/[T_]/g, ''))) return undefined;
  return plain
    .replace('yyyy', parts.yyyy)
    .replace('MM', parts.MM)
    .replace('dd', parts.dd)
    .replace('HH', parts.HH);
}

/** A part of a date as the key's own partitions write it: `5`, `05`, or both where nothing tells. */
function partValues(key: Key, digits: string, properties: FlowTable['properties']): string[] {
  if (isNumber(key)) return [String(Number(digits))];
  const projected = (what: string): string | undefined => properties[`projection.${key.name}.${what}`];
  const forms = [...new Set([digits, String(Number(digits))])];
  if (projected('type') === 'integer') {
    return [text(String(Number(digits)).padStart(Number(projected('digits') ?? 0), '0'))];
  }
  const listed = projected('values')?.split(',');
  const known = listed === undefined ? forms : forms.filter((form) => listed.includes(form));
  return (known.length > 0 ? known : forms).map(text);
}

/** A whole date as the key's own partitions write it. Undefined: its form is not understood. */
function dateValues(key: Key, parts: Parts, properties: FlowTable['properties']): string[] | undefined {
  if (key.type === 'date') return [`DATE '${parts.yyyy}-${parts.MM}-${parts.dd}'`];
  if (isNumber(key)) return [`${parts.yyyy}${parts.MM}${parts.dd}`];
  const format = properties[`projection.${key.name}.format`];
  const forms = (format === undefined ? DAY_FORMS : [format]).map((form) => formatted(form, parts));
  return forms.some((form) => form === undefined) ? undefined : forms.map((form) => text(form ?? ''));
}

/** What of a day is asked for: all of it, or these hours. */
interface Day {
  first: Parts;
  hours: string[];
}

function daysOf({ from, to }: Span): Day[] {
  const days = new Map<string, Day>();
  for (let hour = Math.floor(from / HOUR) * HOUR; hour <= to; hour += HOUR) {
    const parts = partsOf(hour);
    const id = `${parts.yyyy}${parts.MM}${parts.dd}`;
    const day = days.get(id) ?? { first: parts, hours: [] };
    day.hours.push(parts.HH);
    days.set(id, day);
  }
  return [...days.values()];
}

/** The keys that time is told by, found by their names. */
function timeKeys({ partitions, properties }: FlowTable): {
  year?: Key;
  month?: Key;
  day?: Key;
  hour?: Key;
  date?: Key;
  dateHasHours: boolean;
} {
  const find = (form: RegExp): Key | undefined => partitions.find(({ name }) => form.test(name));
  const [year, month, day, hour] = [find(YEAR), find(MONTH), find(DAY), find(CLOCK_HOUR)];
  const whole = year !== undefined && month !== undefined && day !== undefined;
  const date = whole ? undefined : find(DATE);
  const format = date === undefined ? undefined : properties[`projection.${date.name}.format`];
  return {
    ...(whole && { year, month, day }),
    ...(hour !== undefined && { hour }),
    ...(date !== undefined && { date }),
    dateHasHours: format?.includes('HH') === true,
  };
}

/**
 * The condition that picks a window's partitions, by day or by hour, of the ways in which tables of flow logs are made (Amazon
 * Athena User Guide, "Query Amazon VPC flow logs", 2026-11): `day`, `date` or `year`, `month`, `day`, each with or without
 * `hour`, projected or not. Undefined: nothing bounds it to days, so that all there is would be read.
 */
export function partitionsOf(table: FlowTable, span: Span): Partitions | undefined {
  const { properties, partitions } = table;
  const { year, month, day, hour, date, dateHasHours } = timeKeys(table);
  const conditions: string[] = [];
  for (const { first, hours } of daysOf(span)) {
    const hourly = (own: readonly string[]): string[] =>
      hour === undefined
        ? []
        : [
            among(
              hour,
              own.flatMap((one) => partValues(hour, one, properties)),
            ),
          ];
    if (year !== undefined && month !== undefined && day !== undefined) {
      const parts = [
        among(year, partValues(year, first.yyyy, properties)),
        among(month, partValues(month, first.MM, properties)),
        among(day, partValues(day, first.dd, properties)),
      ];
      conditions.push([...parts, ...hourly(hours)].join(' AND '));
    } else if (date !== undefined) {
      const moments = dateHasHours ? hours.map((HH) => ({ ...first, HH })) : [first];
      const values = moments.map((moment) => dateValues(date, moment, properties));
      if (values.some((one) => one === undefined)) return undefined;
      conditions.push(
        [
          among(
            date,
            values.flatMap((one) => one ?? []),
          ),
          ...hourly(hours),
        ].join(' AND '),
      );
    } else return undefined;
  }
  const whose: string[] = [];
  for (const key of partitions) {
    if (ACCOUNT.test(key.name)) whose.push(among(key, [isNumber(key) ? span.account : text(span.account)]));
    else if (REGION.test(key.name)) whose.push(among(key, [text(span.region)]));
    else if (SERVICE.test(key.name)) whose.push(among(key, [text('vpcflowlogs')]));
  }
  const when =
    conditions.length === 1 ? conditions : [`(${conditions.map((one) => `(${one})`).join(' OR ')})`];
  return { condition: [...whose, ...when].join(' AND '), hourly: hour !== undefined || dateHasHours };
}
