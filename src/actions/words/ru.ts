import type { BlockStep } from '../../model/block.ts';
import type { Words } from './messages.ts';

const figures = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat('ru-RU', { maximumSignificantDigits: 2 });
const count = (value: number): string => figures.format(value);
const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `добавлено: ${count(add)}, удалено: ${count(remove)}`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: 'сами адреса злоумышленников',
  prefixes: 'их опубликованные префиксы',
  service_in_region: 'сервис в его регионах',
  service: 'сервис целиком',
  provider: 'весь провайдер',
};

export const ru: Words = {
  fills_table: (told) => `nftables: заполняются множества таблицы ${told.table} (${numbers(told)})`,
  points_table: ({ table }) => `nftables: правила таблицы ${table} переключаются на них`,
  removes_table: ({ table }) => `nftables: таблица ${table} удаляется`,
  makes_sets: ({ sets, prefixes }) =>
    `ipset: новые множества (${count(sets)}), префиксов: ${count(prefixes)}; количество сверяется`,
  switches_rules: (told) => `${told.program}: правила переключаются на новые множества (${numbers(told)})`,
  removes_sets: ({ sets }) => `ipset: прежние множества удаляются (${count(sets)})`,
  writes_file: (told) => `${told.path} записывается, проверяется и загружается (${numbers(told)})`,
  nothing_changes: () => 'ничего не меняется: всё уже установлено',

  kept_own: () => 'адрес этого компьютера',
  kept_gateway: () => 'шлюз по умолчанию',
  kept_resolver: () => 'DNS-сервер этого компьютера',
  kept_session: () => 'с этого адреса сейчас вошёл администратор',
  kept_asked: () => 'указано в --keep',

  fits: ({ prefixes }) => `помещается: префиксов ${count(prefixes)}, ничего лишнего`,
  fits_over: ({ exact, used, percent }) =>
    `помещается: префиксов ${count(used)} вместо ${count(exact)}, адресов блокируется на ${share.format(percent)} % больше, чем нужно`,
  family_left: ({ family, prefixes, sink }) =>
    `${sink} не принимает IPv${family}: там не блокируются префиксы (${count(prefixes)})`,
  gone_after_restart: ({ command }) =>
    `после перезагрузки исчезнет; чтобы блокировка восстанавливалась при каждом запуске: \`${command}\``,
  stays_after_restart: () => 'сохранится после перезагрузки',
  ends_by_itself: ({ until, command }) =>
    `закончится само в ${until}; чтобы оставить, подтвердите раньше: \`${command}\``,
  not_tried: ({ sink }) => `написанное для ${sink} не проверялось на самом устройстве`,

  step: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : ` (${of.join(', ')})`}, префиксов: ${count(prefixes)}`,
  bad_stopped: ({ stopped, all }) =>
    `останавливает запросов злоумышленников: ${count(stopped)} из ${count(all)}`,
  good_none: () => 'и больше никого',
  good_some: ({ users, more, others, requests }) => {
    const own =
      users.length === 0
        ? 'ваших пользователей не затрагивает'
        : `из ваших пользователей затрагивает: ${users.join(', ')}${more > 0 ? ` и ещё ${count(more)}` : ''}`;
    const beside = others === 0 ? '' : `; другие клиенты без входа: ${count(others)}`;
    return `${own}${beside} (запросов: ${count(requests)})`;
  },
  held: ({ days, stopped, all }) =>
    `установленная через ${count(days)} дн. после начала, остановила бы ${count(stopped)} из ${count(all)} последующих`,
  narrowest: ({ step }) => `самая узкая из действенных: ${STEPS[step]}`,
};
