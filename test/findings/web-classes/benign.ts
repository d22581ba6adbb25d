import { Random } from '../../../bench/generate/random.ts';

/** A request of an ordinary visitor or program. */
export interface BenignRequest {
  kind: string;
  url: string;
  agent: string;
  referer: string;
}

const WORDS =
  'red blue shoes women men summer winter jacket select union script system order group having drop table insert update delete where from exec like between case when null true false alert confirm eval print include require file path etc passwd cat curl ping host id type find sort echo java class runtime spring php admin login user account password reset profile image photo video news sport world market credit stock europe hotel flight train ticket concert london paris tokyo berlin madrid cheap best new used free trial review manual guide how to fix install windows linux server error code example tutorial book paper history art music film game online shop price sale size colour'.split(
    ' ',
  );
/** What people search for that looks like more: apostrophes, signs, code, names of attacks. */
const SEARCHES = [
  "women's shoes size 7",
  "o'brien & sons",
  "rock 'n' roll",
  "the dogs' and cats' food",
  "5' and 6' boards",
  "it's raining -- again",
  "don't stop me now",
  "l'oréal crème d'été",
  'select committee on foreign affairs',
  'union select committee',
  'credit union select account',
  'select a plan from our list',
  'student union order form',
  'drop table lamp',
  'insert into slot',
  'update my profile set picture',
  'delete from cart',
  'sql select from where example',
  'select * from table where id = 1',
  'how to use order by in sql',
  'group by having count sql',
  'union vs union all',
  'where 1=1 meaning in sql',
  'black and white',
  'now or never',
  '1 or 2 bedrooms',
  '2 and 3 bedroom flats',
  '10 or 12 inch',
  'c++ vs c#',
  'c# list<string> example',
  'a & b',
  'a < b and c > d',
  'x > 5 && y < 10',
  'if (a == b || c == d)',
  'javascript: the good parts',
  'javascript alert box',
  'javascript settimeout example',
  'function foo() { return 1; }',
  'what does the <script> tag do',
  'html <img> tag size',
  'how to center a <div>',
  'the <b> element',
  'onclick vs addeventlistener',
  'script font download',
  'cat food',
  'cat | dog beds',
  'ping pong table',
  'who is the host of the show',
  'curl cream for hair',
  'find my phone',
  'echo dot 4',
  'sleep apnea',
  'id card holder',
  'bash the book',
  'what is in etc passwd',
  'what is /etc/passwd used for',
  'nginx 404 ../ in path',
  'php include vs require',
  'php system() function',
  'php base64_decode online',
  'how to use phpinfo',
  'java.lang.NullPointerException at line 3',
  'java.lang.Runtime exec example',
  'spring class loader',
  'log4j jndi vulnerability',
  '$5 off coupon',
  '100% cotton',
  '50% off {sale}',
  'price: $10-$20',
  '(2019) [hd]',
  '"exact phrase" -exclude',
  '"salt" and "pepper"',
  '"foo" OR "bar"',
  "'salt' and 'pepper'",
  'title:(war and peace)',
  'author:"o\'neil" AND year:[1990 TO 2000]',
  'site:example.com filetype:pdf',
  'tel: +1 (555) 010-0000',
  '3/4" pipe',
  '6\'2" tall man',
  "5'-6' ladder",
  '12" vinyl & 7" single',
  "'90s music",
  "guns n' roses",
  "what's new?",
  'a=b&c=d',
  '50/50',
  '#hashtag',
  '@user',
  'e-mail; fax',
  'red; blue; green',
  'i love you ;)',
  'smile :-) (-:',
  'yes/no',
  '~/.bashrc alias example',
  'regex ^[a-z]+$',
  'C:\\Program Files\\App',
  '../relative/path in css',
  "L'Aquila",
  '日本語 検索',
  'поиск товара',
  '검색어 입력',
  '中文搜索',
  'schöne grüße',
  'naïve café',
  '<3 music',
  '-> arrow',
  '=== vs ==',
  'var x = 10;',
  'const a = () => {}',
  'git log --oneline',
  'ls -la meaning',
  'chmod 777 meaning',
  'npm install --save-dev',
  'docker run -it ubuntu bash',
  'sudo apt-get install curl',
  'rm command linux',
  'ps command in linux',
  'sleep(5) in javascript',
  'time.sleep(1) python',
  'document.getelementbyid example',
  'error: cannot read property',
  'null and void',
  'true or false questions',
  'having fun',
  'like a boss',
  'between two ferns',
  'case when sql',
  'exec summary template',
  'sp_executesql vs exec',
  'information_schema tables mysql',
  'xp_cmdshell enable',
  'sleep or benchmark',
  '${variable} in bash',
  'react {{ }} props',
  'vue {{ message }}',
  'angular *ngfor',
  'jinja {{ user.name }}',
  'latex $x^2$',
  'what is 7*7',
  'a|b|c',
  'mon-fri 9-5; sat 10-4',
  // A shop, lessons of SQL, and questions of people who program.
  'union select t-shirt',
  'union select shirts men xl',
  "union select 'vintage' shirt",
  'sql waitfor delay example',
  "sql server waitfor delay '00:00:05'",
  'char(10) in excel',
  'excel char(10) char(13)',
  'mysql char(97) function',
  'varchar(255) vs char(10)',
  'extractvalue mysql example',
  'information_schema.tables mysql',
  'sql case when 1=1 then',
  'select @@version meaning',
  'select * from users where id = 1 tutorial',
  'select name, price from products order by price',
  'insert into users (name) values tutorial',
  'delete from users where id',
  'update users set name where',
  'create table users sql',
  'create or replace function postgres',
  'create user identified by mysql',
  'copy table from csv postgres',
  'load_file mysql',
  'mysql into outfile permission denied',
  'benchmark cpu 2024',
  'benchmark(1000) js',
  'xp_cmdshell enable sql server',
  'dbms_output.put_line example',
  'oracle chr(10) newline',
  "concat('a', 'b') mysql",
  'substring(name,1,3) sql',
  "sql like '%abc%'",
  '1 like means',
  'regexp email',
  'truncate table vs delete',
  'drop table if exists',
  'begin declare exception oracle',
  '/* css comment */ body { color: red }',
  'a/*b*/c',
  '@media (min-width: 600px) and (max-width: 900px)',
  '.a > .b + .c ~ .d',
  "font-family: 'Arial', sans-serif",
  'calc(100% - 20px)',
  'width: calc(1px + 2px); margin: 0 auto',
  '!important',
  'function(){return a||b}',
  'a.sort((x,y)=>x-y)',
  'const x = a ?? b;',
  'document.queryselector example',
  'arr.map(x => x * 2).filter(Boolean)',
  'if (x && y) { return; }',
  'python __init__ vs __new__',
  'what is __class__ in python',
  'python __globals__',
  'bash -c meaning',
  'sh -c example',
  'cmd /c vs /k',
  'git clone vs fork',
  'docker run example',
  'ssh user@host',
  'ip address lookup',
  'net income; net worth',
  'tar and gzip',
  'sc | reg',
  '.htaccess redirect',
  '.env file example',
  '.gitignore',
  'what is in /etc/profile',
  'php array_map example',
  "php usort callback 'strcmp'",
  'php mail function',
  'md5(1) online',
  'smarty {if} example',
  'velocity #set example',
  'thymeleaf @{/path}',
  'spring ${value}',
  "children's books; toys",
  'tom & jerry; cat and mouse',
];
const FILTERS = [
  "$filter=Name eq 'Milk' and Price lt 10",
  "$filter=contains(Title,'O''Neil') or startswith(Title,'A')",
  "$filter=(Status eq 'open' or Status eq 'new') and CreatedOn gt 2024-01-01T00:00:00Z",
  '$select=Id,Name,Price&$orderby=Price desc&$top=20&$skip=40',
  '$expand=Orders($select=Id;$filter=Total gt 100)',
  "$filter=length(Name) gt 3 and substring(Name,1) eq 'ilk'",
  "$filter=Tags/any(t:t eq 'new')",
  "$filter=Id in ('a','b','c')",
  "q=status = 'open' and assignee = 'ann' order by created",
  'jql=project = ABC AND status in (Open, "In Progress") ORDER BY created DESC',
  'fields=id,name,type,host&sort=-created',
  'fields=name|id|type|host',
  'filter=color:red|blue;size:m|l',
  'filters[price][$gt]=5&filters[name][$contains]=shoe',
  'filter[where][price][gt]=10&filter[limit]=20',
  'where={"price":{"$gt":5},"name":"shoe"}',
  'q={"query":{"match":{"title":"war and peace"}}}',
  'sort=price&order=asc&dir=desc',
  'order_by=price&group=brand',
  'include=author,comments&filter[type]=post',
  'select=id,title,author(name)&order=id.desc&limit=10',
  'or=(age.lt.18,age.gt.21)&select=*',
  'query=select(id,name)&from=2024-01-01&to=2024-02-01',
  'query={user(id:1){name,posts(first:10){title}}}',
  'query=query GetUser($id: ID!) { user(id: $id) { name email } }&variables={"id":"1"}',
  'query=mutation { like(input: {id: "a", type: POST}) { ok } }',
  'query={ __schema { types { name } } }',
  'expr=rate(http_requests_total{job="api",code!="200"}[5m])&step=15',
  'query=sum(rate(node_cpu_seconds_total{mode!="idle"}[1m])) by (instance)',
  'q=SELECT mean("value") FROM "cpu" WHERE time > now() - 1h GROUP BY time(1m)&db=telegraf',
  'bbox=-0.5,51.2,0.3,51.7&format=image/png&layers=a:b',
  "cql_filter=name like 'A%' and population > 1000",
  'll=51.5,-0.12&z=10&t=m',
  'date=2024-01-01&time=10:30:00&tz=+02:00',
  'colors[]=red&colors[]=blue&size[min]=1&size[max]=5',
  'template=welcome&lang=en&theme=dark',
  'page=about&view=list',
  'file=report-2024.pdf&type=pdf',
  'path=/documents/2024/report.docx',
  'path=docs/readme.md',
  'file=..%2Freport.pdf',
  'src=/images/logo.png&w=200&h=100',
  'img=https://cdn.example.com/a/b.jpg&w=100',
  'url=https://www.example.com/page.php?id=1&x=2',
  'redirect=https%3A%2F%2Fwww.example.com%2Faccount%3Ftab%3Dorders%26x%3D1',
  'return_url=/account?tab=orders',
  'next=%2Fadmin%2F%3Fq%3Dselect',
  'callback=https://app.example.com/oauth/callback&state=a%3Db&scope=openid%20profile',
  'continue=https://accounts.example.com/signin?service=mail&hl=en',
  'u=https://example.org/articles/2024/05/how-to-use-select.html',
  'image=data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==',
  'utm_source=mail&utm_medium=email&utm_campaign=spring_sale&utm_term=union+select',
  'callback=jQuery1234567_1617181920&_=1617181921',
  'jsonp=cb.handle&v=1.2.3',
  'ref=nav;logo&pos=1;2',
  'cmd=_xclick&business=shop@example.com',
  'c=12&cmd=list&exec=0',
  'action=edit&do=save&id=5',
  'host=www.example.com&port=443',
  "email=o'neil@example.com&name=Mary-Ann O'Neil",
  'name=Smith; John&title=Dr.',
  "address=Flat 3; 12 King's Road & Co.",
  'comment=Great product! 10/10 (would buy again) :)',
  'text=He said "hello" and left; she didn\'t.',
  'message=Hello,\r\nI want to ask about my order.\r\nFrom: London\r\nRegards',
  'note=line one\nline two\nid 5',
  'sig=%2BaB%2Fcd%3D%3D&expires=1700000000',
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20240101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host&response-content-disposition=attachment%3B%20filename%3D%22a.pdf%22',
  'SAMLRequest=fZJNT8MwDIb%2FSpR72zQdUxe1lQYTYhKIaS0cuKA09VikNilxyse%2FJ92GGIdxiWQ79uv3SQrkQz%2BItfdHs4e3CdCTz6E3KE4HJZ2cEZajRmH4ACi8EvX6fidYnIrRWW%2BV7emvkv87OCI4r62hZFuVdLdXNd3u1vVdSdMO86xfZnKxbHPOc77Kct6tFrnkGVtxxdiSkSdwGNpKGqYEPeIEW4NeGh%2Bk',
  'version=1.0.0-beta+exp.sha.5114f85',
  'range=10..20&step=0.5',
  'rev=HEAD~1..HEAD&path=src/main.c',
  'from=(select)&to=none',
  'id=1-2-3&x=-1',
  'price=10-20&rating=4+',
  'age=1 or 2&kids=2 and 3',
  'q=1=1',
  'formula=SUM(A1:A10)*2',
  'calc=7*7',
  'math=(1+2)*3/4',
  'css=body{color:red;background:url(/a.png)}',
  'css=a:hover{color:#fff}/* x */.b{margin:0}',
  'code=function(a,b){return a||b}',
  'cb=function(e){e.preventDefault()}',
  'id=5&sort=-price,name',
  'id=a1b2-c3d4&order=desc',
  'order=created desc, id asc',
  'sort=name asc nulls last',
  'cat=select & save',
  'category=drop shipping',
  'item=create-your-own',
  'page=update-profile',
  'user=delete.me',
  'product=union-select-shirt',
  'product=Union Select T-Shirt',
  'article=how-to-insert-into-a-list',
  'item_id=0x27204f5220313d31',
  'tx=0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'file=.well-known/x',
  'theme=default&template=mail/reset',
  'tpl={{name}}, your order {{order.id}}',
  'tpl={% if user %}hello{% endif %}',
  'style=width:100px;height:50px',
  'svg=<svg xmlns="http://www.w3.org/2000/svg" width="10"></svg>',
  'html=<p>Hello <b>world</b></p>',
  'xml=<a><b>1</b></a>',
  'label=<none>',
  'compare=a<b',
  'icon=fa fa-home',
  'data={"a":[1,2,{"b":"c\'d"}],"e":null,"f":true}',
  'json={"op":"or","args":[{"id":1},{"id":2}]}',
  'state={"redirect":"/a?b=c","nonce":"x"}',
];
const ASSETS = ['js', 'css', 'png', 'jpg', 'woff2', 'svg', 'ico', 'webp', 'map'];
const FOLDERS = [
  'static',
  'assets',
  'images',
  'media',
  'themes',
  'files',
  'uploads',
  'dist',
  'public',
  'content',
];
const PAGES = [
  'index.php',
  'index.html',
  'about',
  'contact',
  'login',
  'cart',
  'checkout',
  'account/orders',
  'blog/2024/05',
  'wp-login.php',
  'wp-admin/admin-ajax.php',
  'robots.txt',
  'sitemap.xml',
  'favicon.ico',
  'manifest.json',
  '.well-known/security.txt',
  '.well-known/acme-challenge/x_Y-z',
  'apple-touch-icon.png',
  'owa/',
  'EWS/Exchange.asmx',
  'Microsoft-Server-ActiveSync',
  'autodiscover/autodiscover.xml',
  'docs/etc/passwd-policy.html',
  'help/select-and-union.html',
  'downloads/setup.exe',
  'files/script.sh',
  'cgi-bin/search',
  'user/settings',
  'xmlrpc.php',
  'feed/',
  'wiki/SQL_injection',
  "wiki/O'Reilly_Media",
  'wiki/C_(programming_language)',
  'wiki/Union;_Select',
  'package/@types/node',
  'repo/-/blob/main/src/a..b.ts',
  'a/b;v=1.1/c',
  'maps/@51.5,-0.12,10z',
  'items;jsessionid=0A1B2C3D',
  'javascript:void(0)',
  'product/12"-vinyl',
  'tag/r&b',
  'tag/c++',
  'photo/(2019)',
  'search/foo+bar',
  'café/menü',
  '%E6%97%A5%E6%9C%AC',
  'odata/Products(5)',
  "odata/Products('a')/Name",
  '$metadata',
  'api/$batch',
  'graphql',
  'socket.io/?EIO=4&transport=polling',
  'css/../css/site.css',
  'v1/users/~me',
  'users/@me/files/:id',
];
export const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.4266; Pro)',
  'Apple-iPhone14C2/2101.60',
  'ExchangeServicesClient/15.00.0913.015',
  'python-requests/2.31.0',
  'curl/8.4.0',
  'Go-http-client/1.1',
  'okhttp/4.12.0',
  'kube-probe/1.28',
  'ELB-HealthChecker/2.0',
  'Java/17.0.9',
  'Apache-HttpClient/4.5.14 (Java/17.0.9)',
  'PostmanRuntime/7.35.0',
  'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/4.0; SLCC2; .NET CLR 2.0.50727; Media Center PC 6.0; InfoPath.2)',
  'Opera/9.80 (Windows NT 6.1; WOW64; U; ru) Presto/2.10.289 Version/12.02',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Mozilla/5.0 (Linux; U; en-us; KFAPWI Build/JDQ39) AppleWebKit/535.19 (KHTML, like Gecko; Silk/3.13)',
  'UptimeRobot/2.0',
  '-',
];
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Makes requests of visitors of sites, shops and interfaces; by seed. */
export class BenignTraffic {
  readonly #random: Random;
  readonly #makers: readonly (readonly [kind: string, make: () => string])[];

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#makers = [
      [
        'pages',
        () => `/${this.#of(PAGES)}${this.#random.below(3) === 0 ? `?id=${this.#random.below(100_000)}` : ''}`,
      ],
      ['assets', () => this.#asset()],
      ['shop', () => this.#shop()],
      ['searches of words', () => this.#search(this.#words(1 + this.#random.below(5)))],
      ['searches with signs', () => this.#search(this.#sentence())],
      ['interfaces', () => this.#interface()],
      ['filters and parameters', () => this.#filter()],
      ['tokens and ids', () => this.#token()],
      ['redirects', () => this.#redirect()],
    ];
  }

  next(): BenignRequest {
    const [kind, make] = this.#of(this.#makers);
    const url = make();
    const referer = this.#random.below(4) === 0 ? `https://www.example.com${make()}` : '-';
    return { kind, url, agent: this.#of(BROWSERS), referer };
  }

  #of<T>(list: readonly T[]): T {
    return this.#random.of(list);
  }

  #words(n: number): string {
    return Array.from({ length: n }, () => this.#of(WORDS)).join(' ');
  }

  /** One that is known to look odd, alone or among ordinary words. */
  #sentence(): string {
    const odd = this.#of(SEARCHES);
    switch (this.#random.below(4)) {
      case 0:
        return `${this.#words(1)} ${odd}`;
      case 1:
        return `${odd} ${this.#words(1 + this.#random.below(2))}`;
      case 2:
        return `${odd} ${this.#random.below(2100)}`;
      default:
        return odd;
    }
  }

  /** Browsers differ in what they write in percent signs. */
  #encode(text: string): string {
    switch (this.#random.below(3)) {
      case 0:
        return encodeURIComponent(text).replaceAll('%20', '+');
      case 1:
        return text.replaceAll(/[ &#%+"<>\u0000-\u001f\u007f-\uffff]/g, (sign) => encodeURIComponent(sign));
      default:
        return encodeURIComponent(text);
    }
  }

  #search(text: string): string {
    const [path, name] = this.#of([
      ['/search', 'q'],
      ['/s', 'k'],
      ['/', 's'],
      ['/catalog/find', 'query'],
      ['/suggest', 'term'],
    ] as const);
    const more = this.#of(['', '&page=2', '&lang=en&sort=price', '&utm_source=mail', '&category=12']);
    return `${path}?${name}=${this.#encode(text)}${more}`;
  }

  #asset(): string {
    const folder = this.#of(FOLDERS);
    const name = `${this.#of(WORDS)}-${this.#random.next().toString(16)}`;
    return `/${folder}/${this.#of(FOLDERS)}/${name}.${this.#of(ASSETS)}${this.#random.below(2) === 0 ? `?v=${this.#random.below(1000)}` : ''}`;
  }

  #shop(): string {
    const id = this.#random.below(1_000_000);
    return this.#of([
      () => `/product/${id}-${this.#words(3).replaceAll(' ', '-')}`,
      () => `/category/${this.#of(WORDS)}/${this.#of(WORDS)}?sort=price&order=asc&page=${id % 50}`,
      () => `/product.php?id=${id}&ref=${this.#of(WORDS)}&color=${this.#of(WORDS)}`,
      () => `/cart/add?sku=A-${id}&qty=1&options[size]=m&options[colour]=${this.#of(WORDS)}`,
      () =>
        `/list?brand=${this.#encode(`${this.#of(WORDS)} & ${this.#of(WORDS)}`)}&price=${id % 100}-${(id % 100) + 50}`,
    ])();
  }

  #interface(): string {
    const id = this.#random.below(1_000_000);
    return this.#of([
      () => `/api/v1/${this.#of(WORDS)}s/${id}`,
      () => `/api/v2/users/${this.#uuid()}/${this.#of(WORDS)}?limit=20&offset=${id % 500}`,
      () => `/odata/${this.#of(WORDS)}?${this.#encoded(this.#of(FILTERS))}`,
      () => `/graphql?${this.#encoded(this.#of(FILTERS))}`,
      () => `/api/select?from=${id}&to=${id + 10}&union=${id % 2}`,
      () => `/api/script/${id}/exec?dry=true`,
      () => `/rest/${this.#of(WORDS)}.json?fields=${this.#words(3).replaceAll(' ', ',')}`,
    ])();
  }

  /** A query as a browser would send it: what the parameters hold is encoded, their signs are not. */
  #encoded(query: string): string {
    if (query.includes('%')) return query;
    const parts = query.split('&').map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? this.#encode(part)
        : `${part.slice(0, equals)}=${this.#encode(part.slice(equals + 1))}`;
    });
    return parts.join('&');
  }

  #filter(): string {
    return (
      `/${this.#of(PAGES)}`.split('?')[0]! +
      `?${this.#encoded(this.#of(FILTERS))}&n=${this.#random.below(1000)}`
    );
  }

  #uuid(): string {
    const hex = Array.from({ length: 4 }, () => this.#random.next().toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  #letters(alphabet: string, length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += alphabet[this.#random.below(alphabet.length)];
    return text;
  }

  #token(): string {
    const length = 20 + this.#random.below(60);
    return this.#of([
      () =>
        `/verify?token=eyJhbGciOiJIUzI1NiJ9.${this.#letters(BASE64, length)}.${this.#letters(BASE64, 43)}`,
      () => `/d/${this.#letters(BASE64, 22)}?key=${this.#letters(BASE64, length)}`,
      () => `/img?s=${encodeURIComponent(`${this.#letters(STANDARD, length)}==`)}`,
      () => `/img?s=${this.#letters(STANDARD, length)}==`,
      () => `/session/${this.#uuid()}?sid=${this.#letters(BASE64, 32)}`,
      () =>
        `/t?z=${this.#random.next()}&h=${this.#random.next().toString(16)}${this.#random.next().toString(16)}`,
    ])();
  }

  #redirect(): string {
    const target = `https://${this.#of(['www.example.com', 'shop.example.org', 'login.example.net:8443', 'localhost:3000', '10.0.0.5'])}/${this.#of(PAGES)}?${this.#encoded(this.#of(FILTERS))}`;
    const name = this.#of([
      'redirect',
      'return_to',
      'next',
      'url',
      'u',
      'goto',
      'ReturnUrl',
      'continue',
      'redirect_uri',
      'target',
      'link',
    ]);
    return `/login?${name}=${encodeURIComponent(target)}&hl=en`;
  }
}
