import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Effects } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { printable, printableJson } from '../base/printable.ts';
import { blanksTo, displayWidth } from '../base/width.ts';
import { costOf } from '../cases/cost.ts';
import { readCase } from '../cases/reading.ts';
import { writtenCost } from '../cases/written.ts';
import { operatedCloud } from '../clouds/index.ts';
import { knownPrices, keepOffer } from '../desk/prices/known-prices.ts';
import { readOffer } from '../desk/prices/offer-file.ts';
import { LANGS } from '../language/lang.ts';
import type { Lang } from '../language/lang.ts';
import { render } from '../language/render.ts';
import { WORDS } from '../cases/translations.ts';
import type { Cost } from '../model/cost.ts';
import { withCommonOptions } from './common.ts';
import type { CommonFlags } from './common.ts';
import { bytesText } from './terminal.ts';
import { SCREEN_WORDS } from './words/index.ts';

interface Flags extends CommonFlags {
  bytes?: string;
  region?: string;
  month?: string;
  nat?: true;
  lang: Lang;
}

const UNITS: ReadonlyMap<string, number> = new Map(
  ['', 'K', 'M', 'G', 'T', 'P'].flatMap((letter, power): [string, number][] => [
    [`${letter}B`.toLowerCase(), 1000 ** power],
    [`${letter}iB`.toLowerCase(), 1024 ** power],
  ]),
);

/** `1.9TiB`, `10800 GB`, `2089072092774` as bytes. */
function sizeOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?) ?([a-zA-Z]{0,3})$/.exec(text) ?? [];
  const scale = UNITS.get((unit || 'B').toLowerCase());
  const bytes = number === '' || scale === undefined ? Number.NaN : Math.round(Number(number) * scale);
  if (Number.isSafeInteger(bytes)) return bytes;
  throw new UserError(`--bytes cannot be '${text.slice(0, 40)}'`, {
    hint: 'Give a number with a unit: 1.9TiB, 10800GB, or plain bytes.',
  });
}

/** What a volume costs that the user names. */
async function namedCost(size: string, { region, month, nat }: Flags, effects: Effects): Promise<Cost> {
  const cloud = operatedCloud([]);
  const prices = await knownPrices(cloud, effects);
  if (cloud === undefined || prices === undefined) throw new Error('No cloud has prices.');
  if (region !== undefined && !cloud.ids.region.test(region)) {
    throw new UserError(`--region cannot be '${region.slice(0, 40)}'`, { hint: 'Such as us-east-1.' });
  }
  if (month !== undefined && !/^20\d\d-(?:0[1-9]|1[0-2])$/.test(month)) {
    throw new UserError(`--month cannot be '${month.slice(0, 40)}'`, { hint: 'Such as 2026-11.' });
  }
  const question = {
    egressBytes: sizeOf(size),
    viaNat: nat === true,
    ...(region !== undefined && { region }),
    ...(month !== undefined && { month }),
  };
  return costOf(question, prices, cloud.short);
}

async function costIn(dir: string, effects: Effects): Promise<Cost> {
  const { document } = await readCase(dir, effects);
  const cost = document.cost ?? document.host?.cost;
  if (cost !== undefined) return cost;
  throw new UserError('the case has no bill: nobody is known whose bytes cost a cent or more', {
    file: dir,
    hint: 'Of a volume that you know: abusedesk cost --bytes 1.9TiB --region us-east-1.',
  });
}

