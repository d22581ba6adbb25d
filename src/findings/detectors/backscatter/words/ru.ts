import { period } from '../../../../language/figures.ts';
import { addressesOf, listed } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BackscatterMessages } from '../messages.ts';

export const ru: WordsOf<BackscatterMessages> = {
  backscattered: ({ victims, sample, hosts, when }) =>
    `${addressesOf(victims)} (${listed(sample)}${victims > sample.length ? ', …' : ''}): ответы RST и SYN-ACK на ` +
    `${addressesOf(hosts)} из наших, ${period(when)}, которых никто здесь не запрашивал. ` +
    'Это жертвы того, кто подделывает адреса, а не нападающие.',
  backscatterRule: ({ source, hosts }) =>
    `${source}. Действующие значения: ${addressesOf(hosts)} из наших, ни одной нашей записи в их сторону`,
  sourceBackscatter: () =>
    'правила обнаружения сканирования по потокам (все потоки RST, SYN-ACK или RST-ACK, больше 3 адресатов); нужны tcp_flags',
  name_victims: () => 'жертв',
};
