import type { TargetConfiguration } from '@nx/devkit'
import { testKindOf, type GateFolder } from './gate-targets.ts'

/**
 * What takes too long for every change, and `nightly`, which runs all of it of a project; that of the checkout itself runs
 * that of every project. None is cached, and each has the machine for itself.
 *
 * - mutation: where there is a mutate.ts
 * - remake:all: where a run is recorded: the first seed of every tier that nanolm plays, whatever changed
 * - test:nightly: where there are such tests
 */
export function nightlyTargets({ root, files, isRecorded }: GateFolder): Record<string, TargetConfiguration> {
  const nightly = (dependsOn: NonNullable<TargetConfiguration['dependsOn']>): TargetConfiguration => ({
    executor: 'nx:noop',
    cache: false,
    dependsOn,
    metadata: { description: 'What takes too long for every change' },
  })
  if (root === '.') return { nightly: nightly([{ projects: ['*', '!retable'], target: 'nightly' }]) }
  const alone = (command: string, description: string): TargetConfiguration => ({
    command: `node ${command}`,
    cache: false,
    parallelism: false,
    metadata: { description },
  })
  const only = (target: string) => `packages/cli/src/main.ts test ${root} --only ${target}`
  const own = {
    ...(files.some((file) => testKindOf(file) === 'nightly')
      ? { 'test:nightly': alone(only('test:nightly'), 'Tests that take too long for every change') }
      : {}),
    ...(isRecorded
      ? {
          'remake:all': alone(
            only('remake:all'),
            'Make the first seed of every recorded tier that nanolm plays again',
          ),
        }
      : {}),
    ...(files.includes('mutate.ts')
      ? { mutation: alone(`${root}/mutate.ts`, 'Put faults in and count how many the tests notice') }
      : {}),
  }
  const names = Object.keys(own)
  return names.length > 0 ? { ...own, nightly: nightly(names) } : {}
}
