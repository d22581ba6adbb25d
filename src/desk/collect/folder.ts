// Without a port: a stream into a file of the folder, see `stream`.
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { makeFolder, mendable, writeAtomic } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { quotedName } from '../../base/file-names.ts';
import { printableJson } from '../../base/printable.ts';
import { readStart } from '../../base/regular-file.ts';
import type { Clock, Environment, Files, Ids } from '../../base/ports.ts';
import { englishOf } from '../../cases/evidence.ts';
import type { CallEntry, Collection, CollectionFolder, CollectionQuestion } from '../../clouds/collection.ts';
import { instantSchema } from '../../model/instant.ts';
import { messageSchema } from '../../model/message-schema.ts';
import { messageOf, packed } from '../../model/reason.ts';

type World = Files & Ids & Environment & Clock;

/** The manifest's name in the folder. */
const MANIFEST = 'collection.json';
const SCHEMA = 'abusedesk.collection/1';
/** A manifest has an entry for each call; a longer file is none of ours. */
const MAX_MANIFEST_BYTES = 64 * 2 ** 20;

const texts = z.array(z.string());
const said = { because: z.string(), message: messageSchema };
const manifestSchema = z.object({
  schema: z.literal(SCHEMA),
  cloud: z.string(),
  account: z.string().optional(),
  question: z.object({
    instances: texts,
    interfaces: texts,
    addresses: texts,
    accounts: texts,
    regions: texts,
    from: instantSchema,
    to: instantSchema,
  }),
  scopes: z.array(z.object({ region: z.string(), networks: texts, machines: texts })),
  calls: z.array(
    z.object({
      call: z.string(),
      region: z.string().optional(),
      about: z.string().optional(),
      state: z.enum(['kept', 'cut', 'refused', 'not_asked']),
      at: instantSchema,
      things: z.number().optional(),
      bytes: z.number().optional(),
      file: z.string().optional(),
      because: said.because.optional(),
      message: said.message.optional(),
      said: z.string().optional(),
    }),
  ),
  offers: z.array(
    z.object({
      what: z.string(),
      about: z.string(),
      region: z.string(),
      things: z.number(),
      bytes: z.number(),
      usd: z.number(),
      taken: z.boolean(),
    }),
  ),
  queries: z
    .array(
      z.object({
        region: z.string(),
        about: z.string(),
        text: z.string(),
        token: z.string(),
        id: z.string().optional(),
      }),
    )
    .default([]),
  notes: z.array(z.object({ text: z.string(), message: messageSchema })),
});
type Manifest = z.infer<typeof manifestSchema>;

/** A collection as `--json` and the manifest have it: messages beside their English. */
export function writtenCollection({ calls, notes, ...rest }: Collection): Manifest {
  return {
    schema: SCHEMA,
    ...rest,
    question: {
      ...rest.question,
      instances: [...rest.question.instances],
      interfaces: [...rest.question.interfaces],
      addresses: [...rest.question.addresses],
      accounts: [...rest.question.accounts],
      regions: [...rest.question.regions],
    },
    calls: calls.map(({ because, ...call }) => ({
      ...call,
      ...(because !== undefined && { because: englishOf(because), message: messageOf(because) }),
    })),
    notes: notes.map((note) => ({ text: englishOf(note), message: messageOf(note) })),
  };
}

function readCollection({
  cloud,
  account,
  question,
  scopes,
  calls,
  offers,
  queries,
  notes,
}: Manifest): Collection {
  return {
    cloud,
    ...(account !== undefined && { account }),
    question,
    scopes,
    offers,
    queries: queries.map(({ id, ...query }) => ({ ...query, ...(id !== undefined && { id }) })),
    calls: calls.map(({ because: _text, message, ...call }) => ({
      ...call,
      ...(message !== undefined && { because: packed(message) }),
    })),
    notes: notes.map(({ message }) => packed(message)),
  };
}

/** A name of a region, of a list, of an id: no path leads out of the folder by it. */
const SEGMENT = /^[\w-][\w.=-]{0,250}$/;

const keyOf = (call: string, region = '', about = ''): string => JSON.stringify([call, region, about]);

/** Undefined: there is none yet. @throws UserError where the file is no manifest of ours */
async function readManifest(path: string, effects: Files): Promise<Collection | undefined> {
  const file = join(path, MANIFEST);
  try {
    const { bytes, size } = await readStart(file, MAX_MANIFEST_BYTES, effects);
    if (size > MAX_MANIFEST_BYTES) throw new SyntaxError('too long');
    return readCollection(manifestSchema.parse(JSON.parse(bytes.toString('utf8'))));
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new UserError('this is no manifest of what was collected', {
      file,
      hint: 'Name another folder with --out.',
      cause,
    });
  }
}

