import { basename } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../base/errors.ts';
import type { Files } from '../../base/ports.ts';
import type { Offer, OfferReader, PricesCapability } from '../../clouds/cloud.ts';
import { csvCells } from '../../formats/text/csv.ts';

/** A line of a price list is some hundred bytes long; a longer one than this is none. */
const MAX_LINE_BYTES = 64 * 1024;
/** JSON is read whole, so no more of it than this; the CSV of the same offer is read line by line. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;
const MAX_COLUMNS = 1000;
const CHUNK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

const nameOf = (text: string): string => text.replaceAll(/[^A-Za-z]/g, '').toLowerCase();

/** The month of a date such as `2026-11-20T18:24:05Z`; undefined: it is none. */
function monthOf(date: string): string | undefined {
  return /^20\d\d-(?:0[1-9]|1[0-2])-\d\d(?:T|$)/.test(date) ? date.slice(0, 7) : undefined;
}

/** Lines of a file, as latin1 text without their ends; undefined for one that is too long. */
async function* linesOf(path: string, { fs }: Files): AsyncGenerator<string | undefined> {
  const handle = await fs.open(path);
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest = '';
    let skipping = false;
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead === 0) break;
      let at = 0;
      for (;;) {
        const end = chunk.subarray(0, bytesRead).indexOf(LINE_FEED, at);
        if (!skipping) rest += chunk.toString('latin1', at, end === -1 ? bytesRead : end);
        if (rest.length > MAX_LINE_BYTES) {
          // Said at once: of a line without end nobody waits for it.
          yield undefined;
          skipping = true;
          rest = '';
        }
        if (end === -1) break;
        if (!skipping) yield rest.replace(/\r$/, '');
        rest = '';
        skipping = false;
        at = end + 1;
      }
    }
    if (rest !== '') yield rest;
  } finally {
    await handle.close();
  }
}

const notAnOffer = (path: string): UserError =>
  new UserError('this is no offer file of a price list', {
    file: path,
    hint: 'Give its CSV, or its JSON, as the cloud publishes it.',
  });

/** Lines of a name and a value, then a header, then a row for each price. */
async function readCsv(path: string, reader: OfferReader, effects: Files): Promise<Offer> {
  const about = new Map<string, string>();
  let columns: { name: string; at: number }[] | undefined;
  let width = 0;
  for await (const line of linesOf(path, effects)) {
    if (columns === undefined) {
      if (line === undefined) throw notAnOffer(path);
      const cells = csvCells(line, ',');
      if (cells.length > MAX_COLUMNS || about.size > 20) throw notAnOffer(path);
      if (nameOf(cells[0] ?? '') === 'sku') {
        width = cells.length;
        columns = cells
          .map((cell, at) => ({ name: nameOf(cell), at }))
          .filter(({ name }) => reader.wanted.has(name));
      } else about.set(nameOf(cells[0] ?? ''), cells[1] ?? '');
      continue;
    }
    if (line === '') continue;
    const cells = line === undefined ? [] : csvCells(line, ',');
    if (cells.length !== width) reader.broken();
    else reader.row(Object.fromEntries(columns.map(({ name, at }) => [name, cells[at] ?? ''])));
  }
  const asOf = monthOf(about.get('publicationdate') ?? '');
  const name = about.get('offercode') ?? '';
  if (columns === undefined || asOf === undefined || !/^\w{1,60}$/.test(name)) throw notAnOffer(path);
  return reader.offer(name, asOf);
}

const text = z.string().max(1000);
const offerSchema = z.object({
  offerCode: z.string().regex(/^\w{1,60}$/),
  publicationDate: text,
  products: z.record(z.string(), z.object({ attributes: z.record(z.string(), z.unknown()) })),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({ beginRange: text.optional(), unit: text, pricePerUnit: z.record(z.string(), text) }),
          ),
        }),
      ),
    ),
  }),
});

async function readJson(path: string, reader: OfferReader, effects: Files): Promise<Offer> {
  const { size } = await effects.fs.stat(path);
  if (size > MAX_JSON_BYTES) {
    throw new UserError(`it is larger than ${MAX_JSON_BYTES / 1024 / 1024} MiB, and JSON is read whole`, {
      file: path,
      hint: 'Take the CSV of the same offer: it is read line by line, whatever its size.',
    });
  }
  let parsed;
  try {
    parsed = offerSchema.safeParse(JSON.parse(await effects.fs.readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw notAnOffer(path);
    throw error;
  }
  if (!parsed.success) throw notAnOffer(path);
  const { offerCode, publicationDate, products, terms } = parsed.data;
  const asOf = monthOf(publicationDate);
  if (asOf === undefined) throw notAnOffer(path);
  const known = new Map(Object.entries(products));
  for (const [sku, offers] of Object.entries(terms.OnDemand)) {
    const attributes = Object.entries(known.get(sku)?.attributes ?? {})
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
      .map(([name, value]): [string, string] => [nameOf(name), value]);
    for (const { priceDimensions } of Object.values(offers)) {
      for (const { beginRange = '0', unit, pricePerUnit } of Object.values(priceDimensions)) {
        const [currency = '', price = ''] = Object.entries(pricePerUnit)[0] ?? [];
        reader.row({
          ...Object.fromEntries(attributes),
          termtype: 'OnDemand',
          startingrange: beginRange,
          unit,
          currency,
          priceperunit: price,
        });
      }
    }
  }
  return reader.offer(offerCode, asOf);
}

/**
 * Reads a file of prices, CSV or JSON by its first byte.
 * @throws UserError where it is none, or has no price that is of use
 */
export async function readOffer(
  path: string,
  { reader: open, example }: NonNullable<PricesCapability['offers']>,
  effects: Files,
): Promise<Offer> {
  const reader = open();
  let first: string | undefined;
  try {
    // A pipe would be waited for.
    if (!(await effects.fs.stat(path)).isFile()) throw notAnOffer(path);
    const handle = await effects.fs.open(path);
    try {
      const start = Buffer.alloc(64);
      const { bytesRead } = await handle.read(start, 0, start.length);
      first = start.toString('latin1', 0, bytesRead).trim()[0];
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`it cannot be read: ${why}`, { file: path, hint: 'Name a file of the price list.' });
  }
  const offer = await (first === '{' ? readJson : readCsv)(path, reader, effects);
  if (offer.used > 0) return offer;
  throw new UserError(
    `${basename(path)} has no price of what leaves for the internet or passes a NAT gateway`,
    {
      file: path,
      hint: `Such as ${example}`,
    },
  );
}
