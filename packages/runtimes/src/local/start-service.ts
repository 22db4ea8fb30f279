import { RuntimeError } from '../errors.ts'
import type { ModelService, ServiceOptions } from '../service.ts'

/**
 * Serves a packaged model on this machine: makes its Python environment on first use, starts the server on loopback
 * and waits until it answers.
 *
 * @throws RuntimeError `runtimes/no-python`, `runtimes/no-network`, `runtimes/python-packages`, `runtimes/weights`,
 * `runtimes/port-taken`, `runtimes/out-of-memory`, `runtimes/service-ended`, `runtimes/service-silent`,
 * `runtimes/service-options`
 */
export function startService(options: ServiceOptions): Promise<ModelService> {
  return Promise.reject(
    new RuntimeError('runtimes/service-ended', `${options.model.id} cannot be served yet`),
  )
}
