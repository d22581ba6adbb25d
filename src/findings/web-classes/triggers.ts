import { JAVA, LFI, PHP, PROTOCOL, RCE, RFI, SCANNER, SQL, XSS } from './classes.ts';
import { ENCODED_WORDS } from './decoding.ts';
import { SCANNER_MARKS } from './scanners.ts';
import { WordSearch } from './word-search.ts';

/** Signs and words without which a value is of no class, each with the classes that it may be of. */
const TRIGGERS: readonly (readonly [set: number, words: string])[] = [
  [SQL, `' " \` ; || && select sleep( waitfor benchmark( [$ $where /* -- #`],
  // What needs no quote, no comment and no SELECT.
  [
    SQL,
    'union extractvalue updatexml concat( char( chr( @@ information_schema xp_ load_file dbms_ utl_ openrowset make_set substring( mid( outfile dumpfile',
  ],
  [
    XSS,
    '< " \' ` script: data:text/html {{ alert confirm( confirm` confirm) prompt( prompt` prompt) onerror onload [][ !![] top[ self[ window[',
  ],
  [
    LFI,
    '.. etc/ proc/ win.ini system.ini boot.ini var/log /. web-inf meta-inf passwd system32 winnt/ id_rsa id_dsa web.config wp-config database.sql dump.sql backup.sql db.sql file:/ docker-compose secrets.yml sftp-config appsettings credentials.json server-status trace.axd global.asa cvs/ root/. inetpub xampp config.php configuration.php phpinfo.php run/secrets docker.sock var/spool apache2/ lampp .env .git .hta .htp .npmrc .netrc .ssh .svn .aws',
  ],
  [RFI, 'http: https: ftp: ftps: gopher: dict: tftp: sftp: netdoc: jar: ldap: ldaps: smb: \\\\ //'],
  [
    RCE,
    '; | && ` $( ${ $ifs () ( ) { <( >( cmd.exe powershell /bin/ \n \r /dev/tcp <!--# wget __ cmd= exec= execute= command= shell= system= syscmd= daemon= todo= run=',
  ],
  [RCE, '&c= ?c='],
  [
    PHP,
    '<? php:// phar: zip: zlib: expect: glob: rar: ogg: ssh2. data: $_ $globals $http_ ( allow_url auto_prepend auto_append disable_functions safe_mode open_basedir suhosin cgi. think\\ think/app eval-stdin invokefunction o: c: globals[ _server[ _get[ _post[ _request[ _session[ include require',
  ],
  [
    JAVA,
    '${ #{ %{ *{ @( (# {{ com.sun ro0ab aced0005 java. getruntime getclass classloader ognl freemarker <%= class.m class.c class.p class.r class[ javassist bsh. groovy redirect: action: processbuilder xmldecoder scriptengine jdk. commons.collections #set( @{ ~{',
  ],
  [PROTOCOL, '\n \r )( *) ( | ://'],
];

/** The beginnings of SQL that needs neither a quote nor a SELECT. */
const STATEMENTS = [
  'insert into',
  'delete from',
  'drop table',
  'drop database',
  'truncate table',
  'alter table',
  'create ',
  'update ',
  'copy ',
  'case when',
  ' like',
  ' regexp',
  'exec master',
];

/** Beside the classes: an ampersand that separates no parameters. */
export const AMPERSAND = 1 << 14;
/** Beside the classes: the text is to be decoded first. */
export const ENCODED = 1 << 15;

function triggerWords(): Map<string, number> {
  const words = new Map<string, number>();
  const add = (word: string, set: number): void => {
    words.set(word, (words.get(word) ?? 0) | set);
  };
  // The line ends stand for themselves, so the list is cut at spaces alone.
  for (const [set, list] of TRIGGERS) for (const word of list.split(' ')) add(word, set);
  for (const word of ['or', 'and', 'xor', 'order', 'having', 'rlike', 'limit', 'into', 'procedure']) {
    for (const space of [' ', '\t', '\n', '\r', '\u000b', '\f', ')']) add(`${space}${word}`, SQL);
  }
  for (const space of [' ', '\t', '\n', '\r']) {
    for (const phrase of STATEMENTS) add(phrase.replace(' ', space), SQL);
    for (const shell of ['sh -c', 'sh -ic', 'cmd /', 'cmd.exe /']) add(shell.replace(' ', space), RCE);
  }
  add('\u000b', SQL);
  for (const mark of SCANNER_MARKS) add(mark, SCANNER);
  for (const word of ENCODED_WORDS) add(word, ENCODED);
  for (const word of ['%26', '%2526', '%252526', '%u0026', '\\u0026', '\\x26', '&amp;', '&#38', '&#x26'])
    add(word, AMPERSAND);
  return words;
}

/** Finds in one pass what a text has to be looked at for. */
export const TRIGGER_SEARCH = new WordSearch(triggerWords(), ENCODED);
