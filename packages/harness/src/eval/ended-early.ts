import { ClientError } from '@retable/client'
import { grouped, type Benchmark, type PromptStyle } from '@retable/core'
import { failedIn, type OutcomeCounts } from './findings/outcome-counts.ts'

/** What ended an evaluation, with how far it had come; what is no endpoint's word stays as it is. */
export function endedEarly(
  error: unknown,
  of: { readonly benchmark: Benchmark; readonly style: PromptStyle; readonly counts: OutcomeCounts },
): unknown {
  if (!(error instanceof ClientError)) return error
  const { message, code, kind, status } = error
  const told = code === 'client/no-prompt-logprobs' ? otherPrompts(of) : howFar(of)
  return new ClientError(`${message.replace(/\.$/, '')} (${told})`, {
    code: code as `client/${string}`,
    kind,
    status,
    cause: error,
  })
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
