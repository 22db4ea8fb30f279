import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LinkedList, type Place } from './linked-list.ts'

test('holds what a Set does, in its order, whatever is put in and taken out', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 })), (moves) => {
      const [list, set] = [new LinkedList<number>(), new Set<number>()]
      const places: Place<number>[] = []
      for (const [i, move] of moves.entries()) {
        // Five moves of ten take out one that came before, which may be out already.
        const place = move < 5 ? places.at(-1 - move) : undefined
        if (place) {
          list.delete(place)
          set.delete(place.value)
        } else {
          places.push(list.add(i))
          set.add(i)
        }
        expect([list.first, list.size]).toEqual([[...set][0], set.size])
      }
      expect(Array.from(set, () => list.takeFirst()?.value)).toEqual([...set])
      expect([list.first, list.size, list.takeFirst()]).toEqual([undefined, 0, undefined])
    }),
  )
})
