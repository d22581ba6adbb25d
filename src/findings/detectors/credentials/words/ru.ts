import { period, servicesOf } from '../../../../language/figures.ts';
import {
  about,
  addressesOf,
  count,
  counted,
  duration,
  listed,
  one,
} from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { CredentialMessages } from '../messages.ts';

const failuresOf = (value: number): string =>
  counted(value, 'неудачная попытка входа', 'неудачные попытки входа', 'неудачных попыток входа');

/** Genitive after "не менее". */
const addressesFrom = (value: number): string => `${count(value)} ${one(value) ? 'адреса' : 'адресов'}`;

const services = (names: string[]): string => listed(servicesOf(names, 'служба без названия'));

const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : ` (${[provider, ...regions].join(', ')})`;

export const ru: WordsOf<CredentialMessages> = {
  loginsFailed: ({ attacker, failures, services: at, when, tried, device }) =>
    `${attacker}: ${failuresOf(failures)} (${services(at)}), ${period(when)}, ${tried}` +
    `${device ? '; так же выглядит устройство со старым паролем' : ''}.`,
  attackerClient: ({ address, provider }) => `${address}${owner(provider, [])}`,
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `${addressesOf(addresses)}${provider === undefined ? ' вне известных облаков' : owner(provider, regions)}, ${shared}`,
  attackersBeyond: ({ addresses }) => `Ещё ${addressesOf(addresses)}, каждый сам по себе выше порога`,
  sharedAgent: ({ agent }) => (agent === '' ? 'все без user agent' : `у всех user agent ${agent}`),
  sharedNothing: () => 'ни один сам по себе не выше порога',
  triedUnnamed: ({ log }) =>
    log === 'form'
      ? 'форма не записывает, для какой учётной записи'
      : 'в журнале не указано, для какой учётной записи',
  triedOne: ({ user }) => `все под именем ${user}`,
  triedMany: ({ accounts, few }) =>
    `${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')}, ` +
    (few ? 'на каждую мало попыток (распыление паролей)' : 'на каждую много попыток'),
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. Действующие значения: ${failuresOf(failures)} одного клиента за ${count(minutes)} мин, ` +
    `либо ${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')}, куда он ни разу не вошёл, ` +
    `либо ${failuresOf(failures)} клиентов одного провайдера с одним user agent, не менее чем с ${addressesFrom(rotating)}`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. Действующие значения: ${failuresOf(failures)} одного клиента на одной службе за ${count(minutes)} мин, ` +
    `либо ${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')}, куда он ни разу не вошёл, ` +
    `либо всего ${failuresOf(failures)} клиентов одного провайдера на одной службе, не менее чем с ${addressesFrom(rotating)}, каждый ниже порога`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 неудач за 30 минут), применено ко входу на сайты; распыление и сменяющиеся адреса: собственное определение',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 неудач за 30 минут), применено ко всем службам; распыление и сменяющиеся адреса: собственное определение',
  credentialsWorked: ({ user, successes, noun, services: at, place, when, why }) => {
    const done =
      noun === 'request'
        ? counted(successes, 'успешный запрос', 'успешных запроса', 'успешных запросов')
        : counted(successes, 'успешный вход', 'успешных входа', 'успешных входов');
    const whose = user === undefined ? 'Чьи-то учётные данные' : `Учётные данные ${user}`;
    return `${whose} подошли: ${done} (${services(at)}), откуда: ${place}; ${period(when)}, ${why}.`;
  },
  credentialsRefused: ({ user, attempts, services: at, place, when, failures }) =>
    `${place}: ${period(when)} (${services(at)}) ${counted(attempts, 'раз', 'раза', 'раз')} предъявлен верный пароль или ключ` +
    `${user === undefined ? '' : ` учётной записи ${user}`}, но служба отказала во входе по другому правилу` +
    `${failures > 0 ? `; оттуда же: ${failuresOf(failures)}` : ''}.`,
  refusedRule: ({ source, failures }) =>
    `${source}. Действующие значения: root либо ${failuresOf(failures)} с того же адреса, и ни одного успешного входа с него`,
  sourceRefused: () =>
    'записи самой службы об учётных данных (OpenSSH auth2.c: ROOT LOGIN REFUSED; проверка учётной записи PAM; авторизация Dovecot)',
  placeAddress: ({ address, provider, regions }) => `${address}${owner(provider, regions)}`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `${addressesOf(addresses)}${owner(provider, regions)}`,
  whyGuessed: ({ failures }) => `до этого с ними: ${failuresOf(failures)}`,
  whyElsewhere: () => 'это скрипт, а владелец входит из других сетей и другими программами',
  whyAmongMany: ({ logins, accounts, before }) =>
    `оттуда же: ${failuresOf(logins)}` +
    (accounts > 0
      ? `, ${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')} так и не открыты`
      : '') +
    (before > 0 ? `, и на этой: ${failuresOf(before)}` : ''),
  entryRule: ({ source, why }) => `${source}. Действующие значения: ${why}`,
  ruleGuessed: ({ failures }) =>
    `число неудач того же источника на той же учётной записи до успеха: не меньше ${count(failures)}`,
  ruleElsewhere: () =>
    'скрипт в облаке с учётными данными, владелец которых пользуется другими сетями и программами',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `число неудач источника не меньше ${count(failures)}, на учётных записях, в большинство которых он ни разу не вошёл, ` +
    `и больше ${count(each)} на каждую, куда вошёл`,
  sourceWebEntry: () =>
    'собственное определение: неудачи, затем успех, тот же клиент (или провайдер и user agent) и тот же пользователь',
  sourceLoginEntry: () =>
    'собственное определение: неудачи, затем успех, тот же клиент и пользователь, либо после неудач на многих учётных записях',
  name_failures: () => 'неудач',
  name_logins_refused: () => 'отклонённых входов',
  name_accounts: () => 'учётных записей',
  name_accounts_never_let_in: () => 'из них ни разу не открыто',
  name_failures_before: () => 'неудач до успеха',
  name_failures_of_source: () => 'неудач того же источника',
  name_failures_in_busiest_window: () => 'неудач в самом плотном окне',
  name_failures_per_hour: () => 'неудач в час',
  loginsDistributed: ({ user, failures, addresses, peak, minutes, services: at, when }) =>
    `${services(at)}: неудачных входов под именем ${user} — ${count(failures)}, адресов — ${count(addresses)}, ${period(when)}; ` +
    `за ${count(minutes)} минут — до ${count(peak)} адресов: пароль одной учётной записи подбирают многие, каждый понемногу.`,
  distributedRule: ({ source, addresses, minutes }) =>
    `${source}. Действующее значение: адресов за ${minutes} минут — ${addresses}`,
  sourceDistributed: () =>
    'определение: за полчаса на одной учётной записи ошибается больше адресов, чем бывает у устройства в пути; имена, которые пробуют все (root, admin), не учитываются',
  loginTravelled: ({ user, trips, there, here, seconds, services: at, when }) =>
    `${services(at)}: ${user} вошёл с ${there.address} (${there.provider}, ${there.region}), а через ${duration(seconds)} — с ` +
    `${here.address} (${here.provider}, ${here.region}); за это время столько не проехать. Таких входов: ${count(trips)}, ${period(when)}. ` +
    `Служба, которая входит за пользователя, выглядит так же.`,
  travelRule: ({ source, hours }) =>
    `${source}. Действующее значение: часов между двумя поставщиками в разных частях света — ${about(hours)}`,
  sourceTravel: () =>
    'определение: регионы облаков в разных частях света удалены на 1900 км и более, крейсерская скорость авиалайнера — 903 км/ч (Boeing 787)',
  name_addresses_in_busiest_window: () => 'адресов в самом плотном окне',
  name_trips: () => 'слишком быстрых входов',
  name_seconds_between: () => 'секунд между входами',
};
