/** What commands leave out of what they print; each has a word in every language. */
export const UNSEEN = [
  'raw sockets',
  'packet sockets',
  'ping sockets',
  'other network namespaces',
  'owners',
  'whole addresses',
  'executables',
  'hidden processes',
  'parents',
  'other users',
  'system crontabs',
  'timers',
  'changed modes',
  'unpackaged files',
  'whole hosts',
  'failed logins',
  'successful logins',
  'processes',
  'history',
  'other tables',
  'stopped containers',
  'start commands',
  'sources of units',
  'content',
  'new malware',
  'signers',
  'hidden modules',
  'other destinations',
  'clock errors',
  'mended faults',
  'running versions',
  'settings in force',
  'settings of single users',
] as const;
export type Unseen = (typeof UNSEEN)[number];

/** What an output cannot show, and the commands that do; commands are the same in every language. */
export interface Hidden {
  unseen: readonly Unseen[];
  next: readonly string[];
}
