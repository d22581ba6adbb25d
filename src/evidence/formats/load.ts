import type { Format } from './format.ts';

const loaded = new Map<string, Promise<Format>>();

function isFormat(value: unknown, name: string): value is Format {
  return typeof value === 'object' && value !== null && 'name' in value && value.name === name;
}

async function load(name: string): Promise<Format> {
  // The name is a format's own, never evidence's.
  const module: unknown = await import(new URL(`./${name}.js`, import.meta.url).href);
  const exported: unknown[] = typeof module === 'object' && module !== null ? Object.values(module) : [];
  const format = exported.find((value) => isFormat(value, name));
  if (format === undefined) throw new Error(`${name}.ts has no format of that name`);
  return format;
}

/**
 * One format from its own file, which bears its name. A thread that reads needs no other, and to load all takes it
 * an eighth of a second.
 *
 * @throws Error if there is none
 */
export function loadFormat(name: string): Promise<Format> {
  let format = loaded.get(name);
  if (format === undefined) {
    format = load(name);
    loaded.set(name, format);
  }
  return format;
}
