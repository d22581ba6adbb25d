import { pathPattern } from '../../check.ts';
import type { ConfigurationFact, Facts } from '../../facts.ts';
import { IN_FORCE, MAIN } from '../../text/sshd-paths.ts';

/** One setting: where it stands, and for whom. */
export interface Setting {
  value: string;
  file: ConfigurationFact;
  at: number;
  /** The words behind `Match`, where it holds for some connections alone. */
  match?: string;
}

/** Files may include files; sshd itself stops at 16 levels (servconf.c). */
const MAX_DEPTH = 16;
/** So many settings are read: a file that includes itself ends here too. */
const MAX_SETTINGS = 20_000;

/** Older names of a setting, by servconf.c of OpenSSH: whichever comes first wins. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['challengeresponseauthentication', 'kbdinteractiveauthentication'],
  ['skeyauthentication', 'kbdinteractiveauthentication'],
]);

/** `Name value`, `Name=value`, `Name "a value"`; the value without its comment. */
const LINE = /^\s*([A-Za-z][A-Za-z0-9]{1,40})(?:\s*=\s*|\s+)(\S.*?)\s*$/;

/** What sshd says itself, else its file. */
export function mainOf({ configurations }: Facts): ConfigurationFact | undefined {
  return (
    configurations.find(({ path }) => path === IN_FORCE) ?? configurations.find(({ path }) => path === MAIN)
  );
}

/** The settings in the order in which sshd reads them: includes where they stand, names in lower case. */
export function settingsOf(facts: Facts, main: ConfigurationFact): Map<string, Setting[]> {
  const settings = new Map<string, Setting[]>();
  read(main, { facts, settings, left: MAX_SETTINGS, match: undefined }, 0);
  return settings;
}

interface State {
  facts: Facts;
  settings: Map<string, Setting[]>;
  left: number;
  match: string | undefined;
}

function read(file: ConfigurationFact, state: State, depth: number): void {
  const outer = state.match;
  for (const { text, at } of file.lines) {
    const [, written = '', rest = ''] = LINE.exec(text) ?? [];
    if (written === '' || state.left <= 0) continue;
    state.left -= 1;
    const lower = written.toLowerCase();
    const name = ALIASES.get(lower) ?? lower;
    const value = rest.replace(/\s+#.*$/, '').replace(/^"(.*)"$/, '$1');
    if (name === 'match') {
      // `Match all` ends a block: what follows holds for everybody again.
      state.match = value.toLowerCase() === 'all' ? undefined : value;
    } else if (name === 'include') {
      if (depth < MAX_DEPTH) include(value, state, depth);
    } else {
      const { match } = state;
      const setting = { value, file, at, ...(match !== undefined && { match }) };
      state.settings.set(name, [...(state.settings.get(name) ?? []), setting]);
    }
  }
  // A block that an included file opens ends with it.
  state.match = outer;
}

/** Several patterns, each beside `/etc/ssh` where it is relative; files of one pattern in the order of their names. */
function include(value: string, state: State, depth: number): void {
  for (const word of value.split(/\s+/)) {
    const glob = word.startsWith('/') ? word : `/etc/ssh/${word}`;
    if (glob.length > 512) continue;
    const pattern = pathPattern(glob);
    const files = state.facts.configurations.filter(({ path }) => pattern.test(path));
    for (const file of files.sort((a, b) => (a.path < b.path ? -1 : 1))) read(file, state, depth + 1);
  }
}

/** What holds for everybody: the first value wins. Undefined: the default of sshd. */
export function inForce(settings: ReadonlyMap<string, Setting[]>, name: string): Setting | undefined {
  return settings.get(name)?.find(({ match }) => match === undefined);
}

/** Values for some connections alone that differ from what holds for everybody. */
export function inMatches(settings: ReadonlyMap<string, Setting[]>, name: string): Setting[] {
  return (settings.get(name) ?? []).filter(({ match }) => match !== undefined);
}
