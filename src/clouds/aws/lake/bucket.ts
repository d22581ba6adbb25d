// Without a port: a file is handed to the SDK as a stream, with its length.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UserError } from '../../../base/errors.ts';
import { guardedClient } from '../../../base/guarded-client.ts';
import { PATIENCE } from '../../../base/patience.ts';
import type { Place } from '../../place.ts';

/** What putting a lake into a bucket asks of AWS, and nothing else; the policy in docs/reference/commands.md is the same. */
const LAKE_CALLS: ReadonlySet<string> = new Set(['s3:ListObjectsV2', 's3:PutObject']);

/** `s3://bucket/prefix`: a bucket's name by S3's rules, and a prefix without what a URL would read as something else. */
const LOCATION = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[A-Za-z0-9!_.*'()=-]+)*)\/?$/;

function named(error: unknown): { name: string; message: string } {
  return error instanceof Error ? error : { name: 'Error', message: String(error) };
}

/** Opens a prefix of a bucket. Undefined: the text is no location in S3. */
export async function openBucket(location: string): Promise<Place | undefined> {
  const [, bucket, path = ''] = LOCATION.exec(location) ?? [];
  if (bucket === undefined) return undefined;
  const sdk = await import('@aws-sdk/client-s3');
  const client = guardedClient(
    's3',
    new sdk.S3Client({ ...PATIENCE, followRegionRedirects: true }),
    (call) => LAKE_CALLS.has(call),
    'lake push (bucket.ts)',
  );
  const prefix = path === '' ? '' : `${path.slice(1)}/`;
  const url = `s3://${bucket}${path}`;
  const asked = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      const { name, message } = named(error);
      throw new UserError(`${url}: ${what} failed: ${name}: ${message.slice(0, 300)}`, {
        hint: 'Needed are s3:ListBucket on the bucket and s3:PutObject below the prefix; run it again, it goes on where it stopped.',
        cause: error,
      });
    }
  };
  return {
    url,
    async list() {
      const found = new Map<string, number>();
      let token: string | undefined;
      do {
        const page = await asked('listing', () =>
          client.send(
            new sdk.ListObjectsV2Command({
              Bucket: bucket,
              Prefix: prefix,
              ...(token !== undefined && { ContinuationToken: token }),
            }),
          ),
        );
        // Any answer with 200 is taken by the SDK: one that is no list has no count.
        if (page.KeyCount === undefined) throw new UserError(`${url}: what answered is not S3`);
        for (const { Key, Size } of page.Contents ?? []) {
          if (Key !== undefined) found.set(Key.slice(prefix.length), Size ?? 0);
        }
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
      return found;
    },
    async put(name, file) {
      const { size } = await stat(file);
      await asked(`putting ${name}`, () =>
        client.send(
          new sdk.PutObjectCommand({
            Bucket: bucket,
            Key: `${prefix}${name}`,
            Body: createReadStream(file),
            ContentLength: size,
          }),
        ),
      );
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}
