import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { ROOT } from './support.ts';

/** The source files by their path below the project's folder: `src/formats/index.ts`. */
export function sources(): Map<string, string> {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => posix.join('src', ...path.split(/[\\/]/)));
  return new Map(files.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

/** The folders in which plug-ins of a kind lie, without those that all of them share, by name. */
export function foldersIn(kind: string, shared: readonly string[] = []): string[] {
  return readdirSync(join(ROOT, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !shared.includes(entry.name))
    .map(({ name }) => name)
    .sort();
}

const IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*'(\.[^']{1,300})'/g;

function imports(file: string, text: string): string[] {
  return Array.from(text.matchAll(IMPORT), ([, path = '']) => posix.join(posix.dirname(file), path));
}

/** `=== 'name'`, `case 'name'`, `has('name')`, `['name', …]` of a set: places where a decision goes by the name. */
function decidesBy(name: string): RegExp {
  const literal = `['"\`]${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`;
  return new RegExp(
    `[!=]==?\\s*${literal}|${literal}\\s*[!=]==?|case\\s+${literal}|\\.(?:has|get|includes|startsWith)\\(\\s*${literal}`,
  );
}

/**
 * The files that name a plug-in beside its own folder and its kind's list: they import from its folder, or decide
 * something by its name.
 * @param folder of the plug-in: `src/clouds/aws`
 * @param names by which it calls itself: those of the formats, of the cloud, of the sender
 */
export function namings(
  files: ReadonlyMap<string, string>,
  folder: string,
  names: readonly string[],
): string[] {
  const list = posix.join(posix.dirname(folder), 'index.ts');
  const patterns = names.map(decidesBy);
  const found: string[] = [];
  for (const [file, text] of files) {
    if (file === list || file.startsWith(`${folder}/`)) continue;
    if (imports(file, text).some((path) => path.startsWith(`${folder}/`))) {
      found.push(`${file} imports from ${folder}`);
    }
    const decided = names.filter((_, i) => patterns[i]?.test(text) === true);
    found.push(...decided.map((name) => `${file} decides by '${name}'`));
  }
  return found;
}

/** A compiled module of the project, by its source. */
export async function compiled(source: string): Promise<Record<string, unknown>> {
  const here = relative(join(ROOT, 'dist', 'test'), join(ROOT, 'dist', source.replace(/\.ts$/, '.js')));
  const module: unknown = await import(new URL(here.split(/[\\/]/).join('/'), import.meta.url).href);
  return typeof module === 'object' && module !== null ? { ...module } : {};
}
