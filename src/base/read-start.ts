import type { Files } from './ports.ts';

/** The beginning of a file, at most so many bytes of it; less where the file is cut meanwhile. */
export async function readStart(path: string, most: number, effects: Files): Promise<Uint8Array> {
  const handle = await effects.fs.open(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.min((await handle.stat()).size, most));
    let at = 0;
    while (at < buffer.length) {
      const { bytesRead } = await handle.read(buffer, at, buffer.length - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return buffer.subarray(0, at);
  } finally {
    await handle.close();
  }
}
