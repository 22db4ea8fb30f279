export { openFakeServer } from './fake-server.ts'
export type { Behaviour, FakeServer, ReceivedRequest } from './fake-server.ts'
export { chatAnswer, completionAnswer, errorAnswer } from './responses.ts'
export type { ChatChoice } from './responses.ts'
