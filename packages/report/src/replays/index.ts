/** What people read of replays. */
export { benchmarkReplayText } from './benchmark-replay-text.ts'
export { paperReplayText } from './paper-replay-text.ts'
export type { PaperReplayTextOptions } from './paper-replay-text.ts'
export { cellReasonText, isAsExpected } from './reason-text.ts'
export { benchmarkCounts, paperCounts, totalOf } from './replay-counts.ts'
export type { NamedCounts, ReplayCounts } from './replay-counts.ts'
export { benchmarkReplayJson, paperReplayJson } from './replay-json.ts'
export { countsLine, totalText } from './replay-totals-text.ts'
