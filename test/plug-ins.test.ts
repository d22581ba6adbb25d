import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FIREWALLS } from '../src/actions/firewalls/index.ts';
import { CHANNELS } from '../src/channels/index.ts';
import { CLOUDS } from '../src/clouds/index.ts';
import { ATTACHMENTS } from '../src/desk/attachment-formats.ts';
import { ENVELOPES } from '../src/evidence/envelopes/index.ts';
import { FAMILIES as DETECTORS } from '../src/findings/detectors/index.ts';
import type { Format } from '../src/formats/format.ts';
import { FORMATS } from '../src/formats/index.ts';
import { CHECKS } from '../src/hosts/checks/index.ts';
import { PARSERS } from '../src/hosts/parsers/index.ts';
import { LANGS } from '../src/language/lang.ts';
import { ABUSE_TYPES } from '../src/model/abuse-types.ts';
import { SENDERS } from '../src/notices/senders/index.ts';
import { compiled, foldersIn, namings, sources } from './plug-ins.ts';
import type { PlugIn } from './plug-ins.ts';
import { ROOT } from './support.ts';

const FILES = sources();

const lint: { ROOMS: string[]; PLUG_INS: Record<string, string[]> } = await import(
  pathToFileURL(join(ROOT, 'lint', 'room-order.js')).href
);

/** The room of a kind and those after it: earlier ones cannot know of it, and may use its words for something else. */
function roomsFrom(folder: string): string[] {
  return lint.ROOMS.slice(lint.ROOMS.indexOf(folder.split('/')[1] ?? ''));
}

/** One kind of plug-in: where its plug-ins lie on disk, and what its list has. */
interface Kind {
  folder: string;
  onDisk: readonly string[];
  inList: readonly string[];
  plugIns: readonly PlugIn[];
}

/** A kind whose plug-ins are folders, named as in its list. */
function kindOf(folder: string, list: readonly { readonly name: string }[]): Kind {
  return {
    folder,
    onDisk: foldersIn(folder),
    inList: list.map(({ name }) => name).sort(),
    plugIns: list.map(({ name }) => ({ place: `${folder}/${name}`, names: [name] })),
  };
}

/** Families of formats, each with what its own `index.ts` lists. */
async function formats(): Promise<Kind> {
  const folder = 'src/formats';
  const onDisk = foldersIn(folder, lint.PLUG_INS['formats']);
  const listed = new Set<unknown>(FORMATS);
  const plugIns = await Promise.all(
    onDisk.map(async (name): Promise<PlugIn> => {
      const { FORMATS: own } = await compiled(`${folder}/${name}/index.ts`);
      assert.ok(Array.isArray(own), `${folder}/${name}/index.ts lists no FORMATS`);
      for (const format of own) assert.ok(listed.delete(format), `a format of ${name} is not listed`);
      return { place: `${folder}/${name}`, names: own.map((format: Format) => format.name) };
    }),
  );
  assert.deepEqual([...listed], [], 'listed, and in no folder');
  return { folder, onDisk, inList: onDisk, plugIns };
}

/** Envelopes are files that export one or more; what is a line of the list alone has none. */
async function envelopes(): Promise<Kind> {
  const folder = 'src/evidence/envelopes';
  const listed = new Set<unknown>(ENVELOPES);
  const isEnvelope = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && 'is' in value && 'unwrap' in value;
  const files = readdirSync(join(ROOT, folder)).filter((file) => file !== 'index.ts');
  const exported = await Promise.all(
    files.map(async (file) => ({
      file,
      own: Object.values(await compiled(`${folder}/${file}`)).filter(isEnvelope),
    })),
  );
  const holding = exported.filter(({ own }) => own.length > 0);
  const onDisk = holding.map(({ file }) => file);
  return {
    folder,
    onDisk,
    inList: holding.filter(({ own }) => own.every((one) => listed.has(one))).map(({ file }) => file),
    plugIns: holding.map(({ file, own }) => ({
      place: `${folder}/${file}`,
      names: own.flatMap((one) =>
        typeof one === 'object' && one !== null && 'is' in one ? String(one.is) : [],
      ),
    })),
  };
}

