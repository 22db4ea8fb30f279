import { RetableError, grouped, type Benchmark, type ErrorCode, type PromptStyle } from '@retable/core'
import { failedIn, type OutcomeCounts } from './findings/outcome-counts.ts'

/** An evaluation that its endpoint ended. */
class EndedEarly extends RetableError {
  override readonly name = 'EndedEarly'
}

/** What ended an evaluation, with how far it had come; what does not come from the endpoint stays as it is. */
export function endedEarly(
  error: unknown,
  of: { readonly benchmark: Benchmark; readonly style: PromptStyle; readonly counts: OutcomeCounts },
): unknown {
  return endedWith(error, (code) => (code === 'client/no-prompt-logprobs' ? otherPrompts(of) : howFar(of)))
}

/** An error of the endpoint with something told behind it; any other as it is. */
export function endedWith(error: unknown, tell: (code: ErrorCode) => string): unknown {
  if (!(error instanceof RetableError) || !/^(?:client|runtimes)\//.test(error.code)) return error
  const { message, code, kind } = error
  return new EndedEarly(`${message.replace(/\.$/, '')} (${tell(code)})`, { code, kind, cause: error })
}

function howFar({ benchmark, counts }: Parameters<typeof endedEarly>[1]): string {
  const kept = counts.wanted - counts.notAsked - failedIn(counts)
  return `${benchmark.id}: ${grouped(kept)} of ${grouped(counts.wanted)} answered and kept; the same command goes on`
}

function otherPrompts({ benchmark, style }: Parameters<typeof endedEarly>[1]): string {
  const others = benchmark.prompts.filter(({ asksLikelihoods }) => asksLikelihoods !== true)
  const names = others.map(({ id }) => `--prompt ${id}`).join(' or ')
  return `the prompt ${style.id} of ${benchmark.id} needs them${names === '' ? '' : `; without: ${names}, another measurement`}`
}
