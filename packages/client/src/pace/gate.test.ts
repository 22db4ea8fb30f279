import { expect, test } from 'vitest'
import { Cancel } from '../transport/cancel.ts'
import { startPace } from './adaptive.ts'
import { Gate } from './gate.ts'

test('lets in as many as there are places, then the longest waiting', async () => {
  const gate = new Gate(startPace({ first: 2, most: 2, tolerance: Infinity }))
  const cancel = new Cancel()
  const entered: number[] = []
  const tickets = [0, 1, 2, 3].map((i) => {
    const ticket = {}
    const waiting = gate.enter(ticket, cancel)
    void (waiting ?? Promise.resolve()).then(() => entered.push(i))
    return ticket
  })
  await Promise.resolve()
  expect(entered).toEqual([0, 1])
  gate.leave(tickets[1]!, 'other')
  gate.leave(tickets[1]!, 'other')
  await Promise.resolve()
  expect(entered).toEqual([0, 1, 2])
  expect(gate.inFlight).toBe(2)
})

test('who waits leaves when it is cancelled, and takes no place', async () => {
  const gate = new Gate(startPace({ first: 1, most: 1, tolerance: Infinity }))
  const cancel = new Cancel()
  const first = {}
  expect(gate.enter(first, new Cancel())).toBeUndefined()
  const waiting = gate.enter({}, cancel)
  cancel.abort(new Error('stop'))
  await expect(waiting).rejects.toThrow('stop')
  gate.leave(first, 'answered')
  expect(gate.inFlight).toBe(0)
})
