import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { isOwnerGone, ownerLabel } from './owner.ts'

test('an owner is gone when its process is, and not when that is of another machine', async () => {
  expect(isOwnerGone(ownerLabel())).toBe(false)
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  expect(isOwnerGone(`${hostname()} ${child.pid} 1`)).toBe(true)
  expect(isOwnerGone(`elsewhere ${child.pid} 1`)).toBe(false)
  expect(isOwnerGone('no label of ours')).toBe(false)
})

test('a process of another time with the same number is not it, where the system tells times', () => {
  expect(isOwnerGone(`${hostname()} ${process.pid} 1`)).toBe(existsSync('/proc/self/stat'))
})
