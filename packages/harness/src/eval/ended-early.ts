import { ClientError } from '@retable/client'
import { grouped } from '@retable/core'
import { failedIn, type OutcomeCounts } from './findings/outcome-counts.ts'

/** What ended an evaluation, with how far it had come; what is no endpoint's word stays as it is. */
export function endedEarly(error: unknown, benchmark: string, counts: OutcomeCounts): unknown {
  if (!(error instanceof ClientError)) return error
  const { message, code, kind, status } = error
  const kept = counts.wanted - counts.notAsked - failedIn(counts)
  const told = `${benchmark}: ${grouped(kept)} of ${grouped(counts.wanted)} answered and kept; the same command goes on`
  return new ClientError(`${message.replace(/\.$/, '')} (${told})`, {
    code: code as `client/${string}`,
    kind,
    status,
    cause: error,
  })
}
