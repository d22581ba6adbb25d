import type { Message } from '../../model/message.ts';
import type { HoneypotPart, Series, Table } from '../../model/pictures.ts';
import type { DetectorContext } from '../detector.ts';
import { burstsPlan } from './bursts.ts';
import { busiestProvider, nameOfChoice, sqlChosen, titleOfChoice } from './chosen.ts';
import type { Choice } from './chosen.ts';
import { countDownloads, downloadsTable } from './downloads.ts';
import type { Days, HoneypotMessage } from './messages.ts';
import { Pot } from './pot.ts';
import { chosenSeries, potSeries } from './series.ts';
import * as say from './statements.ts';
import { chosenPlans, periodsPlan, potPlans } from './tables.ts';

/** What is looked at beside the whole. */
export interface HoneypotQuestion {
  because: HoneypotPart['because'];
  /** Left out: the provider that the most came from, where whose the addresses are is known. */
  choice?: Choice;
  periods?: { before: Days; now: Days };
}

/** What a honeypot saw: its part of the case, and its tables and series. */
export interface HoneypotPictures {
  part: HoneypotPart;
  tables: Table[];
  series: Series[];
}

const UNSOLICITED = "direction = 'in' AND class = 'unsolicited'";
const PERHAPS = "direction = 'in' AND class IN ('unsolicited', 'not_known')";

/** What counts as come unasked: where the log tells of most that comes in not whether it was, that counts too. */
function arrivedOf(traffic: Table): { arrived: string; note?: HoneypotMessage } {
  const rows = say.namedRows(traffic).filter((row) => row['direction'] === 'in');
  const flows = (name?: string): number =>
    rows
      .filter((row) => name === undefined || row['class'] === name)
      .reduce((sum, row) => sum + Number(row['flows']), 0);
  const unknown = flows('not_known');
  if (unknown <= flows('unsolicited')) return { arrived: UNSOLICITED };
  return { arrived: PERHAPS, note: { key: 'potUnknownCounted', params: { share: unknown / flows() } } };
}

function named(tables: readonly Table[], name: string): Table {
  const found = tables.find((table) => table.name === name);
  if (found === undefined) throw new Error(`the honeypot has no table ${name}`);
  return found;
}

interface Set {
  set: NonNullable<HoneypotPart['set']>;
  tables: Table[];
  series: Series[];
  statement: HoneypotMessage;
}

async function setApart(pot: Pot, arrived: string, choice: Choice, isBusiest: boolean): Promise<Set> {
  const title = titleOfChoice(choice);
  const chosen = await pot.choose(sqlChosen(choice, pot.context.engine.dialect));
  const tables: Table[] = [];
  for (const plan of chosenPlans(arrived, title)) tables.push(await chosen.table(plan));
  const series = await chosenSeries(chosen, arrived, title);
  return {
    set: {
      kind: choice.kind,
      name: nameOfChoice(choice),
      ...(isBusiest && { busiest: true }),
      ...(choice.kind === 'prefixes' && { prefixes: choice.prefixes.length }),
    },
    tables,
    series: series === undefined ? [] : [series],
    statement: say.setStatement(title, tables),
  };
}

function periodsStatement(periods: { before: Days; now: Days }, table: Table): HoneypotMessage {
  const [all] = say.namedRows(table);
  const count = (name: string): number => Number(all?.[name] ?? 0);
  return {
    key: 'potPeriods',
    params: {
      ...periods,
      flowsBefore: count('flows_before'),
      flowsNow: count('flows_now'),
      sourcesBefore: count('sources_before'),
      sourcesNow: count('sources_now'),
    },
  };
}

/** Of the flows; nothing where there are none. */
async function ofFlows(
  context: DetectorContext,
  { choice, periods }: HoneypotQuestion,
): Promise<{ tables: Table[]; series: Series[]; statements: Message[]; set?: Set['set'] }> {
  const filled = await context.engine.tables();
  if (!filled.has('flows')) return { tables: [], series: [], statements: [] };
  const pot = await Pot.open(context);
  try {
    const plans = potPlans(filled.has('attribution'));
    const traffic = await pot.table(plans.traffic);
    const { arrived, note } = arrivedOf(traffic);
    const tables = [traffic];
    for (const plan of [plans.days, burstsPlan(pot), ...plans.rest(arrived)])
      tables.push(await pot.table(plan));
    const statements = say.trafficStatements(traffic);
    const whole = await potSeries(pot, arrived);
    const series = whole === undefined ? [] : [whole];
    if (traffic.rows.length === 0) return { tables: [], series, statements };
    if (note !== undefined) statements.push(note);
    const sources = named(tables, 'honeypot_sources');
    const active = new Set(named(tables, 'honeypot_days').rows.map(([day]) => day)).size;
    statements.push(say.burstStatement(named(tables, 'honeypot_bursts'), active, context));
    statements.push(...say.sourcesStatement(named(tables, 'honeypot_lifetimes'), sources));
    const providers = say.namedRows(tables.find(({ name }) => name === 'honeypot_providers'));
    const busiest = busiestProvider(providers);
    const chosen =
      choice ?? (busiest === undefined ? undefined : { kind: 'provider' as const, provider: busiest });
    const set = chosen && (await setApart(pot, arrived, chosen, choice === undefined));
    if (set !== undefined) {
      tables.push(...set.tables);
      series.push(...set.series);
      statements.push(set.statement);
    }
    if (periods !== undefined) {
      const compared = await pot.table(periodsPlan(arrived, periods, context.engine.dialect.text));
      tables.push(compared);
      statements.push(periodsStatement(periods, compared));
    }
    const filledTables = tables.filter(({ rows }) => rows.length > 0);
    return { tables: filledTables, series, statements, ...(set && { set: set.set }) };
  } finally {
    await pot.close();
  }
}

/** Everything that the honeypot's part of a report says and shows. */
export async function honeypotPictures(
  context: DetectorContext,
  question: HoneypotQuestion,
): Promise<HoneypotPictures> {
  const { engine } = context;
  const { tables, series, statements, set } = await ofFlows(context, question);
  const downloads = await downloadsTable(engine);
  if (downloads !== undefined) {
    tables.push(downloads);
    statements.push({ key: 'potDownloads', params: await countDownloads(engine, downloads) });
  }
  return {
    part: {
      because: question.because,
      ...(set && { set }),
      ...(question.periods && { periods: question.periods }),
      statements,
      definitions: say.definitions(context),
    },
    tables,
    series,
  };
}
