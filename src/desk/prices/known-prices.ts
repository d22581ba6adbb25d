import { join } from 'node:path';
import * as z from 'zod';
import { makeFolder, writeAtomic } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { homeFolder } from '../../base/home.ts';
import type { Environment, Files, Ids } from '../../base/ports.ts';
import type { Offer, PricesCapability, RegionPrices } from '../../clouds/cloud.ts';
import type { OperatedCloud } from '../../clouds/index.ts';

const price = z.number().nonnegative();
const keptSchema = z.object({
  schema: z.literal('abusedesk.prices/1'),
  offers: z.array(z.object({ name: z.string().max(60), as_of: z.string().regex(/^\d{4}-\d\d$/) })).max(20),
  regions: z.record(
    z.string().max(60),
    z.object({ egress: z.array(price).max(10), nat: price.optional(), zones: price.optional() }),
  ),
});
type KeptPrices = z.infer<typeof keptSchema>;

const pathOf = ({ name }: Pick<OperatedCloud, 'name'>, effects: Files & Environment): string =>
  join(homeFolder(effects), 'prices', `${name}.json`);

const MAX_BYTES = 1024 * 1024;

/** @throws Error where it is no file */
async function regular(path: string, { fs }: Files): Promise<{ size: number }> {
  const found = await fs.stat(path);
  if (!found.isFile()) throw new Error('no file');
  return found;
}

async function readKept(
  cloud: Pick<OperatedCloud, 'name'>,
  effects: Files & Environment,
): Promise<KeptPrices | undefined> {
  const path = pathOf(cloud, effects);
  let text = '';
  try {
    // A pipe would be waited for; a file of prices is some kilobytes long.
    const { size } = await regular(path, effects);
    if (size <= MAX_BYTES) text = await effects.fs.readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const kept = keptSchema.safeParse(parsed);
  if (kept.success) return kept.data;
  throw new UserError('the kept prices cannot be read', {
    file: path,
    hint: 'Remove the file, and import the price list again with `abusedesk cost import`.',
  });
}

/** A region with what is newer in the place of what was known. */
function newer(known: RegionPrices | undefined, { egress, nat, zones }: RegionPrices): RegionPrices {
  return {
    ...known,
    egress: egress.length > 0 ? egress : (known?.egress ?? []),
    ...(nat !== undefined && { nat }),
    ...(zones !== undefined && { zones }),
  };
}

/** Keeps the prices of an offer; those of another offer stay beside them. */
export async function keepOffer(
  cloud: OperatedCloud,
  { name, asOf, regions }: Offer,
  effects: Files & Ids & Environment,
): Promise<string> {
  const kept = await readKept(cloud, effects);
  const path = pathOf(cloud, effects);
  const all = new Map(Object.entries(kept?.regions ?? {}));
  for (const [region, prices] of regions) {
    const { egress, ...rest } = newer(all.get(region), prices);
    all.set(region, { egress: [...egress], ...rest });
  }
  const offers = (kept?.offers ?? []).filter((one) => one.name !== name);
  const document: KeptPrices = {
    schema: 'abusedesk.prices/1',
    offers: [...offers, { name, as_of: asOf }],
    regions: Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
  await makeFolder(join(homeFolder(effects), 'prices'), effects);
  await writeAtomic(path, `${JSON.stringify(document, undefined, 2)}\n`, effects);
  return path;
}

/** What is known of a cloud's prices, as `knownPrices` has it. */
export type PricesOf = (cloud: OperatedCloud | undefined) => Promise<PricesCapability | undefined>;

/** A cloud's prices: those that come with the program, with imported ones in their place. */
export async function knownPrices(
  cloud: OperatedCloud | undefined,
  effects: Files & Environment,
): Promise<PricesCapability | undefined> {
  const shipped = cloud?.prices;
  if (cloud === undefined || shipped === undefined) return undefined;
  const kept = await readKept(cloud, effects);
  if (kept === undefined) return shipped;
  const regions = new Map(shipped.regions);
  for (const [region, { egress, nat, zones }] of Object.entries(kept.regions)) {
    const prices = { egress, ...(nat !== undefined && { nat }), ...(zones !== undefined && { zones }) };
    regions.set(region, newer(regions.get(region), prices));
  }
  const asOf =
    kept.offers
      .map((one) => one.as_of)
      .toSorted()
      .at(-1) ?? shipped.asOf;
  const names = kept.offers.map((one) => `${one.name} ${one.as_of}`).join(', ');
  return {
    ...shipped,
    regions,
    asOf,
    source: `${cloud.short} price list: ${names}; ${shipped.source} (${shipped.asOf})`,
  };
}
