export { StoreError } from './errors.ts'
export { openStore, openStoreInMemory, storeFile } from './open-store.ts'
export type { KeptSample, SamplePlace, StepOutput, StepSample, Store } from './store.ts'
export type { FileModel, StoredModels } from './models.ts'
