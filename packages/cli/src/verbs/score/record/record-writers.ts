/** What writes a record; it is loaded only where one is asked for, since most scorings print alone. */
export {
  beginRecord,
  recordNames,
  requireRecordPlace,
  runFacts,
  scoreLine,
  writeRun,
} from '@retable/harness/results'
export { runTables } from '@retable/report/csv'
