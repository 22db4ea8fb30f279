export { RuntimeError } from './errors.ts'
export { findPackagedModel, packagedModels } from './models/packaged-models.ts'
export type { PackagedModel } from './models/packaged-models.ts'
export { installedModel } from './models/installed-model.ts'
export { isInstalled } from './python/installed-python.ts'
export { findPython } from './python/find-python.ts'
export { pythonEnvironment } from './python/python-environment.ts'
export type { PythonOptions } from './python/python-environment.ts'
export type {
  FolderModel,
  ModelService,
  ServeOptions,
  Service,
  ServiceIdentity,
  ServiceOptions,
  VllmOptions,
} from './service.ts'
export type { Runtime, RuntimeProgress } from './runtime.ts'
export type { JobEnd, Launcher, ProgramJob, PythonProgram, RunningJob } from './job.ts'
export type { NextServers, WaitingServers } from './next-servers.ts'
export {
  composeIn,
  composePrograms,
  composeRuntime,
  engineEnvironment,
  engineIn,
  engineWords,
  removeStale,
} from './compose/index.ts'
export type { ComposeOptions, ImageProgram, StaleProjects } from './compose/index.ts'
export { localRuntime } from './local/local-runtime.ts'
export { slurmRuntime } from './slurm/slurm-runtime.ts'
export { submitGraph } from './slurm/graph/submit-graph.ts'
export type { SubmittedGraph } from './slurm/graph/submit-graph.ts'
export type { GraphEnd, GraphJob } from './slurm/graph/job-graph.ts'
export type { GraphOptions } from './slurm/graph/graph-context.ts'
export type { SlurmOptions } from './slurm/slurm-context.ts'
export type { SlurmContainer, SlurmSettings } from './slurm/slurm-settings.ts'
export { removeStaleServices } from './slurm/service/remove-stale.ts'
export type { Clock } from './slurm/clock.ts'
export type { SlurmAnswer, SlurmCall, SlurmCommand, SlurmCommands } from './slurm/commands/slurm-call.ts'
export { startService } from './local/service/start-service.ts'
export { runtimeNamed } from './named/runtime-named.ts'
export { runtimeNames } from './named/runtime-names.ts'
export type { RuntimeName } from './named/runtime-names.ts'
export type { NamedRuntimeOptions } from './named/runtime-options.ts'
