import { worded } from './worded.ts';
/** Folders and files that programs leave behind; none of them is evidence. Names as their makers document them. */
const FOLDERS: Readonly<Record<string, string>> = {
  '.git': worded('junkGit'),
  '.hg': worded('junkHg'),
  '.svn': worded('junkSvn'),
  '.idea': worded('junkEditor'),
  '.vscode': worded('junkEditor'),
  node_modules: worded('junkNode'),
  __MACOSX: worded('junkMacArchive'),
  '.Trashes': worded('junkMacBin'),
  '.Spotlight-V100': worded('junkMacIndex'),
  '.fseventsd': worded('junkMacLog'),
  '$RECYCLE.BIN': worded('junkWinBin'),
  'System Volume Information': worded('junkWinRestore'),
};

const FILES: Readonly<Record<string, string>> = {
  '.DS_Store': worded('junkMacView'),
  'Thumbs.db': worded('junkWinThumbs'),
  'desktop.ini': worded('junkWinView'),
  'abusedesk.yaml': worded('junkSettings'),
  '.gitignore': worded('junkGitSetting'),
  '.gitattributes': worded('junkGitSetting'),
};

/** Why a folder of this name is passed over. Undefined: it is not. */
export function junkFolder(name: string): string | undefined {
  return Object.hasOwn(FOLDERS, name) ? FOLDERS[name] : undefined;
}

/** Why a file of this name is passed over. Undefined: it is not. */
export function junkFile(name: string): string | undefined {
  if (Object.hasOwn(FILES, name)) return FILES[name];
  if (name.startsWith('._')) return worded('junkMacMeta');
  if (/^\..*\.sw[op]$/.test(name)) return worded('junkSwap');
  return undefined;
}

/** The same for a member of an archive, by each part of its name. */
export function junkIn(member: string): string | undefined {
  const parts = member.split('/');
  const name = parts.pop() ?? '';
  return parts.map(junkFolder).find((reason) => reason !== undefined) ?? junkFile(name);
}
