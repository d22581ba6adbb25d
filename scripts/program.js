// Writes `dist/program/`: the compiled modules of `dist/src/`, and the small packages they need, put together into few files.
// Node takes about a millisecond to find and load a file, and a case needs more than a thousand.
//
// The folder mirrors `dist/src/`, so that what a module finds beside itself (a thread's file, the kernel) or above (the
// report's script) is found from here as well.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(ROOT, 'dist', 'src');
const PROGRAM = join(ROOT, 'dist', 'program');

/**
 * Packages that are put in: of JavaScript alone, small, and needed by most commands. The others stay where npm puts them; what
 * they would save is less than what they would add to the licences.
 */
const PACKAGES = ['commander', 'mmdb-lib', 'postal-mime', 'sax', 'yauzl', 'zod'];

/** What is opened by its path while the program runs. */
const ASSETS = ['kernel/kernel.wasm'];

/** What `dist/program/` is made from, beside packages: `bin/abusedesk.js` takes it for old when one of them has changed. */
const ORIGINS = ['.tsbuildinfo', 'src/kernel/kernel.wasm'];

const slashed = (path) => path.split(sep).join('/');

/** Each module is told that it lies where it would lie if nothing had been put together. */
function places(folder) {
  const up = folder.replaceAll(/[^/]+/g, '..');
  return {
    name: 'places',
    transform: {
      filter: { code: 'import.meta' },
      handler(code, id) {
        if (packageOf(id) !== undefined) return undefined;
        if (/import\.meta(?!\.url\b)/.test(code))
          throw new Error(`${id}: only import.meta.url is known here`);
        const place = JSON.stringify(`${up}/${slashed(relative(SOURCE, id))}`);
        return { code: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`) };
      },
    },
  };
}

/** The folder of the package that a file belongs to, `node_modules/zod`, or undefined for a file of ours. */
function packageOf(id) {
  const path = slashed(relative(ROOT, id.replace(/^\0/, '')));
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

const isBare = (id) => /^[@a-z]/i.test(id) && !isAbsolute(id);
const isPutIn = (id) => PACKAGES.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * Puts the entries and what they need into files of one folder, as deep as the entries lie.
 * @param {readonly string[]} entries modules of `dist/src/`, without ending
 * @param {string} folder
 * @returns the folders of the packages whose code went in
 */
async function build(entries, folder) {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, join(SOURCE, `${entry}.js`)])),
    platform: 'node',
    external: (id, importer) =>
      isBare(id) && (importer === undefined || packageOf(importer) === undefined) && !isPutIn(id),
    plugins: [places(folder)],
  });
  const { output } = await bundle.write({
    dir: PROGRAM,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: `${folder}/[name].js`,
  });
  await bundle.close();
  return output
    .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
    .flatMap((id) => packageOf(id) ?? []);
}

/** The licences of the packages whose code went in, as they ask for. */
function licences(folders) {
  return [...new Set(folders)]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(ROOT, folder)).find((entry) =>
        /^licen[cs]e(?:-\w+)?(?:\.(?:md|txt))?$/i.test(entry),
      );
      if (file === undefined)
        throw new Error(`${name} has no text of its licence, so it cannot be put into the program`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(ROOT, folder, file), 'utf8').trim()}\n`;
    });
}

rmSync(PROGRAM, { recursive: true, force: true });
const { rolldown } = await import('rolldown').catch((error) => {
  // Its binary is not made for every system. The modules do the same without it.
  const [reason] = String(error.message).split('\n');
  process.stderr.write(`The program is not put together, and starts more slowly: ${reason}\n`);
  process.exit();
});
// As they were before: what is compiled meanwhile makes the program old.
const made = ORIGINS.map((path) => [path, statSync(join(ROOT, 'dist', path)).mtimeMs]);
const { FORMATS, moduleOf } = await import(new URL('../dist/src/formats/index.js', import.meta.url).href);
const formats = FORMATS.filter(({ kind }) => kind !== 'attachment').map(
  ({ name }) => `formats/${moduleOf(name)}`,
);
const folders = [
  ...(await build(['cli/main'], 'cli')),
  // A thread loads its own file and one format; shared with the rest, each would be cut into many.
  ...(await build(['events/ingest/worker', ...formats], 'events/ingest')),
];
for (const asset of ASSETS) {
  mkdirSync(dirname(join(PROGRAM, asset)), { recursive: true });
  copyFileSync(join(SOURCE, asset), join(PROGRAM, asset));
}
writeFileSync(join(PROGRAM, 'LICENSES.txt'), licences(folders).join(`\n${'-'.repeat(80)}\n\n`));
writeFileSync(join(PROGRAM, 'made-from.json'), JSON.stringify(Object.fromEntries(made)));
