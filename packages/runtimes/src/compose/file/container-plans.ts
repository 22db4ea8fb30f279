import path from 'node:path'
import { ownerLabel } from '../engine/owner.ts'
import { labels } from '../engine/remove-stale.ts'
import type { ContainerPlan, Health } from './compose-text.ts'
import type { ContainerUser } from './container-user.ts'
import { nameOf } from './name-of.ts'

/** What containers of jobs and of services are told alike. */
type Planned = Pick<ContainerPlan, 'image' | 'folder' | 'mounts' | 'environment' | 'gpus' | 'gpuIds'> & {
  readonly user: ContainerUser
}

/** The script that a container begins with, in its folder. */
export const containerScript = 'container.sh'

/** The container of a job, which outlives its owner. */
export function jobContainer(of: Planned & Pick<ContainerPlan, 'network' | 'graceMs'>): ContainerPlan {
  const { network, graceMs } = of
  return { ...common(of, 'job'), network, graceMs }
}

/** The port that a service listens on in its container. */
export const insidePort = 8000

/** From SIGTERM to SIGKILL, of a service. */
export const serviceGraceMs = 5000

/** The container of a service, which ends with its owner; its port is published on loopback. */
export function serviceContainer(
  of: Planned & {
    readonly logFile: string
    /** 0 for a free one. */
    readonly port: number
    /** The image's own, which looks whether it answers. */
    readonly imagePython: string
    readonly readyWithinMs: number
  },
): ContainerPlan {
  const health: Health = {
    command: [of.imagePython, '-I', '-c', healthCheck],
    startPeriodMs: of.readyWithinMs,
  }
  return {
    ...common({ ...of, mounts: [...of.mounts, { path: of.logFile, isWritable: true }] }, 'service'),
    network: { inside: insidePort, outside: of.port },
    graceMs: serviceGraceMs,
    health,
  }
}

const healthCheck = `import urllib.request; urllib.request.urlopen('http://127.0.0.1:${insidePort}/health', timeout=8)`

function common(
  { image, folder, mounts, environment, gpus, gpuIds, user }: Planned,
  kind: 'job' | 'service',
) {
  const name = nameOf(folder)
  return {
    ...{ name, image, folder, mounts, environment, gpus, gpuIds },
    script: path.join(folder, containerScript),
    user: `${user.uid}:${user.gid}`,
    labels: { [labels.job]: name, [labels.owner]: ownerLabel(), [labels.kind]: kind },
  }
}
