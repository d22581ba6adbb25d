/** Folders and files that programs leave behind; none of them is evidence. Names as their makers document them. */
const FOLDERS: Readonly<Record<string, string>> = {
  '.git': 'a Git repository',
  '.hg': 'a Mercurial repository',
  '.svn': 'a Subversion working copy',
  '.idea': "an editor's settings",
  '.vscode': "an editor's settings",
  node_modules: 'packages of Node.js',
  __MACOSX: "the macOS archiver's metadata",
  '.Trashes': "macOS' bin",
  '.Spotlight-V100': "macOS' search index",
  '.fseventsd': "macOS' change log of the disk",
  '$RECYCLE.BIN': "Windows' bin",
  'System Volume Information': "Windows' restore data",
};

const FILES: Readonly<Record<string, string>> = {
  '.DS_Store': "macOS' view settings of a folder",
  'Thumbs.db': "Windows' pictures of a folder",
  'desktop.ini': "Windows' view settings of a folder",
  'abusedesk.yaml':
    'settings of abusedesk, which are never taken from evidence; if it is yours, give it with --config',
  '.gitignore': 'a setting of Git',
  '.gitattributes': 'a setting of Git',
};

/** Why a folder of this name is passed over. Undefined: it is not. */
export function junkFolder(name: string): string | undefined {
  return Object.hasOwn(FOLDERS, name) ? FOLDERS[name] : undefined;
}

/** Why a file of this name is passed over. Undefined: it is not. */
export function junkFile(name: string): string | undefined {
  if (Object.hasOwn(FILES, name)) return FILES[name];
  if (name.startsWith('._')) return 'metadata that macOS keeps beside a file';
  if (/^\..*\.sw[op]$/.test(name)) return "an editor's swap file";
  return undefined;
}

/** The same for a member of an archive, by each part of its name. */
export function junkIn(member: string): string | undefined {
  const parts = member.split('/');
  const name = parts.pop() ?? '';
  return parts.map(junkFolder).find((reason) => reason !== undefined) ?? junkFile(name);
}
