import type { Session } from '../session/session.ts'
import type { ScoredText, ScoreRequest } from './score-request.ts'
export async function* scoreTexts(
  session: Session,
  requests: AsyncIterable<ScoreRequest> | Iterable<ScoreRequest>,
  signal?: AbortSignal,
): AsyncGenerator<ScoredText> {
  throw new Error('not yet')
}
