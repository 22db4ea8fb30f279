import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { EngineOptions, RehearsedProgram, RehearsedWork } from '@retable/core'
import type { PythonProgram } from '@retable/runtimes'
import { readModelFolder } from '@retable/runtimes/folders'
import { plannedFiles, plannedPort, type PlannedFile, type PlannedProgram } from '@retable/runtimes/planned'
import { vllmArguments, vllmEnvironment, vllmModule } from '@retable/runtimes/vllm'
import { openPlace, type OpenedPlace } from './place/open-place.ts'
import { servingOf, type Serving } from './serving/serving-of.ts'
import { mostOfGpu } from './serving/start-server.ts'
import type { ServedSettings } from './settings.ts'
import { shardedTraining } from './training/sharded.ts'
import { resultFile } from './training/write-job.ts'

/**
 * The files by which a tier's programs would be started.
 *
 * @throws RuntimeError where one could not be started so
 */
export async function rehearse(
  settings: ServedSettings,
  work: readonly RehearsedWork[],
  options: EngineOptions,
  program: PythonProgram,
): Promise<readonly RehearsedProgram[]> {
  const place = await openPlace(options)
  const serving = servingOf(settings, place)
  const programs: RehearsedProgram[] = []
  for (const one of work) {
    const planned =
      one.kind === 'serve'
        ? {
            ...(await plannedServer(one, { ...settings, nodes: settings.serverNodes, serving }, program)),
            ...{ replicas: settings.replicas, behind: behindOf(one), more: [] },
          }
        : await plannedTraining(one, settings, program)
    const files = await filesOf(planned, place, options.directory, planned.more)
    programs.push('lacks' in planned ? { ...files, lacks: planned.lacks } : files)
  }
  return programs
}

/** A training is the program of its folder. */
function behindOf({ behind }: RehearsedWork): PlannedProgram['behind'] {
  return behind && { name: behind.name, resultFile: path.join(behind.folder, resultFile) }
}

/** The files of a program at a place. @throws RuntimeError where it could not be started so */
export async function filesOf(
  planned: PlannedProgram,
  {
    runtime: { id },
    images,
    slurm,
    vllmPython,
  }: Pick<OpenedPlace, 'runtime' | 'images' | 'slurm' | 'vllmPython'>,
  directory: string,
  more: readonly PlannedFile[] = [],
): Promise<RehearsedProgram> {
  const { name, folder, gpus = 0, nodes = 1 } = planned
  const files = [...(await plannedFiles(id, planned, { directory, images, slurm, vllmPython })), ...more]
  return { name, folder, gpus, nodes, files }
}

/** What a server of a model would be started with. */
export interface ServerSizes {
  readonly batch: number
  readonly threads: number
  readonly gpus?: number | undefined
  /** With so many GPUs each; 1 if left out. */
  readonly nodes?: number | undefined
  readonly serving: Serving
  /** Of a model that is not here yet. */
  readonly maxTokens: number
}

/** The server of a model, which need not be here yet. */
export async function plannedServer(
  {
    name,
    folder,
    model = folder,
    id = path.basename(model),
  }: Pick<RehearsedWork, 'name' | 'folder' | 'model'> & { readonly id?: string },
  { batch, threads, gpus = 1, nodes, serving, maxTokens }: ServerSizes,
  program: PythonProgram,
): Promise<PlannedProgram> {
  const common = { name, folder, threads, reads: [model], isService: true }
  if (serving.server === 'retable_trainer') {
    const sizes = Object.entries({ name: id, threads, batch, port: plannedPort })
    const words = sizes.flatMap(([option, value]) => [`--${option}`, String(value)])
    return { ...common, program, args: ['serve', model, ...words, '--host', '0.0.0.0'] }
  }
  const context = await readModelFolder(model).then(
    (facts) => facts.context,
    () => maxTokens,
  )
  const there = await readdir(model).catch(() => undefined)
  const { dtype, batchInvariant } = serving
  return {
    ...common,
    gpus,
    nodes,
    program: { module: vllmModule, image: 'vllm' },
    environment: vllmEnvironment({ batchInvariant, nodes }),
    args: vllmArguments({
      ...{ folder: model, name: id, host: '0.0.0.0', port: plannedPort, context },
      ...{ slots: batch, gpus, nodes, dtype, batchInvariant, memoryShare: mostOfGpu },
      // What the trainer leaves has one.
      hasTemplate: there === undefined || there.includes('chat_template.jinja'),
    }),
  }
}

async function plannedTraining(
  { name, folder, model, loss }: RehearsedWork,
  settings: ServedSettings,
  program: PythonProgram,
): Promise<PlannedProgram & { readonly more: readonly PlannedFile[]; readonly lacks?: string }> {
  const { threads } = settings
  const { config, ...launch } = await shardedTraining(model, loss, settings)
  return {
    ...{ name, folder, threads, program, args: ['train', '.'], resultFile, ...launch, isService: false },
    reads: model === undefined ? [] : [model],
    more: config === undefined ? [] : [config],
    ...(launch.launcher === undefined || config !== undefined
      ? {}
      : { lacks: `${launch.launcher.args.join(' ')} is written when the model that it starts from is here` }),
  }
}
