import { period } from '../../../../language/figures.ts';
import {
  addressesOf,
  count,
  counted,
  duration,
  listed,
  percent,
  ports,
} from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScannedByMessages } from '../messages.ts';

const SHAPES = {
  horizontal: 'поиск одной службы на многих узлах',
  vertical: 'перебор портов отдельных узлов',
  block: 'много портов на многих узлах',
};

const hostsOf = (value: number): string => counted(value, 'наш узел', 'наших узла', 'наших узлов');

export const ru: WordsOf<ScannedByMessages> = {
  scannedBy: (params) =>
    `${params.source}: обращения (${ports(params)}) на ${hostsOf(params.hosts)}, ${period(params.when)}; ${SHAPES[params.shape]}` +
    `${params.slow === undefined ? '' : `, медленно, в течение ${duration(params.slow)}`}; ` +
    `без ответа остались ${percent(params.unanswered)}. ` +
    (params.tests.length === 0
      ? ''
      : `Это сканирование и по статистическим критериям: ${listed(params.tests)}. `) +
    (params.kind === undefined ? '' : `${params.kind} `) +
    (params.proven
      ? 'Рукопожатие завершалось, значит адрес настоящий.'
      : 'Ни одно рукопожатие не завершено, поэтому адрес может быть поддельным.'),
  scannedByMore: (params) =>
    `Кроме источников с наибольшим числом попыток (${count(params.named)}), нас сканировали ещё ${addressesOf(params.sources)}: ` +
    `${hostsOf(params.hosts)}, ${ports(params)}, ${period(params.when)}.`,
  scannedByRule: ({ source, hosts, ports: least, pairs, share, slow, named }) =>
    `${source}. Действующие значения: наших узлов ${count(hosts)}, портов ${count(least)} или пар ${count(pairs)}, ` +
    `без ответа ${percent(share)}, по всему журналу ${percent(slow)}; отдельно показаны первые по числу попыток: ${count(named)}`,
  sourceScannedBy: () =>
    'Zeek policy/misc/scan (25 узлов на одном порту или 15 портов узла за 5 минут) и simple-scan (25 пар за 15 минут); ' +
    'Jung и др., 2004 (доля неудач, TRW); SiLK rwscan (BLR)',
  scannedTogether: (params) =>
    `${addressesOf(params.sources)} (${listed(params.sample)}${params.sources > params.sample.length ? ', …' : ''}): ` +
    `согласованные обращения (${ports(params)}) на ${hostsOf(params.hosts)}, ${period(params.when)}; ` +
    (params.divided
      ? 'узлы поделены между источниками, и почти ни один не проверялся дважды.'
      : `порты у всех одни и те же, промежуток между попытками у каждого около ${duration(params.pace)}.`),
  scannedTogetherMore: ({ groups, named, sources, when }) =>
    `Кроме самых крупных групп (${count(named)}), нас согласованно сканировали и другие, ${period(when)}: групп ${count(groups)}, ` +
    `${addressesOf(sources)}.`,
  scannedTogetherRule: ({ source, sources, ports: least, share, apart }) =>
    `${source}. Действующие значения: ${addressesOf(sources)}; общих портов ${count(least)} и ${percent(share)} с одинаковым ` +
    `промежутком либо ${percent(apart)} пар, которые проверял только один из них`,
  sourceScannedTogether: () =>
    'собственное определение: источники ниже всех порогов, которые с одинаковым промежутком проверяют один набор портов или делят между собой наши узлы',
};
