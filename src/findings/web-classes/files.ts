import { NUL } from './decoding.ts';
import { holdsAny, placesOf } from './value.ts';
import type { Value } from './value.ts';

/** Files of a system that are read to show that any file can be: Filesystem Hierarchy Standard 3.0; Windows' own. */
const SYSTEM_FILES = [
  'etc/passwd',
  'etc/shadow',
  'etc/group',
  'etc/hosts',
  'etc/hostname',
  'etc/issue',
  'etc/fstab',
  'etc/crontab',
  'etc/motd',
  'etc/resolv.conf',
  'etc/ssh/',
  'etc/apache2/',
  'etc/httpd/',
  'etc/nginx/',
  'etc/mysql/',
  'etc/my.cnf',
  'etc/php',
  'etc/os-release',
  'etc/sudoers',
  'etc/environment',
  'etc/profile',
  'etc/pam.d/',
  'etc/cron.d/',
  'etc/sysconfig/',
  'etc/netplan/',
  'etc/redis/',
  'etc/samba/',
  'etc/postgresql/',
  'etc/openvpn/',
  'etc/letsencrypt/',
  'etc/kubernetes/',
  'var/run/secrets/',
  'run/secrets/',
  'var/run/docker.sock',
  'var/spool/cron',
  'usr/local/apache2/',
  'opt/lampp/',
  'proc/self/',
  'proc/version',
  'proc/cpuinfo',
  'proc/net/',
  'proc/1/',
  'proc/mounts',
  'var/log/',
  'var/mail/',
  'var/lib/php',
  'root/.',
  'usr/local/etc/',
  'windows/win.ini',
  'windows/system.ini',
  'windows/system32/',
  'winnt/win.ini',
  'winnt/system32/',
  'windows/repair/',
  'windows/panther/',
  'boot.ini',
  'inetpub/',
  'web-inf/',
  'meta-inf/',
  'xampp/',
  '.ssh/',
  'id_rsa',
];

/** Files of a site's own that no page names: what is left lying by tools, and holds secrets. Each is the end of a path, or a folder. */
const OWN_FILES = [
  '/.env',
  '/.git/',
  '/.gitconfig',
  '/.git-credentials',
  '/.svn/',
  '/.hg/',
  '/.bzr/',
  '/.cvs/',
  '/cvs/entries',
  '/.aws/',
  '/.ssh/',
  '/.docker/',
  '/.kube/',
  '/.npmrc',
  '/.pypirc',
  '/.netrc',
  '/.pgpass',
  '/.my.cnf',
  '/.htaccess',
  '/.htpasswd',
  '/.ds_store',
  '/.bash_history',
  '/.bashrc',
  '/.profile',
  '/.mysql_history',
  '/.vscode/sftp.json',
  '/.idea/',
  '/.travis.yml',
  '/.dockerenv',
  '/web-inf/',
  '/meta-inf/',
  '/web.config',
  '/wp-config.php.',
  '/wp-config.php~',
  '/wp-config.bak',
  '/wp-config.old',
  '/wp-config.txt',
  '/config.php.bak',
  '/configuration.php.bak',
  '/configuration.php~',
  '/id_rsa',
  '/id_dsa',
  '/etc/passwd',
  '/etc/shadow',
  '/proc/self/',
  '/sftp-config.json',
  '/database.sql',
  '/dump.sql',
  '/backup.sql',
  '/db.sql',
  '/docker-compose.yml',
  '/appsettings.json',
  '/credentials.json',
  '/secrets.yml',
  '/phpinfo.php.bak',
  '/server-status',
  '/global.asa',
  '/trace.axd',
];

