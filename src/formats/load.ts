import type { Format } from './format.ts';

const loaded = new Map<string, Promise<Format>>();

function isFormat(value: unknown, name: string): value is Format {
  return typeof value === 'object' && value !== null && 'name' in value && value.name === name;
}

async function load(module: string): Promise<Format> {
  const name = module.slice(module.lastIndexOf('/') + 1);
  // The module is named by the list of formats, never by evidence.
  const loadedModule: unknown = await import(new URL(`./${module}.js`, import.meta.url).href);
  const exported =
    typeof loadedModule === 'object' && loadedModule !== null ? Object.values(loadedModule) : [];
  const format: unknown = exported.find((value) => isFormat(value, name));
  if (!isFormat(format, name)) throw new Error(`${module}.ts has no format of that name`);
  return format;
}

/**
 * One format from its own file, which bears its name. A thread that reads needs no other, and to load all takes it
 * an eighth of a second.
 *
 * @param module family and name, as `moduleOf` gives them: `vpc-flow/vpc-flow-csv`
 * @throws Error if there is none
 */
export function loadFormat(module: string): Promise<Format> {
  let format = loaded.get(module);
  if (format === undefined) {
    format = load(module);
    loaded.set(module, format);
  }
  return format;
}
