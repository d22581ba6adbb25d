import type { MailTrace } from '../../model/claim.ts';
import { count, counted, listed } from '../../language/grammar/ru.ts';
import type { WordsOf } from '../../language/words.ts';
import type { NoticeMessages } from './messages.ts';

const TRACES: Readonly<Record<MailTrace['kind'], string>> = {
  script: 'сценарий',
  command: 'программа',
  folder: 'каталог',
  caller: 'вызвавший адрес',
  account: 'почтовая учётная запись',
  user: 'пользователь системы',
  uid: 'UID',
};

export const ru: WordsOf<NoticeMessages> = {
  authPasted: () => 'у вставленного текста нет отправителя',
  authForwarded: ({ who }) =>
    `переслано или процитировано${who === undefined ? ' кем-то' : `: ${who}`}; это доказывает разве что, кто переслал`,
  authAnybody: ({ who }) =>
    `сообщает ${who ?? 'неизвестный отправитель'}; такое сообщение может прислать кто угодно, его содержание нужно проверить`,
  authNoFrom: () => 'нет адреса в поле From',
  authProven: ({ signer }) => `подписано доменом ${signer}, подпись действительна`,
  authOtherAddress: ({ signer, address, sender }) =>
    `подпись домена ${signer} есть, но с адреса ${address} ${sender} не рассылает уведомления о злоупотреблениях`,
  authUnconfirmed: ({ signer, address, sender }) =>
    `подписано доменом ${signer}, подпись действительна, но открытых сведений о том, что служба ${sender} пишет с адреса ${address}, нет: уточните через консоль`,
  authTwice: ({ header }) => `два заголовка ${header}, а подпись защищает только один`,
  authPartly: ({ signer }) => `домен ${signer} подписал только начало текста`,
  authMismatch: ({ signer }) =>
    `подпись от имени ${signer} не соответствует ключу, который публикует ${signer}`,
  authNoDns: ({ signer }) => `ключ домена ${signer} получить не удалось (нет DNS), подпись не проверена`,
  authChanged: ({ signer, sender }) =>
    `текст отличается от подписанного доменом ${signer}: его изменили в пути, либо ${sender} его не отправлял`,
  authNoKey: ({ signer }) =>
    `домен ${signer} не публикует ключа для этой подписи (возможно, с тех пор отозван)`,
  authExpired: ({ signer }) => `срок действия подписи домена ${signer} истёк`,
  authInvalid: ({ signer, comment }) =>
    `подпись домена ${signer} недействительна${comment === undefined ? '' : ` (${comment})`}`,
  authSignedByOthers: ({ address, others }) =>
    `отправителем указан ${address}, но подписали только: ${listed(others)}`,
  authUnsigned: ({ sender, rejects }) =>
    `нет подписи ${sender}${rejects === undefined ? '' : `, а ${rejects} просит отклонять письма без подписи (DMARC)`}`,
  authPretends: ({ sender, domain }) =>
    `выдаёт себя за ${sender}, но пришло с ${domain}, а этот домен не принадлежит ${sender}`,
  authSealed: ({ signer, sealers }) =>
    `ARC-печать (${listed(sealers)}) действительна и подтверждает, что при получении подпись домена ${signer} была действительна; менялся ли текст до опечатывания, узнать нельзя`,
  authSealTrusted: ({ signer, sealers }) =>
    `подпись домена ${signer} была действительна при получении (${listed(sealers)}); ARC-печать действительна, и настройки ей доверяют`,
  authSealUnknown: ({ sealers }) =>
    `подписали только посторонние, а ARC-печать (${listed(sealers)}) не проверялась; если это ваш домен, укажите его в trusted_sealers`,
  authTooMany: () => 'подписей больше, чем проверяется',
  authUnchecked: ({ error }) => `подписи проверить не удалось (${error})`,

  mailTrace: ({ header, kind, value }) => `${TRACES[kind]} ${value} (${header})`,
  noticeCut: ({ read, bytes }) => `прочитаны только первые ${count(read)} из ${count(bytes)} байт`,
  noticeTextCut: ({ read, characters }) =>
    `прочитаны только первые ${count(read)} из ${count(characters)} символов`,
  noticeClaims: ({ read, claims }) =>
    `прочитаны только первые ${count(read)} из ${count(claims)} уведомлений`,
  noticeMails: ({ read, mails }) => `прочитаны только первые ${count(read)} из ${count(mails)} писем`,
  noticeAnswer: ({ sender, reference }) =>
    `это ответ ${sender} на ваше письмо${reference === undefined ? '' : ` (обращение ${reference})`}; новых претензий в нём нет, прочитайте его`,
  noticeTooLarge: ({ bytes, most }) =>
    `размер уведомления — ${count(bytes)} байт, больше предела чтения в ${count(most)} байт`,
  noticeFiles: ({ read }) => `прочитаны только первые файлы папки: ${count(read)}`,
  noticeUndecodable: ({ error }) => `письмо не удалось декодировать: ${error}`,
  noticeLeftOut: ({ notices }) =>
    `пропущено: ${counted(notices, 'цитируемое уведомление', 'цитируемых уведомления', 'цитируемых уведомлений')}; ` +
    'в тексте самого отправителя об этом ничего нет',
  noticeNotUnderstood: ({ line }) => `не понято: ${line}`,
  noticeNothing: () => 'похоже на уведомление, но ни на что не указывает',
};
