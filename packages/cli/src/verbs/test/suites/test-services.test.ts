import { expect, test } from 'vitest'
import { kindOf } from '@retable/core/test-kinds'
import { isAllowed } from '../allowed-skips.ts'
import { testServices, servicesOf, whyNotStarted } from './test-services.ts'

test('a machine that lacks a program or root says so, and one that has them starts the engine', () => {
  for (const service of testServices) {
    expect(whyNotStarted(service, { isRoot: true, has: () => true })).toBeNull()
    expect(whyNotStarted(service, { isRoot: false, has: () => true })).toContain('needs root')
  }
  const without = (...gone: readonly string[]) => ({
    isRoot: true,
    has: (program: string) => !gone.includes(program),
  })
  expect(whyNotStarted('containers', without('dockerd'))).toBe(
    'dockerd is not on this machine (Debian: docker.io docker-compose docker-registry debootstrap iptables)',
  )
  expect(whyNotStarted('slurm', without('slurmd', 'munged'))).toBe(
    'slurmd, munged are not on this machine (Debian: slurm-wlm munge)',
  )
  expect(whyNotStarted('slurm', without('dockerd'))).toBeNull()
})

test('only a missing root is excused where nothing may be left out', () => {
  for (const service of testServices) {
    const name = `${service} of packages/x`
    const reasonOf = (isRoot: boolean) => whyNotStarted(service, { isRoot, has: () => false }) ?? ''
    expect(isAllowed({ name, reason: reasonOf(false) })).toBe(true)
    expect(isAllowed({ name, reason: reasonOf(true) })).toBe(false)
    expect(isAllowed({ name: `golden of packages/x`, reason: reasonOf(false) })).toBe(false)
  }
})

test('a test file names its kind and what it starts', () => {
  expect(kindOf('a/x.test.ts')).toBe('unit')
  expect(kindOf('a/x.golden.test.ts')).toBe('golden')
  expect(kindOf('a/x.containers.test.ts')).toBe('containers')
  expect(kindOf('a/x.slurm.test.ts')).toBe('slurm')
  expect(kindOf('a/x.containers.slurm.nightly.test.ts')).toBe('nightly')
  // A word that is no kind, and a kind that is only part of a word.
  expect(kindOf('a/setup.nano.test.ts')).toBe('unit')
  expect(kindOf('a/slurm.test.ts')).toBe('unit')
  expect(servicesOf('a/slurm.b/x.containers.slurm.nightly.test.ts')).toEqual(['containers', 'slurm'])
  expect(servicesOf('a/x.compose.nightly.test.ts')).toEqual(['containers'])
  expect(servicesOf('a/slurm.b/x.test.ts')).toEqual([])
})
