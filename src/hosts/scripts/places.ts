/**
 * How the names of scripts end that web servers run: PHP (with the endings of Debian's, RHEL's and cPanel's handlers), JSP,
 * ASP, ColdFusion, CGI. 2026-11.
 */
export const SCRIPT_ENDINGS: readonly string[] =
  '.php .phtml .php3 .php4 .php5 .php7 .php8 .pht .phar .jsp .jspx .jspf .asp .aspx .ashx .asmx .cfm .cfml .cgi .pl .py .rb'.split(
    ' ',
  );

/**
 * Folders in which web applications keep what visitors and editors upload, or what they make themselves, and no scripts:
 * WordPress, Joomla, Drupal, Magento, OpenCart, PrestaShop, MediaWiki, phpBB, Moodle and Liferay by their documentation;
 * names of folders of home-made uploads. In lower case. 2026-11.
 */
export const UPLOAD_FOLDERS: readonly string[] = (
  '/uploads/ /upload/ /uploaded/ /userfiles/ /user_files/ /images/ /img/ /media/ /files/ /attachments/ /avatars/ /documents/ ' +
  '/photos/ /gallery/ /cache/ /tmp/ /temp/ /logs/ /fonts/ /css/ /.well-known/'
).split(' ');

/**
 * Scripts that are meant to be asked by one client, without a page that links to them, or by POST alone: schedulers,
 * background requests, counters, interfaces for other programs. WordPress, Drupal, Joomla, Nextcloud, Matomo, Moodle,
 * Magento, phpMyAdmin by their documentation. In lower case, as paths end. 2026-11.
 */
const BUSY_SCRIPTS: readonly string[] = (
  '/wp-cron.php /wp-login.php /xmlrpc.php /wp-comments-post.php /wp-trackback.php /wp-mail.php /wp-admin/admin-ajax.php ' +
  '/wp-admin/admin-post.php /wp-admin/async-upload.php /wp-admin/update.php /wp-admin/media-upload.php /wp-admin/post.php ' +
  '/cron.php /update.php /status.php /remote.php /public.php /index.php /admin/index.php /administrator/index.php /matomo.php ' +
  '/piwik.php /admin/cron.php /login/index.php /lib/ajax/service.php /webservice/rest/server.php /phpmyadmin/index.php ' +
  '/soap.php /api.php /rest.php /ews/exchange.asmx /autodiscover/autodiscover.asmx'
).split(' ');

/** Folders of document roots, as Debian, RHEL, Alpine, Amazon Linux, Tomcat and control panels have them; `*` any name. 2026-11. */
export const WEB_ROOTS: readonly string[] = (
  '/var/www /srv/www /srv/http /usr/share/nginx/html /usr/local/apache2/htdocs /opt/bitnami/*/htdocs /home/*/public_html ' +
  '/home/*/www /home/*/htdocs /usr/lib/cgi-bin /var/lib/tomcat*/webapps /opt/*tomcat*/webapps /usr/share/tomcat*/webapps ' +
  '/usr/local/*tomcat*/webapps'
).split(' ');

/** Does a web server run it, by its name? */
export function isScript(path: string): boolean {
  const lower = path.toLowerCase();
  return SCRIPT_ENDINGS.some((ending) => lower.endsWith(ending));
}

/** Does it lie where no scripts belong? */
export function liesInUploads(path: string): boolean {
  const lower = path.toLowerCase();
  return UPLOAD_FOLDERS.some((folder) => lower.includes(folder));
}

/** Is it asked as web shells are, and none? One of that name in a folder for uploads is something else. */
export function isBusy(path: string): boolean {
  const lower = path.toLowerCase();
  return !liesInUploads(lower) && BUSY_SCRIPTS.some((ending) => lower.endsWith(ending));
}

/** How folders are called that a web server shows. */
const ROOT = /^(?:.{0,4000}?\/)?(?:html|htdocs|httpdocs|public_html|www|webapps|wwwroot)(\/.+)$/;

/**
 * A script's path below its document root, as far as the folder's name tells; undefined where nothing says that it lies
 * below one.
 */
export function webPath(path: string): string | undefined {
  return ROOT.exec(path)?.[1];
}

/** WordPress and others put a script that does nothing into each folder, so that it is not listed. Bytes. */
const EMPTY_INDEX = 200;

/** A script in a folder for uploads of a document root. @param size in bytes; absent: not known */
export function isMisplaced(path: string, size?: number): boolean {
  const below = webPath(path);
  if (below === undefined || !isScript(path) || !liesInUploads(below)) return false;
  return !/\/index\.php$/i.test(path) || (size ?? 0) > EMPTY_INDEX;
}
