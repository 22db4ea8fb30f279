export { openAssets } from './asset-store.ts'
export type { AssetOptions, Assets, Obtained } from './asset-store.ts'
export { AssetError } from './errors.ts'
export type { AssetErrorCode } from './errors.ts'
