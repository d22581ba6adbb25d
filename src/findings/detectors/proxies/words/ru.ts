import { period } from '../../../../language/figures.ts';
import {
  addressesOf,
  bytes as bytesText,
  count,
  counted,
  duration,
  listed,
  portWords,
} from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ProxyMessages } from '../messages.ts';

export const ru: WordsOf<ProxyMessages> = {
  relayed: ({ who, ports, clients, targets, window, bytes, fetched, when }) =>
    `${who}, ${period(when)}: внешние клиенты на ${portWords(listed(ports.map(String)), ports.length, 'TCP')} — ${addressesOf(clients)} за ${duration(window)}; в то же время сам узел ` +
    `соединялся с другими узлами (${count(targets)}), получил от них ${bytesText(fetched)} и передал дальше ${bytesText(bytes)}. ` +
    'Возможно, это открытый прокси-сервер; об этом говорят только объёмы.',
  relayRule: ({ source, clients, targets, window, alike, ports }) =>
    `${source}. Действующие значения: адресов — ${count(clients)} (${portWords(listed(ports.map(String)), ports.length, 'TCP')}), других узлов — ${count(targets)} ` +
    `за ${duration(window)}; объёмы двух сторон различаются не более чем в ${count(alike)} раза в обоих направлениях`,
  sourceRelay: () =>
    'собственное определение: прокси-сервер сразу передаёт дальше столько же, сколько получает, для многих и многим',
  proxied: ({ who, requests, clients, hosts, sample, tunnels, when }) =>
    `${who ?? 'Веб-сервер'}, ${period(when)}: ${counted(requests, 'запрос', 'запроса', 'запросов')} к другим узлам (всего ${count(hosts)}: ` +
    `${listed(sample)}${hosts > sample.length ? ', …' : ''}) получили ответ; отправители — ${addressesOf(clients)} извне` +
    (tunnels > 0 ? `; туннелей (CONNECT) — ${count(tunnels)}` : '') +
    '. Ответы различаются, как у разных сайтов, а вход не требовался: это открытый прокси-сервер.',
  proxiedRule: ({ source, hosts }) =>
    `${source}. Действующие значения: других узлов — ${count(hosts)} и столько же размеров ответа для одного пути или туннелей, с шагом в половину наименьшего; ` +
    'запросы с именем пользователя и со своих адресов не учитываются',
  sourceProxied: () =>
    'RFC 9112, разделы 3.2.2 и 3.2.3: как обращаются к прокси-серверу; число непохожих ответов — собственное определение',
  name_windows_alike: () => 'окон с равными объёмами сторон',
  name_bytes_passed_on: () => 'передано дальше, байт',
  name_bytes_fetched: () => 'получено от других, байт',
  name_proxied_requests: () => 'запросов к другим узлам',
  name_tunnels: () => 'туннелей',
};
