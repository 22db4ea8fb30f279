import { expect, test } from 'vitest'
import { fitsPin } from './pin.ts'

const sha256 = `97aeec3f${'0'.repeat(50)}fd674d`

test.each([
  [sha256, true],
  ['97aeec3f…fd674d', true],
  ['97aeec3f…', true],
  ['97aeec3e…fd674d', false],
  ['97aeec3f…fd674e', false],
  ['97aeec3f', false],
  ['', false],
])('the pin %s fits: %s', (pin, fits) => {
  expect(fitsPin({ sha256: pin }, sha256)).toBe(fits)
})
