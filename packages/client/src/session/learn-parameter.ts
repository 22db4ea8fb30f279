import { truncations } from '../ask/body.ts'
import { ClientError } from '../errors.ts'
import type { ParameterFailure } from '../failure/failure.ts'
import type { Session } from './session.ts'

/**
 * Takes in that a server does not take a parameter, where the same answer can be asked for without it.
 *
 * @throws ClientError `client/unsupported-parameter` where it cannot: another value would be another experiment
 */
export function learnParameter(session: Session, failure: ParameterFailure, sentBody: string): void {
  const { learned, tell, settings } = session
  const { parameter, message, status } = failure
  const sent = JSON.parse(sentBody) as Readonly<Record<string, unknown>>
  if (parameter === 'max_tokens' && 'max_tokens' in sent && !('max_tokens' in settings.extraBody)) {
    learned.maxTokensName = 'max_completion_tokens'
    tell({
      kind: 'max_tokens renamed',
      text: 'the server takes no max_tokens: the same limit is sent as max_completion_tokens',
    })
    return
  }
  const untold = truncations({ temperature: 1, topP: 1, maxTokens: 1 }, learned.server)
  const isNeutral = parameter in untold && sent[parameter] === untold[parameter]
  if (
    parameter in sent &&
    !(parameter in settings.extraBody) &&
    (parameter === 'stream_options' || isNeutral)
  ) {
    learned.dropped.add(parameter)
    return
  }
  throw new ClientError(
    `the server does not take ${parameter} as it is sent${optionOf(parameter)}: ${message}`,
    { code: 'client/unsupported-parameter', kind: 'usage', status },
  )
}

/** No option sets log-probabilities: what is asked needs them. */
function optionOf(parameter: string): string {
  return /logprobs$/.test(parameter) ? '' : ` (--${parameter.replaceAll('_', '-')})`
}

/** A body in the spelling that the server has been found to take. */
export function inLearnedSpelling(
  body: Readonly<Record<string, unknown>>,
  { maxTokensName, dropped }: Session['learned'],
): Readonly<Record<string, unknown>> {
  if (maxTokensName === 'max_tokens' && dropped.size === 0) return body
  const entries = Object.entries(body).filter(([name]) => !dropped.has(name))
  return Object.fromEntries(
    entries.map(([name, value]) => [name === 'max_tokens' ? maxTokensName : name, value]),
  )
}
