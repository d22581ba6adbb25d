import type { CaseDocument } from '../cases/case.ts';
import type { DetectorContext } from '../findings/detector.ts';
import { requestSeries } from '../findings/tables/request-series.ts';
import { webTables } from '../findings/tables/index.ts';

/** The case's pictures and tables. */
export async function drawPictures(
  context: DetectorContext,
): Promise<Pick<CaseDocument, 'tables' | 'series' | 'fan_out'>> {
  return {
    tables: await webTables(context.engine),
    series: await requestSeries(context.engine),
  };
}
