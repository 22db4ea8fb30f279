import { pathOf } from '../ask/ask-job.ts'
import type { AskRequest } from '../ask/ask-request.ts'
import type { Session } from '../session/session.ts'
import { batchBody } from './batch-body.ts'

/** Lines in the format of OpenAI's batch files. */
export async function* writeBatch(
  session: Session,
  requests: AsyncIterable<AskRequest> | Iterable<AskRequest>,
): AsyncGenerator<string> {
  const url = `/v1${pathOf(session)}`
  for await (const request of requests) {
    const body = batchBody(session, request)
    yield JSON.stringify({ custom_id: request.id, method: 'POST', url, body })
  }
}
