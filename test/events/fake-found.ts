import { createHash } from 'node:crypto';
import type { Format } from '../../src/formats/format.ts';
import { FORMATS } from '../../src/formats/index.ts';
import type { EvidenceFile } from '../../src/evidence/evidence-file.ts';
import { recognise } from '../../src/evidence/recognise.ts';
import { headOf } from '../formats/memory-sink.ts';

/** Evidence that lies in memory; `pieces` says how its content comes in. */
export function fakeFound(
  id: number,
  path: string,
  content: Uint8Array,
  pieces: (content: Uint8Array) => Iterable<Uint8Array> = (whole) => [whole],
): EvidenceFile {
  const head = headOf(content, path);
  const { format, recognition } = recognise(head, FORMATS);
  return { ...generated(id, path, content.length, format, () => pieces(content)), recognition, head };
}

/** Evidence of any size that is made as it is read. */
export function generated(
  id: number,
  path: string,
  bytes: number,
  format: Format | undefined,
  content: () => Iterable<Uint8Array>,
  first: Uint8Array = new Uint8Array(0),
): EvidenceFile {
  return {
    id,
    path,
    bytes,
    format,
    recognition: format && { confidence: 1, because: 'it was made so' },
    head: headOf(first, path),
    compressed: false,
    mark: 0,
    file: '',
    isAsRead: () => Promise.resolve(true),
    open: () => {
      const hash = createHash('sha256');
      let sha256: string | undefined;
      async function* read(): AsyncGenerator<Uint8Array> {
        for (const piece of content()) {
          hash.update(piece);
          yield piece;
          await Promise.resolve();
        }
      }
      const reading = read();
      return {
        content: reading,
        finished: async () => {
          for await (const piece of reading) void piece;
          return { sha256: (sha256 ??= hash.digest('hex')), problems: [] };
        },
      };
    },
  };
}
