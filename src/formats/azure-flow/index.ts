import type { Format } from '../format.ts';
import { AZURE_NSG_FLOW } from './azure-nsg-flow.ts';
import { AZURE_VNET_FLOW } from './azure-vnet-flow.ts';

export const FORMATS: readonly Format[] = [AZURE_VNET_FLOW, AZURE_NSG_FLOW];
export { AZURE_FLOW_ROWS as ROWS } from './sentences.ts';
