import { pathPattern } from '../../check.ts';
import { CHECKS } from '../../checks/index.ts';
import type { ConfigurationFact, Facts, Origin } from '../../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../../parser.ts';

const PATTERNS = CHECKS.flatMap(({ files }) => files.map(pathPattern));
/** What the OpenSSH server prints of its settings: names in lower case, one a line. */
const EXTENDED = /^(?:port \d{1,5}|addressfamily \w+|listenaddress \S+|usepam \w+|logingracetime \d+)$/;
const IN_FORCE = 'sshd -T';

/** The file or command whose text follows; undefined where no check reads it. */
function pathOf(line: string, asked: PromptCommand | undefined): string | undefined {
  if (asked?.program === 'sshd' && asked.words[0] === '-T') return EXTENDED.test(line) ? IN_FORCE : undefined;
  if (asked?.program !== 'cat' && asked?.program !== 'sed') return undefined;
  // The last word is the file, after a filter. With several files it is not known which line is from which.
  const files = asked.words.filter((word) => word.startsWith('/') && !/["'\s]/.test(word));
  const [path] = files;
  return files.length === 1 && path !== undefined && PATTERNS.some((one) => one.test(path))
    ? path
    : undefined;
}

class ConfigurationReader implements Reader {
  readonly #facts: Facts;
  readonly #path: string;
  #file: ConfigurationFact | undefined;

  constructor(facts: Facts, path: string) {
    this.#facts = facts;
    this.#path = path;
  }

  line(text: string, origin: Origin): Outcome {
    if (/^(?:cat|sed): /.test(text)) return undefined;
    // A reader that was handed other facts meanwhile would lose its file: it is there as long as they are.
    if (this.#file === undefined || !this.#facts.configurations.includes(this.#file)) {
      this.#file = { path: this.#path, lines: [], origin };
      this.#facts.configurations.push(this.#file);
    }
    this.#file.lines.push({ text, at: origin.line });
    return 'parsed';
  }
}

export const CONFIGURATION: HostParser = {
  name: 'configuration',
  title: 'cat of configuration files (sshd, Tomcat, PHP, Apache, os-release), sshd -T',
  programs: ['sshd'],
  wraps: false,
  comments: true,
  sample: '$ sshd -T\nport 22\n',
  begin(line, facts, asked) {
    const path = pathOf(line, asked);
    return path === undefined ? undefined : new ConfigurationReader(facts, path);
  },
  hides(asked) {
    // sshd's own answer is what is in force, for everybody that no block names.
    return asked?.program === 'sshd'
      ? {
          unseen: ['settings of single users'],
          next: ['sshd -T -C user=USER,addr=ADDRESS,host=HOST', 'grep -n Match /etc/ssh/sshd_config'],
        }
      : { unseen: ['settings in force'], next: ['sshd -T', 'apachectl -S', 'php -i'] };
  },
};
