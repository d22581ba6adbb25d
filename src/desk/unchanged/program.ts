import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from '../../base/ports.ts';

/** Where the program's own files lie: the modules, or the few files they were put together into. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What runs; types and maps beside it do not. */
const RUNS = /\.(?:js|wasm)$/;

/** Of the program that runs here: it does not change while it runs. */
let own: Promise<string> | undefined;

/**
 * The SHA-256 of a program: of every file of it by name and content, of the packages it names, and of the Node under it. A
 * version number would not tell two states of a checkout apart.
 */
export function programDigest(effects: Files): Promise<string> {
  own ??= digestOf(ROOT, join(ROOT, '..', '..', 'package.json'), effects);
  return own;
}

/** @param root the folder of its files; @param packages the file that names the packages, each with its one version */
export async function digestOf(root: string, packages: string, { fs }: Files): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(process.versions));
  const entries = await fs.readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && RUNS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of [packages, ...files]) {
    const content = await fs.readFile(file);
    hash.update(`\n${relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
