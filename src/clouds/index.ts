import { AWS } from './aws/ranges.ts';
import type { Provider } from './cloud.ts';

/** Every provider whose ranges are known. To add one, see docs/develop/adding-a-provider.md. */
export const PROVIDERS: readonly Provider[] = [AWS];

/** The provider as people call it; a name that is not in the list stays as it is. */
export function providerTitle(name: string): string {
  return PROVIDERS.find((provider) => provider.name === name)?.title ?? name;
}
