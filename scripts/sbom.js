// Writes `dist/sbom.cdx.json`: what the installed program consists of, as CycloneDX. The same packages give the same bytes:
// what npm makes up anew each time (number, time, name of the folder) is left out or put right.
import { readFileSync, writeFileSync } from 'node:fs';
import { runNpm } from './npm.js';

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

// Not with `--omit dev`: npm 11 then leaves out what a development package needs as well, though the program needs it.
const { status, stdout } = runNpm(['sbom', '--sbom-format', 'cyclonedx'], 'pipe');
if (status !== 0) throw new Error(`npm sbom ended with ${status}`);
const bom = JSON.parse(stdout);
delete bom.serialNumber;
delete bom.metadata.timestamp;
const root = bom.metadata.component['bom-ref'];
bom.metadata.component.name = read('package.json').name;

const locked = Object.entries(read('package-lock.json').packages).filter(
  ([path, { dev }]) => path !== '' && !dev,
);
const kept = new Set(
  locked.map(
    ([path, { version }]) =>
      `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
  ),
);
bom.components = bom.components.filter(({ name, version }) => kept.has(`${name}@${version}`));
const refs = new Set([root, ...bom.components.map((component) => component['bom-ref'])]);
bom.dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((needed) => refs.has(needed)) }));
writeFileSync(new URL('../dist/sbom.cdx.json', import.meta.url), `${JSON.stringify(bom, null, 2)}\n`);
