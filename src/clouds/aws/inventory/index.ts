import type { InventoryCapability } from '../../cloud.ts';
import { INVENTORY_FORMAT } from './format.ts';
import { readInventory } from './read.ts';

/** The answers of describe calls. */
export const INVENTORY: InventoryCapability = {
  format: INVENTORY_FORMAT,
  read: readInventory,
  middleboxes: [
    { argv: ['aws', 'ec2', 'describe-nat-gateways'] },
    { argv: ['aws', 'ec2', 'describe-network-interfaces'] },
  ],
};
