import { lengthBehind, Short } from './packing.ts';
import type { Decode } from './packing.ts';
import { Mismatch, openDecoder } from './zstd-decoders.ts';
import type { Decoder } from './zstd-decoders.ts';
import { Frames } from './zstd-frames.ts';

const STEP_BYTES = 128 * 1024;
/** Stored bytes per step near damage: of a step that fails the library gives nothing. */
const CAREFUL_BYTES = 16;

/** @param open makes what unpacks frames */
export function zstdBy(open: () => Decoder): Decode {
  return async function* zstd(source, progress, careful) {
    const frames = new Frames();
    let decoder = open();
    try {
      for (;;) {
        const most =
          source.consumed >= careful ? CAREFUL_BYTES : Math.min(STEP_BYTES, careful - source.consumed);
        const piece = await source.peek(most);
        if (piece === undefined) {
          if (frames.isBetween) return;
          throw new Short();
        }
        const length = frames.follow(piece);
        if (frames.isBehind) {
          source.advance(length);
          progress.behind = await lengthBehind(source, frames.taken);
          return;
        }
        if (length > CAREFUL_BYTES) progress.stepAt = source.consumed;
        else delete progress.stepAt;
        try {
          yield* decoder.push(piece.subarray(0, length));
        } catch (error) {
          if (!(error instanceof Mismatch)) throw error;
          // A checksum is a step of its own, the last one of its frame.
          progress.isWrong = true;
          decoder.close();
          decoder = open();
        }
        source.advance(length);
      }
    } finally {
      decoder.close();
    }
  };
}

export const zstd = zstdBy(openDecoder);
