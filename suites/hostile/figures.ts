import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import * as z from 'zod';
import { ROOT } from '../../test/support.ts';
import { SIZE } from './size.ts';

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
  const path = join(folder, `${file}.json`);
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

/** All that the last run of this size noted. */
export function recorded(size: string): Figures {
  const folder = folderOf(size);
  const all: Figures = {};
  for (const name of readdirSync(folder)) {
    Object.assign(all, schema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  }
  return all;
}
