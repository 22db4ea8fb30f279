import { cluster } from '../machine/cluster.ts'
import { containers } from '../machine/containers.ts'
import type { Finding, Probe, ProbeLimits } from '../machine/finding.ts'
import { gpus } from './probes/gpus.ts'
import { disk, hardware, python } from './probes/hardware.ts'
import { models } from './probes/models.ts'

/** In the order in which they are told. */
const probes: readonly Probe[] = [hardware, disk, python, gpus, containers, cluster, models]

/** What this machine has for running papers. Each thing is looked for within a bounded time, all of them side by side. */
export async function machineHere(limits: ProbeLimits): Promise<readonly Finding[]> {
  return (await Promise.all(probes.map((probe) => probe(limits)))).flat()
}
