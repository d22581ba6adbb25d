import { AWS } from './aws.ts';
import type { Provider } from './provider.ts';

/** Every provider whose ranges are known. To add one, see docs/develop/adding-a-provider.md. */
export const PROVIDERS: readonly Provider[] = [AWS];
