import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import * as z from 'zod';
import { ROOT } from '../../test/support.ts';
import { pieceOf, SIZE } from './size.ts';

export type Figures = Record<string, number>;
const schema = z.record(z.string(), z.number());

function folderOf(size: string): string {
  return join(ROOT, 'dist', 'suites', 'hostile', `figures-${size}`);
}

/**
 * Keeps what a test file counted, for docs/reference/reliability.md. A figure is noted after what it counts has held; a
 * test that fails notes none, and the page is refused.
 * @param file the test file's name, without its ending
 */
export function recorder(file: string): (name: string, value: number) => void {
  const folder = folderOf(SIZE);
  const { n, of } = pieceOf();
  const path = join(folder, of === 1 ? `${file}.json` : `${file}.${n}-of-${of}.json`);
  const figures: Figures = {};
  rmSync(path, { force: true });
  after(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, JSON.stringify(figures));
  });
  return (name, value) => {
    figures[name] = value;
  };
}

const PIECE = /^(?<file>.+)\.\d+-of-(?<of>\d+)\.json$/;

/**
 * All that the last run of this size noted. What ran in pieces counts once each of them has ended well: a piece that
 * failed noted nothing, and neither do the others then.
 */
export function recorded(size: string): Figures {
  const folder = folderOf(size);
  const all: Figures = {};
  const pieces = new Map<string, { of: number; figures: Figures[] }>();
  for (const name of readdirSync(folder)) {
    const figures = schema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const { file, of } = PIECE.exec(name)?.groups ?? {};
    if (file === undefined || of === undefined) {
      Object.assign(all, figures);
      continue;
    }
    const row = pieces.get(`${file}/${of}`) ?? { of: Number(of), figures: [] };
    row.figures.push(figures);
    pieces.set(`${file}/${of}`, row);
  }
  for (const { of, figures } of pieces.values()) {
    for (const name of new Set(figures.flatMap((one) => Object.keys(one)))) {
      const counts = figures.flatMap((one) => one[name] ?? []);
      if (counts.length === of) all[name] = counts.reduce((sum, count) => sum + count, 0);
    }
  }
  return all;
}
