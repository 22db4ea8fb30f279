import type { TableForm } from '@retable/report'
import type { SideOptions } from '../../versions/read-sides.ts'
import type { EndpointRequest } from '../eval/eval-request.ts'

/** Options of `retable gate`. */
export interface GateRequest extends EndpointRequest, SideOptions {
  readonly baseline: string
  readonly candidate?: string
  /** Asked item by item, with `sequential`. */
  readonly candidateModel?: string
  readonly sequential?: boolean
  readonly predictFull?: boolean
  readonly seed: number
  readonly policy?: string
  readonly anyway?: boolean
  readonly noise?: readonly string[]
  readonly junit?: string
  readonly markdown?: string
  readonly to?: TableForm
  readonly json?: boolean
}
