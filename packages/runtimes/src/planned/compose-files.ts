import path from 'node:path'
import { launcherEnvironment } from '@retable/trainer'
import { requirePinned } from '../images/require-pinned.ts'
import { defaultGraceMs, launcherGrace } from '../job/launcher-grace.ts'
import { logHeader } from '../job/log-header.ts'
import { requireOneMachine } from '../job/one-machine.ts'
import { moduleWords } from '../job/module-words.ts'
import { composeFile } from '../compose/engine/engine.ts'
import { composeText } from '../compose/file/compose-text.ts'
import { containerScript, jobContainer, serviceContainer } from '../compose/file/container-plans.ts'
import { plannedUser } from '../compose/file/container-user.ts'
import { nameOf } from '../compose/file/name-of.ts'
import { containerEnvironment } from '../job/container-environment.ts'
import { startScript } from '../compose/file/start-script.ts'
import { mountsOf } from '../compose/job/run-job.ts'
import { imageEnvironment } from '../compose/python/image-environment.ts'
import { sourcesOf, type PlannedFile, type PlannedProgram, type PlanOptions } from './planned-program.ts'

/**
 * The compose file and the script of a program's container, as the runtime `compose` would write them for this user. Of a
 * service the names of its folder and its log are new at each start, and it may be silent for longer by what its model's
 * size takes.
 *
 * @throws RuntimeError `runtimes/unpinned-image`, `runtimes/nodes`
 */
export async function composeFiles(
  planned: PlannedProgram,
  { directory, images }: PlanOptions,
): Promise<readonly PlannedFile[]> {
  requireOneMachine(planned, 'compose')
  const { folder, threads, args, launcher, resultFile, isService } = planned
  const program = sourcesOf(planned)
  const { module } = planned.program
  const image = program === undefined ? images.vllm : images.trainer
  const made =
    program === undefined
      ? null
      : await imageEnvironment(program.lockFile, { directory, image: images.trainer })
  const starts = launcherEnvironment({ threads })
  const logFile = isService
    ? path.join(directory, 'logs', `${path.basename(folder)}.log`)
    : path.join(folder, 'log.txt')
  const script = startScript({
    container: nameOf(folder),
    header: logHeader({ title: planned.name, module, args, launcher: starts }),
    logFile,
    ...(isService ? {} : { lockFile: path.join(folder, 'lock') }),
    resultFile: resultFile === undefined ? undefined : path.join(folder, resultFile),
    wordsFile: isService ? path.join(folder, 'address.json') : undefined,
    command: [
      ...[made?.python ?? image.python, '-s', '-P', '-u'],
      ...moduleWords({ launcher, module, args }),
    ],
  })
  const reads = [
    ...(made === null ? [] : [made.environment]),
    ...(program === undefined ? [] : [program.folder]),
    ...(planned.reads ?? []),
  ]
  const container = {
    image: requirePinned(image.image),
    folder,
    user: await plannedUser(isService ? directory : folder),
    mounts: mountsOf(folder, reads),
    environment: {
      ...containerEnvironment(folder),
      ...starts,
      ...launcherGrace(launcher, defaultGraceMs),
      ...(program === undefined ? {} : { PYTHONPATH: program.folder }),
      ...planned.environment,
    },
    gpus: planned.gpus ?? 0,
  }
  const plan = isService
    ? serviceContainer({
        ...{ ...container, logFile, port: 0, imagePython: image.python },
        readyWithinMs: program === undefined ? 900_000 : 180_000,
      })
    : jobContainer({ ...container, network: 'none', graceMs: defaultGraceMs })
  return [
    { name: composeFile, text: await composeText(plan) },
    { name: containerScript, text: script },
  ]
}
