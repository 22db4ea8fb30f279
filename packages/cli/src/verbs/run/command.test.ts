import { expect, test } from 'vitest'
import { runVerb } from './command.ts'

test('run takes the option that the refusal of a restricted file advises', () => {
  const verb = runVerb(new AbortController().signal)
  verb.exitOverride().action(() => undefined)
  verb.parse(['lift', '--accept-licence', 'A', '--accept-licence', 'B'], { from: 'user' })
  expect(verb.opts()).toMatchObject({ acceptLicence: ['A', 'B'] })
})
