/** Runs of a model's versions, one after another. */
export { readHistory } from './read-history.ts'
export type { History, HistoryRequest } from './read-history.ts'
export type { PassedOver } from './find-records.ts'
