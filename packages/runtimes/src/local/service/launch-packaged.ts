import { installedModel } from '../../models/installed-model.ts'
import type { PackagedModel } from '../../models/packaged-models.ts'
import { ownerFile, pythonFile } from '../../python/python-files.ts'
import type { ServiceOptions } from '../../service.ts'
import { programEnvironment } from '../program-environment.ts'
import type { ServiceLaunch } from './service-launch.ts'
import { checkedSizes, type ServiceSizes } from './service-sizes.ts'

const program = pythonFile('serve_gguf.py')

/**
 * Makes a packaged model's environment on first use, and holds its weights to their pin.
 *
 * @throws RuntimeError `runtimes/no-python`, `runtimes/no-network`, `runtimes/python-packages`, `runtimes/weights`,
 * `runtimes/service-options`
 */
export async function launchPackaged(options: ServiceOptions, model: PackagedModel): Promise<ServiceLaunch> {
  const { port, ...sizes } = checkedSizes(options, model.context, `what ${model.title} was trained on`)
  const installed = await installedModel(model, options)
  return {
    command: installed.python,
    args: [
      '-I',
      ownerFile,
      program,
      installed.weightsFile,
      '--name',
      model.id,
      ...wordsOf({ ...sizes, port }),
    ],
    env: programEnvironment(process.env),
    identity: {
      model: model.id,
      weightsSha256: model.weights.sha256,
      server: installed.server,
      architecture: process.arch,
      ...sizes,
    },
    title: model.title,
    port,
    readyWithinMs: 120_000,
    memory: {
      need: `${sizes.slots} ${sizes.slots === 1 ? 'slot' : 'slots'} of ${sizes.context} tokens`,
      remedy: 'give it fewer slots or a smaller context',
    },
  }
}

function wordsOf({ slots, context, threads, port, promptCache }: ServiceSizes): string[] {
  const numbers = Object.entries({ slots, context, threads, port })
  return [
    ...numbers.flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...(promptCache ? ['--prompt-cache'] : []),
  ]
}
