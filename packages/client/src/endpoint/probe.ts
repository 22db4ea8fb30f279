import type { Session } from '../session/session.ts'
import type { Probe } from './probe-result.ts'
export async function probeServer(session: Session, signal?: AbortSignal): Promise<Probe> {
  throw new Error('not yet')
}
