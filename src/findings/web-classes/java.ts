import { holdsAny } from './value.ts';
import type { Value } from './value.ts';

/** Look-ups of Log4j are nested so deep at most (its manual has two). */
const MOST_DEPTH = 8;

/**
 * The text with look-ups that only spell other text replaced by it, the innermost first: `${lower:j}`, `${::-n}`,
 * `${env:NONE:-d}`, `${date:'i'}` (Log4j 2 manual, "Lookups"). One pass for each depth.
 */
function spelled(text: string): string {
  let now = text;
  for (let depth = 0; depth < MOST_DEPTH && now.includes('${'); depth++) {
    const next = now.replaceAll(
      /\$\{(?:lower|upper):([^${}]{1,40})\}|\$\{[^${}]{0,40}:-([^${}]{0,40})\}|\$\{date:'([^'${}]{1,10})'\}/g,
      (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? '',
    );
    if (next === now) break;
    now = next;
  }
  return now;
}

const LOOKUPS = [
  '${jndi:',
  '${env:',
  '${sys:',
  '${java:',
  '${ctx:',
  '${log4j:',
  '${main:',
  '${docker:',
  '${k8s:',
  '${web:',
  '${bundle:',
  '${base64:',
  '${script:',
  '${dns:',
  '${url:',
];

/** Classes and members by which an expression runs commands: OWASP, Expression Language Injection; Apache S2-045, S2-057. */
const RUNS = [
  'getruntime()',
  'getruntime(',
  '@java.lang.runtime',
  'java.lang.runtime@',
  't(java.lang.',
  't(org.springframework',
  'new java.lang.',
  'new java.io.',
  'new java.net.',
  'new java.util.scanner',
  'java.lang.processbuilder(',
  'processbuilder(',
  '#_memberaccess',
  '#context[',
  '#application[',
  '#request[',
  '#session[',
  '#parameters.',
  '@ognl.',
  'ognlcontext',
  'allowstaticmethodaccess',
  'denymethodexecution',
  'xwork.methodaccessor',
  'class.module.classloader',
  'class.classloader',
  'classloader.resources',
  'class["classloader',
  "class['classloader",
  'class.forname(',
  'getclass().forname',
  '.getclass().',
  'freemarker.template.utility.execute',
  'scriptenginemanager',
  'javax.script.',
  'com.sun.rowset.jdbcrowsetimpl',
  'javax.naming.initialcontext',
  'org.apache.commons.collections.functors',
  'java.beans.xmldecoder',
  'jdk.jshell',
  'javassist.',
  'bsh.interpreter',
  'groovy.lang.groovyshell',
];

/** `${7*7}`, `#{7*7}`, `%{7*7}`, `*{7*7}`, `@(7*7)`: a sum whose result shows that it was evaluated. */
const SUM = /(?:\$|#|%|\*|@|~)\{{1,2}\s{0,9}['"]?\d{1,9}['"]?\s{0,9}[*+/-]\s{0,9}['"]?\d{1,9}['"]?\s{0,9}\}/;
const DOUBLE_SUM =
  /\{\{\s{0,9}['"]?\d{1,9}['"]?\s{0,9}\*\s{0,9}['"]?\d{1,9}['"]?\s{0,9}\}\}|<%=\s{0,9}\d{1,9}\s{0,9}\*\s{0,9}\d{1,9}\s{0,9}%>/;
const OGNL =
  /[%$#]\{\s{0,9}\(?\s{0,9}[#@(]\s{0,9}\w|[%$]\{[^}]{0,200}(?:#\w+\s{0,9}=|@\w[\w.]*@)|\$\{\s{0,9}(?:new |t\(|''|""|\w+\.getclass|#)/;

/** Objects that every expression of a page has (Jakarta Expression Language, "Implicit Objects"), and Velocity's `#set`. */
const IMPLICIT =
  /[$#]\{\s{0,9}(?:(?:page|request|session|application)scope|pagecontext|initparam|facescontext)\b|#set\s{0,9}\(\s{0,9}\$\w/;

/** Is it what a Java application evaluates, looks up or reads as an object (CWE-917, CWE-502)? */
export function isJava({ text, raw, name, place }: Value): boolean {
  if (text.includes('${')) {
    const plain = spelled(text);
    if (holdsAny(plain, LOOKUPS)) return true;
    if (
      /\$\{[^}]{0,12}\$\{|\$\{\s{0,9}jndi/.test(plain) ||
      (plain !== text && /jndi|ldap:|rmi:|dns:/.test(plain))
    )
      return true;
  }
  // Base64 of a stream of objects (Java Object Serialization Specification, section 6.4.2), which begins with ac ed 00 05.
  if (raw.includes('rO0AB') || /^\W*(?:aced0005|ro0ab)/.test(text)) return true;
  if (place === 'header') return OGNL.test(text);
  if (holdsAny(text, RUNS) && !isText(text)) return true;
  if (name.startsWith('class.') && /^class\.(?:module|classloader|protectiondomain|resource)/.test(name))
    return true;
  return (
    SUM.test(text) ||
    IMPLICIT.test(text) ||
    DOUBLE_SUM.test(text) ||
    OGNL.test(text) ||
    /^(?:redirect|action|redirectaction):[$%]\{/.test(name + text)
  );
}

/** Words before the class's name, and no expression around it: somebody asks about it. */
function isText(text: string): boolean {
  return !/[#@{}]/.test(text) && /^[\w.]+(?:\(\))?\s{1,9}[a-z]+\s|^[a-z]+\s{1,9}[a-z]+\s/.test(text);
}
