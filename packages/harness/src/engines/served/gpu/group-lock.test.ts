import { setImmediate as later } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { groupLock } from './group-lock.ts'

/** Enters, notes it, and gives what leaves. */
function visitors() {
  const place = groupLock()
  const inside: string[] = []
  return {
    inside,
    visit: async (name: string, signal?: AbortSignal) => {
      const leave = await place.enter(name[0]!, signal)
      inside.push(name)
      return () => {
        if (inside.includes(name)) inside.splice(inside.indexOf(name), 1)
        leave()
      }
    },
  }
}

test('one kind at a time, and within it any number', async () => {
  const { inside, visit } = visitors()
  const [leave1, leave2] = [await visit('a1'), await visit('a2')]
  const b = visit('b1')
  // It would never come to an end of a's if later ones went before b.
  const a = visit('a3')
  await later()
  expect(inside).toEqual(['a1', 'a2'])
  leave1()
  leave1()
  await later()
  expect(inside).toEqual(['a2'])
  leave2()
  const leaveB = await b
  await later()
  expect(inside).toEqual(['b1'])
  leaveB()
  ;(await a)()
  expect(inside).toEqual([])
})

test('one that gives up holds up nobody', async () => {
  const { inside, visit } = visitors()
  const leave = await visit('a1')
  const controller = new AbortController()
  const b = visit('b1', controller.signal)
  const a = visit('a2')
  controller.abort(new Error('not needed'))
  await expect(b).rejects.toThrow('not needed')
  const leaveA = await a
  expect(inside).toEqual(['a1', 'a2'])
  leave()
  leaveA()
  await visit('c1')
  expect(inside).toEqual(['c1'])
  await expect(visit('d1', AbortSignal.abort(new Error('at once')))).rejects.toThrow('at once')
})
