import { bodyOptions } from '../ask/ask-job.ts'
import type { AskRequest } from '../ask/ask-request.ts'
import { requestBody } from '../ask/body.ts'
import type { Session } from '../session/session.ts'

/** The body that a batch asks a request with: as it would be sent, but never piece by piece. */
export function batchBody(session: Session, request: AskRequest): ReturnType<typeof requestBody> {
  return requestBody(request, { ...bodyOptions(session), stream: false })
}
