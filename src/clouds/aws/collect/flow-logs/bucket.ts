import { basename } from 'node:path/posix';
import type { FlowLog } from '../../../inventory.ts';
import type { Offer } from '../../../collection.ts';
import type { Collecting } from '../keep.ts';
import type { Session } from '../session.ts';
import type { KeyPlan } from './keys.ts';
import { bucketPrice } from './prices.ts';
import { windowKeys } from './window.ts';

/** Files of one flow log that are fetched at most: a day of a busy one has some thousands. */
const MOST_OBJECTS = 200_000;
/** Files that are fetched at once. */
const AT_ONCE = 4;
/** How the files are called; the bucket may hold others. */
const NAME = /^[\w-][\w.-]{0,240}\.log\.(?:gz|parquet)$/;

interface BucketFile {
  key: string;
  size: number;
}

/** The window's files; only its hours are listed. */
async function listKeys(
  run: Collecting,
  session: Session,
  { bucket, prefixes, takes }: KeyPlan,
): Promise<{ objects: BucketFile[]; lists: number }> {
  const { client, sdk } = await session.service('s3');
  const objects: BucketFile[] = [];
  let lists = 0;
  for (const Prefix of prefixes) {
    for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix })) {
      run.signal.throwIfAborted();
      lists += 1;
      for (const { Key: key = '', Size: size = 0 } of page.Contents ?? []) {
        if (takes(key) && NAME.test(basename(key))) objects.push({ key, size });
      }
      if (objects.length > MOST_OBJECTS) break;
    }
  }
  return { objects, lists };
}

/** Fetches each file that is not there yet, some at a time; each passes through, whatever its size. */
async function fetchAll(
  run: Collecting,
  session: Session,
  bucket: string,
  objects: readonly BucketFile[],
): Promise<number> {
  const { client, sdk } = await session.service('s3');
  const { region } = session;
  const waiting = [...objects];
  let bytes = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      run.signal.throwIfAborted();
      const { key, size } = next;
      const name = `${region}/flow-logs/${basename(key)}`;
      if ((await run.folder.size(name)) !== size) {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined) throw new Error(`S3 gives no content for ${key}`);
        await run.folder.stream(name, Body.transformToWebStream());
      }
      bytes += size;
    }
  };
  const workers = Array.from({ length: AT_ONCE }, work);
  try {
    await Promise.all(workers);
  } finally {
    // Whoever is at work ends with the file in hand.
    waiting.length = 0;
    await Promise.allSettled(workers);
  }
  return bytes;
}

/** A flow log's files of the window, out of its bucket. */
export async function keepBucket(run: Collecting, session: Session, log: FlowLog): Promise<void> {
  const { region } = session;
  const keys = windowKeys(run, region, log);
  if (keys === undefined) return;
  const { plan } = keys;
  const listed = await run.ask({ call: 's3:ListObjectsV2', region, about: log.id, again: true }, async () => {
    const value = await listKeys(run, session, plan);
    const cut = value.objects.length > MOST_OBJECTS ? { cut: MOST_OBJECTS } : {};
    return { value, things: value.objects.length, ...cut };
  });
  if (listed === undefined) return;
  const objects = listed.objects.slice(0, MOST_OBJECTS);
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  const offer: Offer = {
    what: `s3://${plan.bucket}`,
    about: log.id,
    region,
    things: objects.length,
    bytes,
    usd: bucketPrice(region, listed.lists, objects.length, bytes),
  };
  if (!(await run.accepts(offer))) return;
  await run.ask({ call: 's3:GetObject', region, about: log.id }, async () => {
    const fetched = await fetchAll(run, session, plan.bucket, objects);
    return { value: undefined, things: objects.length, bytes: fetched };
  });
}
