// The order of the rooms: evidence comes in, becomes events, shows findings, joins a case, leads to actions, ends in
// letters. A room imports only from rooms before it; `desk`, `cli` and `server` come last and see all.
export const ROOMS = [
  'base',
  'net',
  'model',
  'language',
  'tables',
  'kernel',
  'formats',
  'evidence',
  'notices',
  'events',
  'clouds',
  'attribution',
  'hosts',
  'findings',
  'cases',
  'actions',
  'letters',
  'complaints',
  'channels',
  'report',
  'settings',
  'desk',
  'cli',
  'server',
];

// Folders whose subfolders are plug-ins, which do not know each other, and the subfolders that all of them share. A
// shared one imports only from those before it.
export const PLUG_INS = {
  formats: ['text', 'packets', 'rows'],
  'notices/senders': [],
  clouds: [],
  'hosts/parsers': [],
  'hosts/checks': [],
  'findings/detectors': [],
  'actions/firewalls': [],
  channels: [],
};

// The order within a room: a folder imports only from those before it, and those of one line do not know each other.
export const FOLDERS = {
  // A part is written without SQL, and an engine needs no writer of parts: what both know is in `events/schema.ts`.
  events: [['lake', 'engines'], ['ingest']],
};

/** `…/src/events/lake/writer.ts` → `events/lake/writer.ts`; undefined outside `src/`. */
function placeOf(path) {
  return /(?:^|\/)src\/(.+)/.exec(path.replaceAll('\\', '/'))?.[1];
}

/** Of a plug-in's file, the folder of its kind and the plug-in: `formats/text/csv.ts` → `formats`, `text`. */
function plugInOf(place) {
  for (const kind of Object.keys(PLUG_INS)) {
    if (!place.startsWith(`${kind}/`)) continue;
    const [name, ...rest] = place.slice(kind.length + 1).split('/');
    if (rest.length > 0) return { kind, name };
  }
  return undefined;
}

function resolvePath(from, specifier) {
  const parts = from.replaceAll('\\', '/').split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The same of two files of one room. */
function objectionInside(room, from, to) {
  const lines = FOLDERS[room] ?? [];
  const [, own] = from.split('/');
  const [, other] = to.split('/');
  const rank = (name) => lines.findIndex((names) => names.includes(name));
  // What is in the room itself is known to all of its folders, and knows none of them.
  if (own === other || rank(other) < 0 || (rank(own) > rank(other) && rank(own) >= 0)) return undefined;
  return `'${room}/${own}' must not import from '${room}/${other}': see the order within a room (lint/room-order.js).`;
}

/** Why the file at `from` must not import `to`, both below `src/`; undefined: it may. */
function objection(from, to) {
  const [room] = from.split('/');
  const [target] = to.split('/');
  const unknown = [room, target].find((name) => !ROOMS.includes(name));
  if (unknown !== undefined) return `'${unknown}' is not in the list of rooms (lint/room-order.js).`;
  if (ROOMS.indexOf(target) > ROOMS.indexOf(room)) {
    return `'${room}' comes before '${target}' and must not import from it; pass what is needed in, or move it to an earlier room.`;
  }
  const inside = room === target ? objectionInside(room, from, to) : undefined;
  if (inside !== undefined) return inside;
  const own = plugInOf(from);
  const other = plugInOf(to);
  if (own === undefined || other === undefined || own.kind !== other.kind || own.name === other.name)
    return undefined;
  const shared = PLUG_INS[own.kind];
  const rank = shared.includes(own.name) ? shared.indexOf(own.name) : shared.length;
  if (shared.includes(other.name) && shared.indexOf(other.name) < rank) return undefined;
  return `'${own.kind}/${own.name}' must not import from '${other.kind}/${other.name}': plug-ins do not know each other.`;
}

const rule = {
  meta: {
    type: 'problem',
    schema: [],
  },
  create(context) {
    const from = placeOf(context.filename);
    // A file directly in `src/` belongs to no room.
    if (from === undefined || !from.includes('/')) return {};
    function look(node, specifier) {
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const to = placeOf(resolvePath(context.filename, specifier));
      const message = to?.includes('/') ? objection(from, to) : undefined;
      if (message !== undefined) context.report({ node, message });
    }
    const check = (node) => look(node, node.source?.value);
    return {
      // `import type` is such a declaration too.
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      // `import('./x.ts').Type`
      TSImportType: (node) =>
        look(node, node.source?.value ?? node.argument?.literal?.value ?? node.argument?.value),
    };
  },
};

export default {
  meta: { name: 'rooms' },
  rules: { order: rule },
};
