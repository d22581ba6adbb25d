import type { Element } from '../../text/xml.ts';
import { withinXml } from '../../text/xml.ts';

/**
 * Passwords that worms and scanners of Tomcat managers try first: those of Tomcat's own examples and of Java.Tomdep
 * (Symantec, 2013-11), and of Metasploit's tomcat_mgr_default_pass.txt. State: 2026-11.
 */
export const WEAK: ReadonlySet<string> = new Set(
  (
    'tomcat admin manager s3cret secret password password1 passw0rd root toor 123456 12345678 1234 changeme changethis ' +
    'j5brn9 kdsxc owaspbwa admanager role1 role tomcat7 tomcat8 tomcat9 tomcat10 manager1 administrator test welcome qwerty'
  ).split(' '),
);

/** Roles that may deploy programs or manage hosts: Tomcat 7 and later, and `manager` and `admin` before. */
const POWERFUL = /^(?:manager(?:-gui|-script|-jmx)?|admin(?:-gui|-script)?)$/;
/** What our collector writes in the place of a password that is none of the weak ones. */
const HIDDEN = '(hidden)';

interface User {
  name: string;
  /** Its password is one that is tried first, or its own name, or it has none. */
  weak: boolean;
  line: number;
}

/** Users of `tomcat-users.xml` that may deploy programs. Their passwords go nowhere. */
export function powerfulUsers(root: Element): User[] {
  return withinXml(root)
    .filter(({ name }) => name === 'user')
    .flatMap(({ attributes, line }) => {
      const name = attributes['username'] ?? attributes['name'] ?? '';
      const roles = (attributes['roles'] ?? '').split(',').map((role) => role.trim());
      if (!roles.some((role) => POWERFUL.test(role))) return [];
      const password = attributes['password'] ?? '';
      const known =
        password !== HIDDEN && (password === '' || password === name || WEAK.has(password.toLowerCase()));
      return [{ name, weak: known, line }];
    });
}
