import type { Cloud } from '../cloud.ts';
import { serviceTags } from './service-tags.ts';

/**
 * Microsoft Azure. Each of its clouds has a list of its own, behind a page of the Microsoft Download Center, as "Virtual
 * network service tags" (Azure documentation) names them.
 */
export const AZURE: Cloud = {
  name: 'azure',
  title: 'Microsoft Azure',
  short: 'Azure',
  ranges: [
    serviceTags({ list: 'azure', cloud: 'Public', page: 56_519 }),
    serviceTags({ list: 'azure-government', cloud: 'AzureGovernment', page: 57_063 }),
    serviceTags({ list: 'azure-china', cloud: 'China', page: 57_062 }),
  ],
};
