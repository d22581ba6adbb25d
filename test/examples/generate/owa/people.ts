import type { Chance } from '../chance.ts';
import type { Hit } from './iis-log.ts';

const OFFICE = '198.51.100.20';
const OUTLOOK = 'Microsoft Office/15.0 (Windows NT 6.1; Microsoft Outlook 15.0.4981; Pro)';
const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.3282.186 Safari/537.36';
/** SEC_E_NO_CREDENTIALS, the second leg of an NTLM handshake; beyond 31 bits. */
const NO_CREDENTIALS = 2_148_074_254;
/** ERROR_LOGON_FAILURE. */
export const LOGON_FAILURE = 1326;

interface Person {
  user: string;
  home: string;
  phone: string;
  device: string;
}

const PHONES = ['Apple-iPhone9C1/1503.61', 'Apple-iPhone8C2/1503.61', 'Android-SAMSUNG-SM-G950F/8.0.0'];
const NAMES = [
  'a.user',
  'b.han',
  'c.park',
  'd.kim',
  'e.jung',
  'f.yoon',
  'h.kang',
  'j.seo',
  'm.lee',
  'n.oh',
  's.moon',
  't.choi',
];

const PEOPLE: readonly Person[] = NAMES.map((name, i) => ({
  user: `CORP\\${name}`,
  home: `203.0.113.${40 + i * 3}`,
  phone: PHONES[i % PHONES.length] ?? '',
  device: `D${(i * 7_919 + 104_729).toString(36).toUpperCase()}Q2X7`,
}));

function sizes(chance: Chance, answer: number): { sent: number; received: number; taken: number } {
  return {
    sent: chance.between(400, answer),
    received: chance.between(500, 3000),
    taken: chance.between(15, 400),
  };
}

/** Two refused legs without a user, then the answer: how Windows clients sign in. */
function handshake(hit: Hit): Hit[] {
  const { user: _user, ...anonymous } = hit;
  const refused = { ...anonymous, status: 401, sent: 0, taken: 15 };
  return [{ ...refused, substatus: 2, win32: 5 }, { ...refused, substatus: 1, win32: NO_CREDENTIALS }, hit];
}

function outlook(person: Person, client: string, at: number, chance: Chance): Hit[] {
  const base = { at, client, user: person.user, status: 200 };
  const which = chance.share();
  if (which < 0.35) {
    const agent = 'MSRPC';
    const stem = '/rpc/rpcproxy.dll';
    const query = 'mail.corp.example:6001';
    return [
      ...handshake({ ...base, method: 'RPC_IN_DATA', stem, query, agent, ...sizes(chance, 9000) }),
      { ...base, method: 'RPC_OUT_DATA', stem, query, agent, ...sizes(chance, 90_000) },
    ];
  }
  if (which < 0.55) {
    return handshake({
      ...base,
      method: 'POST',
      stem: '/autodiscover/autodiscover.xml',
      agent: OUTLOOK,
      ...sizes(chance, 4000),
    });
  }
  return handshake({
    ...base,
    method: 'POST',
    stem: '/EWS/Exchange.asmx',
    agent: OUTLOOK,
    ...sizes(chance, 20_000),
  });
}

function phone(person: Person, client: string, at: number, chance: Chance): Hit {
  const command = chance.pick(['Ping', 'Ping', 'Ping', 'Sync', 'Sync', 'FolderSync', 'SendMail']);
  const name = person.user.replace('\\', '%5C');
  return {
    at,
    client,
    method: 'POST',
    stem: '/Microsoft-Server-ActiveSync/default.eas',
    query: `Cmd=${command}&User=${name}&DeviceId=${person.device}&DeviceType=iPhone`,
    user: person.user,
    agent: person.phone,
    status: 200,
    ...sizes(chance, 8000),
    ...(command === 'Ping' && { taken: chance.between(100_000, 900_000) }),
  };
}

