import type { ComposeSpecification } from 'docker-compose'
import { labels } from '../engine/remove-stale.ts'

/** A file or folder that a container sees, at its own path. */
export interface Mount {
  readonly path: string
  readonly isWritable: boolean
}

/** All that a program's container is made from. */
export interface ContainerPlan {
  /** The project's name, and the container's. */
  readonly name: string
  /** `name@sha256:…`. */
  readonly image: string
  /** What sh runs; absolute. */
  readonly script: string
  /** `UID:GID`. */
  readonly user: string
  /** Where it starts, which it may write in. */
  readonly folder: string
  /** What it sees beside that. */
  readonly mounts: readonly Mount[]
  readonly environment: Readonly<Record<string, string>>
  /** `none`; the machine's own, `host`; or one where its port is published on loopback. */
  readonly network: 'none' | 'host' | { readonly inside: number; readonly outside: number }
  /** From SIGTERM to SIGKILL. */
  readonly graceMs: number
  readonly gpus: number
  /** Which of the machine's; the first ones if left out. */
  readonly gpuIds?: readonly string[] | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly health?: Health | undefined
}

/** How the engine looks whether a server answers. */
export interface Health {
  readonly command: readonly string[]
  /** While it may be silent: it loads its model. */
  readonly startPeriodMs: number
}

/**
 * The file of a project with one container: not root where its user is not, without privileges and with a root that cannot
 * be written, but for its folder and /tmp. `$` is written as `$$`: nothing of the environment comes in.
 */
export async function composeText(plan: ContainerPlan): Promise<string> {
  const { stringify } = await import('yaml')
  const specification: ComposeSpecification = { services: { program: serviceOf(plan) } }
  const header = '# Written by retable for this folder: what runs in it, or ran last.\n'
  // Quoted, since version 1 of compose reads YAML 1.1, where `yes` is no text.
  const settings = { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 } as const
  return header + stringify(escaped(specification), settings)
}

type Service = NonNullable<ComposeSpecification['services']>[string]

function serviceOf(plan: ContainerPlan): Service {
  const { name, folder, network, gpus, gpuIds, health } = plan
  return {
    image: plan.image,
    container_name: name,
    entrypoint: ['/bin/sh', plan.script],
    working_dir: folder,
    user: plan.user,
    // Its first process hands signals on, and takes in what its children leave.
    init: true,
    stop_grace_period: seconds(plan.graceMs),
    restart: 'no',
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    // Compilers of kernels load what they write there.
    tmpfs: ['/tmp:exec,mode=1777'],
    volumes: [{ path: folder, isWritable: true }, ...plan.mounts].map(({ path, isWritable }) => ({
      type: 'bind',
      source: path,
      target: path,
      read_only: !isWritable,
    })),
    environment: Object.entries(plan.environment).map(([key, value]) => `${key}=${value}`),
    labels: { ...plan.labels, [labels.folder]: folder },
    ...(typeof network === 'string'
      ? { network_mode: network }
      : { ports: [`127.0.0.1:${network.outside === 0 ? '' : network.outside}:${network.inside}`] }),
    ...(health === undefined
      ? {}
      : {
          healthcheck: {
            test: ['CMD', ...health.command],
            interval: '10s',
            timeout: '10s',
            retries: 3,
            start_period: seconds(health.startPeriodMs),
          },
        }),
    ...(gpus === 0
      ? {}
      : {
          deploy: {
            resources: {
              reservations: {
                devices: [
                  {
                    driver: 'nvidia',
                    ...(gpuIds === undefined ? { count: gpus } : { device_ids: [...gpuIds] }),
                    capabilities: ['gpu'],
                  },
                ],
              },
            },
          },
        }),
    // What GPUs of one program hand to each other goes through it; 64 MB is the engine's own size.
    ...(gpus > 1 ? { shm_size: `${8 * gpus}gb` } : {}),
  }
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)}s`
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$')
  if (Array.isArray(value)) return value.map(escaped)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, escaped(item)]))
}