/** Columns side by side: the first to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => displayWidth(row[at] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const room = blanksTo(widths[at] ?? 0, cell);
        return at === 0 ? cell + room : room + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}

function linesOf(cost: Cost, lang: Lang): string[] {
  const usd = (value: number): string => `${value.toFixed(2)} USD`;
  const say = (message: Cost['assumptions'][number]): string => render(message, WORDS[lang]);
  const total = { usd: usd(cost.usd), size: bytesText(cost.egress_bytes) };
  const days = (cost.days ?? []).map((one) => [one.day, bytesText(one.egress_bytes), usd(one.usd)]);
  const tiers = cost.tiers.map((one) => [
    say(one.message),
    `${Number(one.gb.toFixed(3))} GB`,
    `${one.usd_per_gb} USD/GB`,
    usd(one.usd),
  ]);
  return [
    render({ key: 'screenPrice', params: total }, SCREEN_WORDS[lang]),
    ...(days.length > 0 ? ['', ...table(days)] : []),
    '',
    ...table(tiers),
    '',
    ...cost.assumptions.map((one) => `  · ${say(one)}`),
  ];
}

async function run(dir: string | undefined, flags: Flags, effects: Effects): Promise<void> {
  if ((dir === undefined) === (flags.bytes === undefined)) {
    throw new UserError('give a case, or --bytes', {
      hint: 'Such as: abusedesk cost CASE, or abusedesk cost --bytes 1.9TiB --region us-east-1.',
    });
  }
  const cost =
    dir === undefined ? await namedCost(flags.bytes ?? '', flags, effects) : await costIn(dir, effects);
  const { stdout } = effects;
  if (flags.json === true) {
    stdout.write(`${printableJson({ schema: 'abusedesk.cost/1', ...writtenCost(cost) }, 2)}\n`);
    return;
  }
  stdout.write(`${linesOf(cost, flags.lang).join('\n')}\n`);
}

/** Keeps the prices of files of a cloud's price list; each file counts, or none is kept of it. */
async function importOffers(paths: readonly string[], flags: CommonFlags, effects: Effects): Promise<void> {
  const cloud = operatedCloud([]);
  const offers = cloud?.prices?.offers;
  if (cloud === undefined || offers === undefined) throw new Error('No cloud publishes prices.');
  for (const path of paths) {
    const offer = await readOffer(resolve(effects.cwd(), path), offers, effects);
    const kept = await keepOffer(cloud, offer, effects);
    const { name, asOf, regions, rows, used, refused } = offer;
    const document = {
      schema: 'abusedesk.price-import/1',
      file: path,
      offer: name,
      as_of: asOf,
      regions: regions.size,
      rows,
      used,
      refused: refused.map(([reason, count]) => ({ reason, rows: count })),
      kept,
    };
    const lines = [
      `${path}: ${name} of ${asOf}: ${used} prices of ${regions.size} regions, of ${rows} rows; kept in ${kept}`,
      ...refused.map(([reason, count]) => `  not taken: ${reason} (${count} rows)`),
    ];
    const text = flags.quiet === true ? '' : `${lines.map(printable).join('\n')}\n`;
    effects.stdout.write(flags.json === true ? `${printableJson(document, 2)}\n` : text);
  }
}

/** `cost [CASE]`: the bill of a case, or of a volume. */
export function costCommand(effects: Effects): Command {
  const command = new Command('cost')
    .description('Says what the bytes that left for the internet cost, by day and tier, at list prices.')
    .argument('[case]', 'folder that `abusedesk investigate` has written')
    .option('--bytes <size>', 'in place of a case: a volume, such as 1.9TiB')
    .option('--region <region>', 'with --bytes: the region whose prices hold')
    .option('--month <month>', 'with --bytes: the month, yyyy-mm')
    .option('--nat', 'with --bytes: they passed a NAT gateway')
    .addOption(new Option('--lang <lang>', 'its language').choices(LANGS).default('en'));
  const importing = new Command('import')
    .description(
      "Keeps the prices of offer files of AWS's price list (AWSDataTransfer, AmazonEC2; CSV or JSON).",
    )
    .argument('<file...>', 'files as AWS publishes them')
    .addHelpText('after', '\nExample:\n  abusedesk cost import index.csv\n')
    .action((files: string[], _flags: unknown, own: Command) =>
      importOffers(files, own.optsWithGlobals<CommonFlags>(), effects),
    );
  command.addCommand(
    withCommonOptions(importing, { json: 'print what was taken as JSON', quiet: 'print nothing' }),
  );
  return withCommonOptions(command, {
    json: 'print the bill as JSON and nothing else',
    quiet: 'only what was asked for, which is the bill',
  })
    .addHelpText('after', '\nExample:\n  abusedesk cost --bytes 1.9TiB --region ap-northeast-2\n')
    .action((dir: string | undefined, flags: Flags) => run(dir, flags, effects));
}