function webmail(person: Person, client: string, at: number, chance: Chance): Hit[] {
  const base = { client, agent: BROWSER, method: 'GET', status: 200 };
  const referer = 'https://mail.corp.example/owa/auth/logon.aspx';
  const page = {
    ...base,
    stem: '/owa/auth/logon.aspx',
    query: 'url=https%3a%2f%2fmail.corp.example%2fowa%2f&reason=0',
  };
  const { user } = person;
  return [
    { ...page, at, ...sizes(chance, 60_000) },
    {
      ...base,
      at: at + 9,
      method: 'POST',
      stem: '/owa/auth.owa',
      user,
      referer,
      status: 302,
      ...sizes(chance, 900),
    },
    { ...base, at: at + 10, stem: '/owa/', user, referer, ...sizes(chance, 90_000) },
    {
      ...base,
      at: at + 14,
      method: 'POST',
      stem: '/owa/service.svc',
      query: 'action=FindItem&EP=1',
      user,
      ...sizes(chance, 40_000),
    },
  ];
}

/** What the staff do in one day: little at the weekend. */
export function staff(day: number, chance: Chance): Hit[] {
  const weekday = new Date(day * 1000).getUTCDay();
  const busy = weekday > 0 && weekday < 6 ? 1 : 0.15;
  const hits: Hit[] = [];
  for (const person of PEOPLE) {
    const during = (from: number, to: number): number => day + chance.between(from * 3600, to * 3600 - 30);
    const mobile = `192.0.2.${chance.between(30, 90)}`;
    for (let i = chance.between(0, 4 * busy); i > 0; i--)
      hits.push(...outlook(person, OFFICE, during(0, 9), chance));
    for (let i = chance.between(1, 1 + 5 * busy); i > 0; i--)
      hits.push(phone(person, mobile, during(0, 23), chance));
    if (chance.happens(0.25 * busy)) hits.push(...webmail(person, person.home, during(10, 14), chance));
  }
  return hits;
}

/** Somebody of the staff mistypes a new password twice, at the office, and then gets it right. */
export function mistyped(at: number, chance: Chance): Hit[] {
  const person = PEOPLE[2];
  if (person === undefined) return [];
  const hit = { ...phone(person, OFFICE, at, chance), taken: 31 };
  const wrong = { ...hit, status: 401, substatus: 1, win32: LOGON_FAILURE, sent: 0 };
  return [wrong, { ...wrong, at: at + 20 }, { ...hit, at: at + 65 }];
}

/** Exchange's own probes, every half hour, from the machine itself. */
export function probes(day: number, chance: Chance): Hit[] {
  const hits: Hit[] = [];
  const user = 'HealthMailbox4f3a91c@corp.example';
  for (let at = day + 240; at < day + 86_400; at += 1800) {
    const six = chance.happens(0.5);
    const local = { client: six ? '::1' : '127.0.0.1', server: six ? '::1' : '127.0.0.1', user, status: 200 };
    const agent = 'AMProbe/Local/ClientAccess';
    hits.push(
      { ...local, at, method: 'GET', stem: '/owa/healthcheck.htm', agent, ...sizes(chance, 600) },
      {
        ...local,
        at: at + 1,
        method: 'POST',
        stem: '/EWS/Exchange.asmx',
        agent: 'Mozilla/4.0 (compatible; MSIE 9.0; Windows NT 6.1; MSEXCHMON; ACTIVEMONITORING; EWSCTP)',
        ...sizes(chance, 3000),
      },
    );
  }
  return hits;
}

/** Strangers that knock everywhere, from other networks than Amazon's. */
export function strangers(day: number, chance: Chance): Hit[] {
  const paths = [
    '/manager/html',
    '/wp-login.php',
    '/phpmyadmin/',
    '/owa/auth/logon.aspx',
    '/.env',
    '/HNAP1/',
  ];
  return Array.from({ length: chance.between(1, 5) }, () => {
    const stem = chance.pick(paths);
    const found = stem.startsWith('/owa/');
    return {
      at: day + chance.between(0, 86_399),
      method: 'GET',
      stem,
      client: `203.0.113.${chance.between(150, 250)}`,
      agent: chance.pick(['Mozilla/5.0 zgrab/0.x', '-', 'curl/7.47.0']),
      status: found ? 200 : 404,
      ...(!found && { win32: 2 }),
      ...sizes(chance, 2000),
    };
  });
}
