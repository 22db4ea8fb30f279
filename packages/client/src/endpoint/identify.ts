import { createHash } from 'node:crypto'
import { ClientError } from '../errors.ts'
import { classifyBroken } from '../failure/broken.ts'
import { classify } from '../failure/classify.ts'
import type { Session } from '../session/session.ts'
import { Cancel } from '../transport/cancel.ts'
import type { Replica } from '../transport/replica.ts'
import { send } from '../transport/send.ts'
import type { Identity, ServerKind } from './identity.ts'

export async function identifyReplicas(session: Session, signal?: AbortSignal): Promise<Identity> {
  throw new ClientError('x', { code: 'client/options', kind: 'usage' })
}
