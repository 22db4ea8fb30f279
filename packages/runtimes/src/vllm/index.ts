/** vLLM as the server of a model folder: what it is started with, wherever it runs. */
export { isBatchInvariant } from './batch-invariant.ts'
export { checkVllm } from './check-vllm.ts'
export { vllmArguments, vllmEnvironment, vllmModule } from './vllm-command.ts'
export type { VllmLaunch } from './vllm-command.ts'
