import { period } from '../../../../language/figures.ts';
import { count, counted } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScriptMessages } from '../messages.ts';

export const ru: WordsOf<ScriptMessages> = {
  scriptUsed: ({ script, sure, requests, posts, clients, when, signs }) =>
    `${script}: ${sure ? 'вероятно, через этот сценарий кто-то действует с сервера' : 'возможно, дело в этом сценарии, но без его текста сказать нельзя'}. ` +
    `За ${period(when)} сервер ответил на ${counted(requests, 'запрос', 'запроса', 'запросов')} (с данными: ${count(posts)}), клиентов: ${count(clients)}. Основания: ${signs.join('; ')}.`,
  scriptsMore: ({ scripts, named, requests, clients, when, sample }) =>
    `Помимо перечисленных (${count(named)}), тем же выделяются ещё ${counted(scripts, 'сценарий', 'сценария', 'сценариев')} (${sample.join(', ')}${sample.length < scripts ? ' и другие' : ''}): ` +
    `за ${period(when)} сервер ответил на ${counted(requests, 'запрос', 'запроса', 'запросов')}, клиентов: ${count(clients)}.`,
  gapScripts: ({ scripts, most }) =>
    `к сценариям, число которых ${count(scripts)}, обращались так, как обращаются к веб-шеллу (один-два клиента, каталог для загрузок или размещение методом PUT); подробно изучены наиболее вероятные (${count(most)}), остальные — нет`,
  scriptText: ({ path, signs }) => `судя по тексту, ${path} ${signs.join(', ')}`,
  scriptFolder: ({ path }) => `он лежит там, где сценариев быть не должно (${path})`,
  scriptPut: ({ client }) => `его разместил ${client} методом PUT`,
  scriptOneClient: ({ client, others }) =>
    `к нему обращался только ${client} и никто из остальных клиентов (${count(others)})`,
  scriptUnlinked: () => 'ни одна страница на него не ссылалась',
  scriptAfterUpload: ({ client, seconds, to }) =>
    `первый запрос пришёл через ${counted(seconds, 'секунду', 'секунды', 'секунд')} после того, как ${client} отправил данные на ${to}`,
  scriptTurned: ({ host, targets, all }) =>
    `во время обращений к нему ${host} связался с ${count(targets)} из ${count(all)} узлов, с которыми соединялся впервые`,
  scriptClaimed: ({ moments, all }) =>
    all === 1
      ? 'запросы совпадают по времени с тем, что названо в уведомлении'
      : `запросы приходятся на ${count(moments)} из ${count(all)} минут, названных в уведомлении`,
  scriptMailed: ({ exact, caller }) =>
    `в заголовках письма, на которое жалуются, назван ${exact ? 'он' : 'сценарий с таким именем'}` +
    (caller === undefined ? '' : `, вызванный с ${caller}: этот клиент есть и в журнале`),
  scriptRule: ({ source, points, seconds, targets, lift }) =>
    `${source}. Действующие значения: баллов — ${points}; секунд после загрузки — ${seconds}; узлов — ${targets}, в ${lift} раз больше случайного`,
  sourceScript: () =>
    'Рекомендации АНБ и ASD по поиску веб-шеллов (Detect and Prevent Web Shell Malware, 2020: редкие клиенты, нет Referer, необычные каталоги, известный текст) в сопоставлении с исходящими соединениями',
  name_script_requests: () => 'запросы к сценарию',
  name_script_posts: () => 'запросы с данными',
  name_points: () => 'баллы',
};
