/** Everything; a command that starts fast imports one of these parts instead. */
export * from './benchmarks.ts'
export * from './judgements.ts'
export * from './outputs.ts'
export * from './papers.ts'
export * from './replays.ts'
export * from './runs.ts'
export { pythonEnvironment } from '@retable/runtimes'
