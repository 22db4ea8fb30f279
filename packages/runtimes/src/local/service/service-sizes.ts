import { RuntimeError } from '../../errors.ts'
import type { ServiceOptions } from '../../service.ts'

/** What a service is started with. */
export interface ServiceSizes {
  readonly slots: number
  readonly threads: number
  readonly context: number
  readonly promptCache: boolean
  /** 0 for a free one. */
  readonly port: number
}

/**
 * The settings of a service with what was left out filled in.
 *
 * @param longest - tokens that the model takes at once
 * @param why - says whose limit that is
 * @throws RuntimeError `runtimes/service-options`
 */
export function checkedSizes(options: ServiceOptions, longest: number, why?: string): ServiceSizes {
  const { slots = 1, threads = 1, context = 2048, promptCache = false, port = 0 } = options
  whole('slots', slots, 1, 256)
  whole('threads', threads, 1, 1024)
  whole('context', context, 16, longest, why)
  whole('port', port, 0, 65_535)
  return { slots, threads, context, promptCache, port }
}

function whole(name: string, value: number, least: number, most: number, why?: string): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new RuntimeError(
    'runtimes/service-options',
    `a service's ${name} is a whole number from ${least} to ${most}${why ? ` (${why})` : ''}, not ${value}`,
  )
}
