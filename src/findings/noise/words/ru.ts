import { counted } from '../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoiseMessages } from '../messages.ts';

const KINDS = {
  health_check: 'проверки работоспособности',
  monitor: 'служба мониторинга',
  crawler: 'поисковый робот',
  research: 'исследовательский сканер',
};

export const ru: WordsOf<NoiseMessages> = {
  noiseOwn: () =>
    'Показано ниже остальных: в настройках (`monitoring`) этот адрес указан как адрес собственного мониторинга.',
  noisePublished: ({ name, kind }) =>
    `Показано ниже остальных: согласно опубликованным диапазонам, адрес принадлежит ${name} (${KINDS[kind]}).`,
  noiseClaimed: ({ name, kind, requests, owner }) =>
    (requests === 1
      ? `Показано ниже остальных: единственный запрос с этого адреса подписан именем ${name} (${KINDS[kind]}) и не похож на атаку. `
      : `Показано ниже остальных: все запросы с этого адреса (${counted(requests, 'запрос', 'запроса', 'запросов')}) ` +
        `подписаны именем ${name} (${KINDS[kind]}), и ни один не похож на атаку. `) +
    (owner === undefined
      ? 'Подтверждений этому нет: назваться так может кто угодно.'
      : `Согласно опубликованным диапазонам, этот адрес использует сама компания ${owner}.`),
};
