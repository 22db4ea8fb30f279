/** Everything; a command that starts fast imports one of these parts instead. */
export * from './benchmarks/index.ts'
export * from './judgements/index.ts'
export * from './score/index.ts'
export * from './papers/index.ts'
export * from './replay/index.ts'
export * from './results/index.ts'
export * from './run/index.ts'
export { pythonEnvironment } from '@retable/runtimes'
