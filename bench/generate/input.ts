import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { generateFlows } from './flows.ts';
import { generatePcap } from './pcap.ts';
import { generateWeb } from './web.ts';

/** Kinds of big evidence: `vpc` is version 5, `gz` the same in gzip, `pcap` one of small packets. */
export const INPUTS = ['vpc', 'iis', 'combined', 'vhost', 'pcap', 'gz'] as const;
export type InputKind = (typeof INPUTS)[number];

/** A file that was made. */
export interface Input {
  path: string;
  /** Size of the content, decompressed. */
  bytes: number;
  /** What has to be counted: lines or packets. */
  read: number;
  parsed: number;
}

/** Writes `path.gz` in the place of `path`, at gzip's fastest level, as log rotation and S3 deliver it. */
async function compress(path: string): Promise<string> {
  const packed = `${path}.gz`;
  await pipeline(createReadStream(path), createGzip({ level: 1 }), createWriteStream(packed));
  await rm(path);
  return packed;
}

/** Writes a file of so many bytes of content into the folder. */
export async function makeInput(kind: InputKind, folder: string, bytes: number, seed = 1): Promise<Input> {
  const path = join(folder, `${kind}-${seed}.log`);
  if (kind === 'pcap') {
    const { written, packets, bytes: made } = await generatePcap('small', path, bytes, { seed });
    return { path, bytes: made, read: written, parsed: packets };
  }
  const truth =
    kind === 'vpc' || kind === 'gz'
      ? await generateFlows(path, bytes / 1e6, 'v5', { seed })
      : generateWeb(kind, path, bytes, { seed });
  const { lines, parsed } = truth;
  return { path: kind === 'gz' ? await compress(path) : path, bytes: truth.bytes, read: lines, parsed };
}
