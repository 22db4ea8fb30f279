import type { ModelService } from '../service.ts'

/** A server that answers, as all runtimes give it. */
export function modelService(
  of: Pick<ModelService, 'address' | 'pid' | 'key' | 'identity' | 'logFile' | 'ended' | 'stop'>,
): ModelService {
  const { address, identity, stop } = of
  return {
    ...of,
    baseUrl: `${address}/v1`,
    modelName: identity.model,
    repeats: identity.slots === 1 && !identity.promptCache,
    [Symbol.asyncDispose]: stop,
  }
}
