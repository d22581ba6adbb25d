import { lineOf, placeOf } from '../../check.ts';
import type { CheckContext, CheckFamily, CheckResult } from '../../check.ts';
import { quoted } from '../../../model/message.ts';
import type { Message } from '../../../model/message.ts';
import type { LineRef, Severity } from '../../../model/finding.ts';
import type { ConfigurationFact } from '../../facts.ts';
import { IN_FORCE, MAIN } from '../../text/sshd-paths.ts';
import { inForce, inMatches, mainOf, settingsOf } from './settings.ts';
import type { Setting } from './settings.ts';
import { SSHD_ROWS } from './sentences.ts';

/** sshd_config(5) of OpenSSH 10, 2025: names, defaults, and which values open a way in. */
interface Rule {
  id: string;
  name: string;
  /** As sshd has it where no file sets it. */
  default: string;
  severity: Severity;
  opens: (value: string) => boolean;
  key: keyof typeof SSHD_ROWS;
  fix: keyof typeof SSHD_ROWS;
  /** What to write. */
  wanted: string;
}

const YES = /^yes$/i;

const RULES: readonly Rule[] = [
  {
    id: 'sshd.password-authentication',
    name: 'PasswordAuthentication',
    default: 'yes',
    severity: 'medium',
    opens: (value) => YES.test(value),
    key: 'sshdPasswords',
    fix: 'sshdSet',
    wanted: 'no',
  },
  {
    id: 'sshd.keyboard-interactive',
    name: 'KbdInteractiveAuthentication',
    default: 'yes',
    severity: 'medium',
    opens: (value) => YES.test(value),
    key: 'sshdInteractive',
    fix: 'sshdSet',
    wanted: 'no',
  },
  {
    id: 'sshd.permit-root-login',
    name: 'PermitRootLogin',
    default: 'prohibit-password',
    severity: 'high',
    opens: (value) => YES.test(value),
    key: 'sshdRoot',
    fix: 'sshdSet',
    wanted: 'no',
  },
  {
    id: 'sshd.permit-empty-passwords',
    name: 'PermitEmptyPasswords',
    default: 'no',
    severity: 'high',
    opens: (value) => YES.test(value),
    key: 'sshdEmpty',
    fix: 'sshdSet',
    wanted: 'no',
  },
  {
    id: 'sshd.max-auth-tries',
    name: 'MaxAuthTries',
    default: '6',
    severity: 'low',
    // More than the default only helps who guesses.
    opens: (value) => Number(value) > 6,
    key: 'sshdTries',
    fix: 'sshdSet',
    wanted: '4',
  },
  {
    id: 'sshd.authorized-keys-file',
    name: 'AuthorizedKeysFile',
    default: '.ssh/authorized_keys .ssh/authorized_keys2',
    severity: 'medium',
    opens: (value) => value.split(/\s+/).some((file) => !USUAL_KEYS.test(file)),
    key: 'sshdKeys',
    fix: 'sshdKeysFix',
    wanted: '.ssh/authorized_keys',
  },
];

/** Where keys are kept by themselves, and by the systems of images that place them for all users. */
const USUAL_KEYS = /^(?:none|(?:%h\/)?\.ssh\/authorized_keys2?|\/etc\/ssh\/authorized_keys(?:\.d)?\/%u)$/;

const REFERENCE = 'sshd_config(5)';

function result(
  rule: Rule,
  outcome: CheckResult['outcome'],
  message: Message,
  lines: LineRef[],
): CheckResult {
  const { id, severity, name, wanted, fix } = rule;
  return {
    id,
    outcome,
    severity,
    message,
    ...(outcome !== 'passed' && {
      fix: { key: fix, params: fix === 'sshdSet' ? { name, wanted } : {} },
    }),
    reference: REFERENCE,
    lines,
  };
}

/** What holds for everybody, and for whom something else does. */
function check(rule: Rule, settings: ReadonlyMap<string, Setting[]>, main: ConfigurationFact): CheckResult[] {
  const { name, opens, key } = rule;
  const setting = inForce(settings, name.toLowerCase());
  // `sshd -T` names every setting: one that is missing there belongs to another version.
  if (setting === undefined && main.path === IN_FORCE) return [];
  const value = setting?.value ?? rule.default;
  const place = setting === undefined ? REFERENCE : placeOf(setting.file, setting.at);
  const lines = [lineOf(setting === undefined ? main.origin : { ...setting.file.origin, line: setting.at })];
  const message: Message = opens(value)
    ? { key, params: { name, value, place } }
    : quoted(`${name} ${value} (${place})`);
  const own = result(rule, opens(value) ? 'failed' : 'passed', message, lines);
  const others = inMatches(settings, name.toLowerCase()).filter((one) => opens(one.value) && !opens(value));
  return [
    own,
    ...others.map((one) =>
      result(
        rule,
        'failed',
        {
          key: 'sshdMatch',
          params: { name, value: one.value, match: one.match ?? '', place: placeOf(one.file, one.at) },
        },
        [lineOf({ ...one.file.origin, line: one.at })],
      ),
    ),
  ];
}

export const SSHD: CheckFamily = {
  name: 'sshd',
  title: 'OpenSSH server: settings in force (first value wins, Include, Match, sshd -T)',
  rows: SSHD_ROWS,
  files: [MAIN, '/etc/ssh/sshd_config.d/*.conf'],
  run({ facts }: CheckContext) {
    const main = mainOf(facts);
    if (main === undefined) return [];
    const settings = settingsOf(facts, main);
    // `sshd -T` says what holds for everybody; for whom something else does, the files say.
    const file = main.path === IN_FORCE ? facts.configurations.find(({ path }) => path === MAIN) : undefined;
    const written = file === undefined ? [] : settingsOf(facts, file);
    for (const [name, all] of written) {
      const others = all.filter(({ match }) => match !== undefined);
      if (others.length > 0) settings.set(name, [...(settings.get(name) ?? []), ...others]);
    }
    return RULES.flatMap((rule) => check(rule, settings, main));
  },
};