/** A detector may be called like the type of abuse that it finds: such a name counts where the detector is asked for. */
function detectors(): Kind {
  const folder = 'src/findings/detectors';
  const types = new Set<string>(ABUSE_TYPES);
  const isType = (name: string): boolean => types.has(name.replaceAll('-', '_'));
  return {
    ...kindOf(folder, DETECTORS),
    plugIns: DETECTORS.map(({ name, detectors: own }) => {
      const names = [...new Set([name, ...own.map((one) => one.name)])];
      return {
        place: `${folder}/${name}`,
        names: names.filter((one) => !isType(one)),
        property: { of: 'detector', names: names.filter(isType) },
      };
    }),
  };
}

/** Names of parsers that are words of the house too: a flag of ss, a state of what is published. */
const WORDS_TOO = new Set(['w', 'file']);

function parsers(): Kind {
  const kind = kindOf('src/hosts/parsers', PARSERS);
  return {
    ...kind,
    plugIns: kind.plugIns.map(({ place, names }) => ({
      place,
      names: names.filter((name) => !WORDS_TOO.has(name)),
      property: { of: '(?:program|parser|name)', names: names.filter((name) => WORDS_TOO.has(name)) },
    })),
  };
}

function clouds(): Kind {
  const kind = kindOf('src/clouds', CLOUDS);
  return {
    ...kind,
    plugIns: CLOUDS.map(({ name, ranges = [], inventory }) => ({
      place: `src/clouds/${name}`,
      names: [name, ...ranges.map(({ format }) => format.name), inventory?.format.name ?? name],
    })),
  };
}

/** Names of checks are words of the house too: a server for which a block is written, a program of a log. */
function checks(): Kind {
  const kind = kindOf('src/hosts/checks', CHECKS);
  return {
    ...kind,
    plugIns: kind.plugIns.map(({ place, names }) => ({
      place,
      names: [],
      property: { of: '(?:family|detector)', names },
    })),
  };
}

/** A provider's channel may be called like its cloud: such a name counts where the channel is asked for. */
function channels(): Kind {
  const kind = kindOf('src/channels', CHANNELS);
  const shared = new Set(CLOUDS.map(({ name }) => name));
  return {
    ...kind,
    plugIns: kind.plugIns.map(({ place, names }) => ({
      place,
      names: names.filter((name) => !shared.has(name)),
      property: { of: 'channel', names: names.filter((name) => shared.has(name)) },
    })),
  };
}

const KINDS: Readonly<Record<string, Kind>> = {
  'family of formats': await formats(),
  envelope: await envelopes(),
  'notice sender': kindOf('src/notices/senders', SENDERS),
  cloud: clouds(),
  'host parser': parsers(),
  'family of checks': checks(),
  'family of detectors': detectors(),
  firewall: kindOf('src/actions/firewalls', FIREWALLS),
  channel: channels(),
};

