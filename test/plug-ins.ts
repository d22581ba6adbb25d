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

/** A plug-in as it is in the house. */
export interface PlugIn {
  /** Its folder, or its file where the kind has one file each: `src/clouds/aws`. */
  place: string;
  /** What it calls itself, and its formats or detectors: what a decision could go by. */
  names: readonly string[];
  /** Names that mean something else too: they count only where the property is asked for, `detector === 'flood'`. */
  property?: { of: string; names: readonly string[] };
}

/** The places at which a decision goes by the name: `=== 'name'`, `case 'name'`, `has('name')`, a list or set of names. */
function decidesBy(name: string): RegExp {
  const literal = `['"\`]${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`;
  return new RegExp(
    [
      `[!=]==?\\s*${literal}|${literal}\\s*[!=]==?`,
      `\\bcase\\s+${literal}`,
      `\\.(?:has|get|includes|startsWith|endsWith|indexOf)\\(\\s*${literal}`,
      `\\[[^\\][]{0,200}${literal}[^\\][]{0,200}\\]\\.(?:includes|indexOf|some|find)\\(`,
      `new Set\\(\\[[^\\][]{0,400}${literal}`,
      `new Map\\(\\[(?:[^;]{0,400}\\W)?\\[${literal},`,
    ].join('|'),
  );
}

/** `detector === 'flood'`, either way round. */
function asksFor(property: string, name: string): RegExp {
  return new RegExp(
    `\\b${property}\\s*[!=]==?\\s*'${name}'|'${name}'\\s*[!=]==?\\s*[\\w.]{0,80}\\b${property}\\b`,
  );
}

/** Without comments, in which a plug-in may well be an example. */
function code(text: string): string {
  return text.replaceAll(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '');
}

/**
 * The files that name a plug-in beside its own place and its kind's list: they import from it, or decide something by
 * its name.
 * @param rooms whose files may know of the kind at all: earlier ones use the same words for other things. All where
 * they are left out
 */
export function namings(
  files: ReadonlyMap<string, string>,
  { place, names, property }: PlugIn,
  rooms?: readonly string[],
): string[] {
  const list = posix.join(posix.dirname(place), 'index.ts');
  const own = (path: string): boolean => path === place || path.startsWith(`${place}/`);
  const patterns = [
    ...names.map((name) => ({ name, pattern: decidesBy(name) })),
    ...(property?.names ?? []).map((name) => ({ name, pattern: asksFor(property?.of ?? '', name) })),
  ];
  const found: string[] = [];
  for (const [file, text] of files) {
    if (file === list || own(file)) continue;
    if (imports(file, text).some(own)) found.push(`${file} imports from ${place}`);
    if (rooms !== undefined && !rooms.includes(file.split('/')[1] ?? '')) continue;
    const decided = patterns.filter(({ pattern }) => pattern.test(code(text)));
    found.push(...decided.map(({ name }) => `${file} decides by '${name}'`));
  }
  return found;
}

/** A compiled module of the project, by its source. */
export async function compiled(source: string): Promise<Record<string, unknown>> {
  const here = relative(join(ROOT, 'dist', 'test'), join(ROOT, 'dist', source.replace(/\.ts$/, '.js')));
  const module: unknown = await import(new URL(here.split(/[\\/]/).join('/'), import.meta.url).href);
  return typeof module === 'object' && module !== null ? { ...module } : {};
}
