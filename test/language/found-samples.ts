import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Message } from '../../src/model/message.ts';
import { ROOT } from '../support.ts';

type Samples = Record<string, object[]>;

/** The samples of every room that speaks, wherever they lie beside its tests. */
async function samplesOfRooms(): Promise<Samples[]> {
  const paths = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('message-samples.ts'),
  );
  const rooms: Samples[] = [];
  for (const path of paths.sort()) {
    const file = join(ROOT, 'dist', 'test', relative('.', path).replace(/\.ts$/, '.js'));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each is typed as such where it is written
    const module = (await import(pathToFileURL(file).href)) as { SAMPLES: Samples };
    rooms.push(module.SAMPLES);
  }
  return rooms;
}

/** Every sample of every message. */
export const SAMPLE_MESSAGES: readonly Message[] = (await samplesOfRooms()).flatMap((samples) =>
  Object.entries(samples).flatMap(([key, each]) => each.map((params) => ({ key, params }))),
);
