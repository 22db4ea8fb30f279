/** A benchmark of sums, and a server that adds, for tests of what asks endpoints. */
export { adder, askedOf, guess, isAsked, later, sumIn, usage } from './adder.ts'
export { sums, sumsModule } from './sums.ts'
export { chatAnswer, errorAnswer, fakeModel, openFakeServer } from '@retable/client/testing'
export type { Behaviour, FakeServer, ReceivedRequest } from '@retable/client/testing'
export { openPlayback, StoredAnswers } from './playback.ts'
export type { PlayedMessage, StoredAnswer } from './playback.ts'
