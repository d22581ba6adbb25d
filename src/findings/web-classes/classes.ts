/** A class of attacks on web applications, as the OWASP CRS groups its rules. */
interface AttackClassEntry {
  /** As tables and findings name it. */
  readonly name: string;
  /** What is looked for, in English. */
  readonly what: string;
  /** Where the class is described in public. */
  readonly source: string;
}

/**
 * The classes, in the order in which they are listed. The names are those of the OWASP Core Rule Set's files; the rules are
 * our own, written from the public descriptions that stand beside them.
 */
export const ATTACK_CLASSES = [
  {
    name: 'sql injection',
    what: 'a value that ends the text or number it stands in and goes on in SQL',
    source: 'OWASP CRS REQUEST-942; CWE-89; OWASP, SQL Injection',
  },
  {
    name: 'xss',
    what: 'markup or script in a value that a page may show again',
    source: 'OWASP CRS REQUEST-941; CWE-79; OWASP, Cross Site Scripting',
  },
  {
    name: 'local file inclusion',
    what: "a way out of the folder, or a file of the system or of the server's own that no page names",
    source: 'OWASP CRS REQUEST-930; CWE-22, CWE-98; OWASP, Path Traversal',
  },
  {
    name: 'remote file inclusion',
    what: 'a URL where the server is meant to fetch or include what lies there',
    source: 'OWASP CRS REQUEST-931; CWE-98, CWE-918; OWASP, Server Side Request Forgery',
  },
  {
    name: 'command execution',
    what: 'a command of a shell behind what ends the value, or in a variable that is run',
    source: 'OWASP CRS REQUEST-932; CWE-78; OWASP, Command Injection; CVE-2014-6271',
  },
  {
    name: 'php injection',
    what: "PHP's tags, wrappers, variables, calls and objects in a value",
    source: 'OWASP CRS REQUEST-933; CWE-95, CWE-502; PHP manual, Supported Protocols and Wrappers',
  },
  {
    name: 'java attack',
    what: 'look-ups and expressions that a Java application evaluates, and its serialized objects',
    source: 'OWASP CRS REQUEST-944; CWE-917, CWE-502; CVE-2021-44228, CVE-2017-5638, CVE-2022-22965',
  },
  {
    name: 'protocol attack',
    what: 'a line end with a header in a value, a request in a request, a look-up filter, a method that proxies or echoes',
    source: 'OWASP CRS REQUEST-920 and 921; CWE-113, CWE-444, CWE-90; RFC 9110, section 9.3',
  },
  {
    name: 'scanner',
    what: 'a program that says it is a scanner, or the marks that one leaves in what it asks for',
    source: "OWASP CRS REQUEST-913; the tools' own documentation and default user agents",
  },
] as const satisfies readonly AttackClassEntry[];

export type AttackClass = (typeof ATTACK_CLASSES)[number]['name'];

/** A set of classes: bit i is the i-th of `ATTACK_CLASSES`. */
export type ClassSet = number;

export const SQL = 1;
export const XSS = 2;
export const LFI = 4;
export const RFI = 8;
export const RCE = 16;
export const PHP = 32;
export const JAVA = 64;
export const PROTOCOL = 128;
export const SCANNER = 256;

const NONE: readonly AttackClass[] = [];

/** The names of a set, in their order. */
export function namesOf(set: ClassSet): readonly AttackClass[] {
  if (set === 0) return NONE;
  return ATTACK_CLASSES.flatMap(({ name }, bit) => ((set & (1 << bit)) === 0 ? [] : [name]));
}
