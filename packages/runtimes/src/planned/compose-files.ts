import path from 'node:path'
import { launcherEnvironment } from '@retable/trainer'
import { requirePinned } from '../images/require-pinned.ts'
import { logHeader } from '../job/log-header.ts'
import { labels } from '../compose/engine/remove-stale.ts'
import { composeText } from '../compose/file/compose-text.ts'
import { nameOf } from '../compose/file/name-of.ts'
import { containerEnvironment } from '../job/container-environment.ts'
import { startScript } from '../compose/file/start-script.ts'
import { mountsOf } from '../compose/job/run-job.ts'
import { imageEnvironment } from '../compose/python/image-environment.ts'
import {
  plannedPort,
  sourcesOf,
  type PlannedFile,
  type PlannedProgram,
  type PlanOptions,
} from './planned-program.ts'

/**
 * The compose file and the script of a program's container, as the runtime `compose` would write them for this user.
 *
 * @throws RuntimeError `runtimes/unpinned-image`
 */
export async function composeFiles(
  planned: PlannedProgram,
  { directory, images }: PlanOptions,
): Promise<readonly PlannedFile[]> {
  const { folder, threads, args, launcher } = planned
  const program = sourcesOf(planned)
  const { module } = planned.program
  const image = program === undefined ? images.vllm : images.trainer
  const made =
    program === undefined
      ? null
      : await imageEnvironment(program.lockFile, { directory, image: images.trainer })
  const name = nameOf(folder)
  const starts = launcherEnvironment({ threads })
  const script = startScript({
    container: name,
    header: logHeader({ title: planned.name, module, args, launcher: starts }),
    logFile: path.join(folder, 'log.txt'),
    wordsFile: planned.isService && program !== undefined ? path.join(folder, 'address.json') : undefined,
    command: [
      ...[made?.python ?? image.python, '-s', '-P', '-u'],
      ...(launcher === undefined ? [] : ['-m', launcher.module, ...launcher.args]),
      ...['-m', module, ...args],
    ],
  })
  const reads = [
    ...(made === null ? [] : [made.environment]),
    ...(program === undefined ? [] : [program.folder]),
    ...(planned.reads ?? []),
  ]
  const text = await composeText({
    name,
    image: requirePinned(image.image),
    script: path.join(folder, 'container.sh'),
    user: `${process.getuid!()}:${process.getgid!()}`,
    folder,
    mounts: mountsOf(folder, reads),
    environment: {
      ...containerEnvironment(folder),
      ...starts,
      ...(program === undefined ? {} : { PYTHONPATH: program.folder }),
      ...planned.environment,
    },
    network: planned.isService ? { inside: plannedPort, outside: 0 } : 'none',
    graceMs: planned.isService ? 5000 : 60_000,
    gpus: planned.gpus ?? 0,
    labels: { [labels.job]: name, [labels.kind]: planned.isService ? 'service' : 'job' },
  })
  return [
    { name: 'compose.yaml', text },
    { name: 'container.sh', text: script },
  ]
}