for (const [what, { folder, onDisk, inList, plugIns }] of Object.entries(KINDS)) {
  test(`every ${what} that lies on disk stands in the list, and in no other file of src/`, () => {
    assert.ok(plugIns.length > 0);
    assert.deepEqual(inList, onDisk);
    const rooms = roomsFrom(folder);
    assert.deepEqual(
      plugIns.flatMap((plugIn) => namings(FILES, plugIn, rooms)),
      [],
    );
  });

  test(`a file that imports from the folder of a plug-in, or decides by its name, is found: ${what}`, () => {
    const [plugIn = assert.fail()] = plugIns;
    const { place, property } = plugIn;
    const file = place.endsWith('.ts') ? place.slice('src/'.length) : `${place.slice('src/'.length)}/x.ts`;
    const planted = [
      `import { X } from '../${file}';\n`,
      `type X = import('../${file}').X;\n`,
      ...plugIn.names.flatMap((name) => [
        `const is = file.name === '${name}';\n`,
        `const is = '${name}' !== file.name;\n`,
        `switch (name) { case '${name}': }\n`,
        `const is = names.has('${name}');\n`,
        `const is = ['other', '${name}'].includes(name);\n`,
        `const SOME = new Set([\n  'other',\n  '${name}',\n]);\n`,
        `const SOME = new Map([['other', 1], ['${name}', 2]]);\n`,
      ]),
      ...(property?.names ?? []).map((name) => `const is = finding.detector === '${name}';\n`),
    ];
    assert.ok(planted.length > 2);
    for (const text of planted) {
      assert.equal(
        namings(new Map([['src/desk/planted.ts', text]]), plugIn, roomsFrom(folder)).length,
        1,
        text,
      );
    }
    const innocent = {
      [`${folder}/index.ts`]: `import { X } from './${place.slice(folder.length + 1)}/x.ts';\n`,
      [place.endsWith('.ts') ? place : `${place}/own.ts`]: `const is = name === '${plugIn.names[0]}';\n`,
      'src/desk/list.ts': `import { ALL } from '../${folder.slice('src/'.length)}/index.ts';\n`,
      'src/desk/comment.ts': `/** Not where name === '${plugIn.names[0]}'. */\nexport const SHOWN = '${plugIn.names[0]}-2';\n`,
    };
    assert.deepEqual(namings(new Map(Object.entries(innocent)), plugIn, roomsFrom(folder)), []);
  });
}

test('every kind that the lint keeps apart is looked at here', () => {
  const there = new Set(readdirSync(join(ROOT, 'src')));
  const kept = Object.keys(lint.PLUG_INS).filter((kind) => there.has(kind.split('/')[0] ?? ''));
  const looked = new Set(Object.values(KINDS).map(({ folder }) => folder.slice('src/'.length)));
  assert.deepEqual(
    kept.filter((kind) => !looked.has(kind)),
    [],
  );
});

test('what is attached is told by its role, and no file decides by the name of such a format', () => {
  const roles = new Set(ATTACHMENTS.map(({ role }) => role));
  for (const format of FORMATS) if (format.kind === 'attachment') roles.add(format.role);
  assert.deepEqual([...roles].sort(), [
    'host file',
    'host logins',
    'host output',
    'inventory',
    'notice',
    'ranges',
    'server config',
  ]);
  for (const { name, role } of ATTACHMENTS) {
    // `notice` and the like are the names of their roles too, and a role may be asked for.
    const property = { of: '(?:format|name|format\\.name|format\\?\\.name)', names: [name] };
    const plugIn = name === role ? { place: '', names: [], property } : { place: '', names: [name] };
    assert.deepEqual(namings(FILES, plugIn), [], name);
    const planted = new Map([['src/desk/planted.ts', `const is = file.format?.name === '${name}';\n`]]);
    assert.equal(namings(planted, plugIn).length, 1, name);
  }
});

test('every folder of words has a file for each language, and nobody else imports one', () => {
  const folders = new Set(
    [...FILES.keys()]
      .filter((file) => file.endsWith('/ja.ts'))
      .map((file) => file.slice(0, -'/ja.ts'.length)),
  );
  assert.ok(folders.size >= 3);
  for (const folder of folders) {
    const files = readdirSync(join(ROOT, folder)).filter((name) => /^[a-z]{2}\.ts$/.test(name));
    assert.deepEqual(files.sort(), LANGS.map((lang) => `${lang}.ts`).sort(), folder);
  }
  // English is what case.json and the terminal are written in: it is known elsewhere too.
  for (const lang of LANGS.filter((one) => one !== 'en')) {
    const wrong = [...FILES].filter(
      ([file, text]) =>
        !file.endsWith('/index.ts') &&
        !file.endsWith(`/${lang}.ts`) &&
        (new RegExp(`from '[^']+[^'.]/${lang}\\.ts'`).test(text) ||
          new RegExp(`[!=]==? '${lang}'|case '${lang}'`).test(text)),
    );
    assert.deepEqual(
      wrong.map(([file]) => file),
      [],
      lang,
    );
  }
});
