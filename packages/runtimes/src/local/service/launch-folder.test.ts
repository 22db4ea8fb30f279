import { expect, test } from 'vitest'
import { requireMemory } from './launch-folder.ts'

test('weights that no memory is there for are refused with both sizes', () => {
  expect(() => requireMemory('/models/large', 32e9, 31e9)).toThrow(
    expect.objectContaining({
      code: 'runtimes/out-of-memory',
      message: expect.stringContaining(
        'the weights of /models/large take 32.0 GB of memory in float32, and 31.0 GB are free here',
      ),
    }),
  )
  expect(() => requireMemory('/models/large', 31e9, 31e9)).not.toThrow()
})
