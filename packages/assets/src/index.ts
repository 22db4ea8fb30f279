export { openAssets } from './asset-store.ts'
export type { AssetOptions, Assets } from './asset-store.ts'
export { AssetError } from './errors.ts'
export type { AssetErrorCode } from './errors.ts'
