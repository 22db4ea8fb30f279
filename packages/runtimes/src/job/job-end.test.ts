import { expect, test } from 'vitest'
import type { ProcessEnd } from './process-end.ts'
import { jobEnd } from './job-end.ts'

/** How a process ended that promised no result, with one line written. */
function end(of: Partial<ProcessEnd>, more: Partial<Parameters<typeof jobEnd>[0]> = {}) {
  const process = { stopped: false, exitCode: null, signal: null, ...of }
  return jobEnd({
    end: process,
    lastLine: 'a line',
    isDone: undefined,
    isTimedOut: false,
    resultFile: undefined,
    ...more,
  })
}

test('what a program promised decides before its exit code', () => {
  const resultFile = 'result.json'
  expect(end({ exitCode: 0 })).toEqual({ state: 'done' })
  expect(end({ exitCode: 0 }, { isDone: true, resultFile })).toEqual({ state: 'done' })
  expect(end({ signal: 'SIGKILL' }, { isDone: true, resultFile })).toEqual({ state: 'done' })
  expect(end({ exitCode: 0 }, { isDone: false, resultFile })).toMatchObject({
    state: 'failed',
    exitCode: 0,
    sentence: 'it ended as if it were done, and left no result.json',
  })
})

test('one that was stopped has no other end, but for its result', () => {
  expect(end({ stopped: true, exitCode: 75 })).toEqual({ state: 'cancelled' })
  expect(end({ stopped: true, exitCode: 0 })).toEqual({ state: 'cancelled' })
  expect(end({ stopped: true, signal: 'SIGKILL' }, { isTimedOut: true })).toEqual({ state: 'timed out' })
  expect(end({ stopped: true, exitCode: 0 }, { isDone: true })).toEqual({ state: 'done' })
})

test('code 75, and SIGTERM from elsewhere, are no failures', () => {
  expect(end({ exitCode: 75 })).toEqual({ state: 'stopped' })
  expect(end({ signal: 'SIGTERM' })).toEqual({ state: 'stopped' })
})

test('a failure says why as well as is known', () => {
  expect(end({ exitCode: 70 })).toEqual({
    state: 'failed',
    exitCode: 70,
    signal: null,
    sentence: 'a line',
  })
  expect(end({ signal: 'SIGKILL' })).toMatchObject({
    sentence: 'it was killed, most likely because the machine ran out of memory',
  })
  expect(end({ signal: 'SIGSEGV' }, { lastLine: undefined })).toMatchObject({
    sentence: 'it ended with SIGSEGV and wrote nothing',
  })
  expect(end({ cause: new Error('spawn python ENOENT') })).toMatchObject({
    sentence: 'it could not be started: spawn python ENOENT',
  })
})
