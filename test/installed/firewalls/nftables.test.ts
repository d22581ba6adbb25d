import { test } from 'node:test';
import { nftables } from '../../../src/actions/firewalls/nftables/firewall.ts';
import { nodeEffects } from '../../../src/effects.ts';
import { temporary } from '../../support.ts';
import { contract, deskOf } from '../../actions/contract.ts';
import { hostIn, namespace } from './namespace.ts';

test('nftables keeps the contract', async (t) => {
  const host = hostIn(await namespace(t, 'contract'));
  const desk = deskOf(nftables, host, await temporary(t), nodeEffects(1));
  await host.run(['nft', '-f', '-'], 'table inet mine {\n chain input {\n type filter hook input priority 0;\n ct state established accept\n }\n}\n');
  await contract(desk, async () => (await host.run(['nft', '-s', 'list', 'ruleset'])).stdout);
});