class Folder implements CollectionFolder {
  readonly collection: Collection;
  readonly path: string;
  readonly #entries: Map<string, CallEntry>;
  readonly #effects: World;

  constructor(path: string, collection: Collection, effects: World) {
    this.path = path;
    this.collection = collection;
    this.#effects = effects;
    this.#entries = new Map(
      collection.calls.map((entry) => [keyOf(entry.call, entry.region, entry.about), entry]),
    );
  }

  entryOf(call: string, region?: string, about?: string): CallEntry | undefined {
    return this.#entries.get(keyOf(call, region, about));
  }

  async note(entry: Omit<CallEntry, 'at'>): Promise<void> {
    const at = this.#effects.now().toISOString();
    this.#entries.set(keyOf(entry.call, entry.region, entry.about), { ...entry, at });
    this.collection.calls = [...this.#entries.values()];
    await this.save();
  }

  async save(): Promise<void> {
    await this.write(MANIFEST, `${printableJson(writtenCollection(this.collection), 2)}\n`);
  }

  now(): Date {
    return this.#effects.now();
  }

  token(): string {
    return this.#effects.uuid();
  }

  async write(name: string, content: string | Iterable<string>): Promise<void> {
    await this.#safely(name, (path) => writeAtomic(path, content, this.#effects));
  }

  stream(name: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    return this.#safely(name, async (path) => {
      const temporary = `${path}.${this.#effects.uuid()}.tmp`;
      try {
        await pipeline(content, createWriteStream(temporary, { flags: 'wx' }));
        const { size } = await this.#effects.fs.stat(temporary);
        await this.#effects.fs.rename(temporary, path);
        return size;
      } catch (error) {
        await this.#effects.fs.rm(temporary, { force: true });
        throw error;
      }
    });
  }

  async size(name: string): Promise<number | undefined> {
    try {
      return (await this.#effects.fs.stat(await this.#place(name))).size;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  async read(name: string): Promise<string | undefined> {
    try {
      return await this.#effects.fs.readFile(await this.#place(name), 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * Where a file of the folder is. Parts of its name come from notices, from logs and from a manifest that somebody may have handed
   * over; and so may links, which would lead out of the folder.
   * @throws UserError where something else than a folder or a file stands on the way
   */
  async #place(name: string): Promise<string> {
    const segments = name.split('/');
    if (!segments.every((segment) => SEGMENT.test(segment)))
      throw new UserError('this can be no name of a file here', { file: quotedName(name) });
    let path = this.path;
    for (const [i, segment] of segments.entries()) {
      path = join(path, segment);
      const found = await this.#effects.fs.lstat(path).catch((error: unknown) => {
        if (errorCode(error) !== 'ENOENT') throw error;
      });
      if (found === undefined || (i < segments.length - 1 ? found.isDirectory() : found.isFile())) continue;
      throw new UserError('a link, or something else that is no file of ours, stands in the way', {
        file: path,
        hint: 'Name another folder with --out.',
      });
    }
    return path;
  }

  /** What a person can mend about the disk is said as such. */
  async #safely<T>(name: string, work: (path: string) => Promise<T>): Promise<T> {
    const path = await this.#place(name);
    try {
      await makeFolder(join(path, '..'), this.#effects);
      return await work(path);
    } catch (error) {
      throw mendable(error, 'cannot write what was collected', path);
    }
  }
}

/**
 * Opens the folder that is filled; one that an earlier run has begun with the same question is continued.
 * @throws UserError where it holds the answers to another question, or cannot be written to
 */
export async function openFolder(
  dir: string,
  cloud: string,
  question: CollectionQuestion,
  effects: World,
): Promise<CollectionFolder> {
  const path = resolve(effects.cwd(), dir);
  const known = await readManifest(path, effects);
  if (
    known !== undefined &&
    (known.cloud !== cloud || JSON.stringify(known.question) !== JSON.stringify(question))
  ) {
    throw new UserError('the folder holds what was collected for another question', {
      file: path,
      hint: 'Name another folder with --out, or give the same options as before to go on.',
    });
  }
  const collection = known ?? { cloud, question, scopes: [], calls: [], offers: [], queries: [], notes: [] };
  const folder = new Folder(path, collection, effects);
  await folder.save();
  return folder;
}