/** `../` in all the ways that a path is written, as one: `..\`, `..;/`, `....//`, `..../`. */
function plainPath(text: string): string {
  return text
    .replaceAll('\\', '/')
    .replaceAll(/\.\.;[^/&]{0,40}\//g, '../')
    .replaceAll(/\.{2,8}\/{1,8}/g, '../')
    .replaceAll(/\/(?:\.?\/)+/g, '/');
}

/** How many folders a path goes up beyond where it began. */
function climbs(path: string): { up: number; beyond: number } {
  let [depth, beyond, up] = [0, 0, 0];
  for (const part of path.split('/')) {
    if (part === '..') {
      up += 1;
      depth -= 1;
      beyond = Math.max(beyond, -depth);
    } else if (part !== '' && part !== '.') depth += 1;
  }
  return { up, beyond };
}

/** Where a path may begin that names a file of the system: a drive, a scheme, a way up, or the value itself. */
const BEGINS =
  /^[\s"'(@=]*(?:(?:file|local_file|netdoc|jar|zip|phar|php):\/{0,3}[^\s]{0,80}?)?(?:[a-z]:|%systemroot%|%windir%|\$\{?home\}?|~|\/home\/[\w.-]{1,40})?\/*(?:\.\.?\/)*$/;

function namesSystemFile(path: string): boolean {
  for (const file of SYSTEM_FILES) {
    for (const at of placesOf(path, file)) {
      const before = path.slice(Math.max(0, at - 160), at);
      if (/(?:^|\/)\.\.\/+$/.test(before)) return true;
      if (BEGINS.test(before) && (before !== '' || file.startsWith('etc/pass') || file === 'boot.ini'))
        return true;
    }
  }
  return false;
}

const ENCODED_WAY_UP =
  /%(?:25)*2e|%(?:25)*2f|%(?:25)*5c|%c0|%c1|%e0%80|%u(?:2215|2216|ff0e|002e|002f|005c|f025)|%00/i;

/** In a value a slash is encoded by every program; a point, or anything twice, by none that has not something to hide. */
const HIDDEN_WAY_UP =
  /%(?:25)*2e|%25(?:25)*2f|%25(?:25)*5c|%c0|%c1|%e0%80|%u(?:2215|2216|ff0e|002e|002f|005c|f025)/i;

/** Is it a way out of the folder, or one of the files that nobody is meant to read (CWE-22)? */
export function isLocalFile(value: Value): boolean {
  const { text, place, raw, marks } = value;
  if (place === 'header') return /^(?:\.\.[/\\]){2}/.test(text) || text.startsWith('/etc/passwd');
  const path = plainPath(text);
  if (place === 'path') {
    if (OWN_FILES.some((file) => isOwnFile(path, file))) return true;
    if (!path.includes('..')) return namesSystemFile(path);
    const { beyond, up } = climbs(path);
    return (
      up > 0 &&
      (beyond > 0 ||
        ENCODED_WAY_UP.test(raw) ||
        text.includes('..;') ||
        text.includes('..\\') ||
        namesSystemFile(path))
    );
  }
  if (namesSystemFile(path)) return true;
  if (
    holdsAny(path, ['/.env', '/.git/', '.htpasswd', '.htaccess', 'web-inf/web.xml', 'wp-config.php']) &&
    (path.startsWith('/') || path.includes('../')) &&
    !path.includes('://') &&
    !path.includes(' ')
  )
    return true;
  if (INCLUDING.test(value.name) && HIDDEN_FILE.test(path)) return true;
  if (!path.includes('../') && !path.endsWith('/..')) return false;
  // In a text with spaces before it, `..` is an ellipsis or an example.
  const [before = ''] = path.split('..', 1);
  if (/\s\S*\s/.test(before.trimStart())) return false;
  const { up, beyond } = climbs(path.replace(/^[a-z]+:\/\/[^/]*/, ''));
  return beyond >= 2 || (beyond > 0 && (up >= 3 || (marks & NUL) !== 0 || HIDDEN_WAY_UP.test(raw)));
}

/** A file that no page names, as the whole of what a script is to include; people search for such names, too. */
const HIDDEN_FILE =
  /^\s{0,9}(?:\.(?:env|htaccess|htpasswd|npmrc|netrc)|\.(?:git|svn|ssh|aws)\/\S{1,80}|(?:web|meta)-inf\/\S{1,80})\s{0,9}$/;

function isOwnFile(path: string, file: string): boolean {
  const at = path.lastIndexOf(file);
  if (at < 0) return false;
  if (file.endsWith('/') || file.endsWith('.')) return true;
  const after = path.slice(at + file.length);
  return (
    after === '' ||
    after === '/' ||
    /^[.~_-](?:bak|old|save|swp|orig|txt|backup|prod|production|dev|local|example|stage|staging|test|1|2)?$/.test(
      after,
    )
  );
}

/** Where a script takes a file or page from that it includes: OWASP, Testing for Remote File Inclusion. */
const INCLUDING =
  /^(?:.*[[_-])?(?:inc|incl|include|includedir|include_path|file|files|filename|filepath|page|pg|path|basepath|base_path|basedir|root|rootdir|root_path|document_root|absolute_path|dir|template|tpl|theme|skin|layout|module|mod|plugin|lib|libdir|class|config|conf|cfg|content|body|main|load|read|document|doc|folder|section|view|pagina|action|cmd|do|lang|language|style|src|source|item|site|board)\]?$/;
const RUN_FILE = /\.(?:php\d?|phtml|inc|txt|asp|jsp|cgi|pl|py|sh)(?:[?\0#\s].*)?$/;
/** Where a cloud's machine asks for its own credentials, and other names of the machine itself: RFC 3927; the clouds' documentation. */
const OWN_SERVICES = [
  '169.254.169.254',
  'metadata.google.internal',
  '100.100.100.200',
  '169.254.170.2',
  '[fd00:ec2::254]',
  '2852039166',
  '0xa9fea9fe',
  'instance-data',
];
const OTHER_SCHEMES = /^\s{0,9}(?:gopher|dict|ldaps?|tftp|sftp|netdoc|jar|ssh2|ogg|expect|smb|rmi|dns):\/\//;

/** Is it a URL that the server is meant to fetch or include (CWE-98, CWE-918)? */
export function isRemoteFile({ text, name, place, marks }: Value): boolean {
  if (place !== 'query') return false;
  if (OTHER_SCHEMES.test(text) && !text.startsWith('ldap://') && !/^\s{0,9}(?:expect|ogg|ssh2)/.test(text))
    return true;
  const found = /^\s{0,9}(?:url:)?(?:https?|ftps?):\/{1,3}([^/?#\s]*)([^\s]*)/.exec(text);
  if (found === null)
    return (
      /^\s{0,9}(?:\\\\|\/\/)[\w.-]+[\\/][\w$.\\/-]+\.(?:php|txt|inc|sh)/.test(text) && INCLUDING.test(name)
    );
  const [, host = '', rest = ''] = found;
  if (OWN_SERVICES.some((service) => host.includes(service))) return true;
  const isNumber =
    /^(?:.*@)?(?:\d{1,3}(?:\.\d{1,3}){3}|\d{8,10}|0x[0-9a-f]{8}|\[[0-9a-f:.]+\])(?::\d+)?$/.test(host);
  const including = INCLUDING.test(name);
  // The question mark at the end makes what the script adds a query of that URL.
  const ends = /\?+\s{0,9}$/.test(rest) || (marks & NUL) !== 0;
  if (ends && (including || RUN_FILE.test(rest.replace(/\?+\s{0,9}$/, '')))) return true;
  if (including && RUN_FILE.test(rest)) return true;
  if (/[?&](?:cmd|exec|c)=/.test(rest) && including) return true;
  return isNumber && including;
}
