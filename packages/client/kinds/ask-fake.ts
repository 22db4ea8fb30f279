import {
  openClient,
  type AskRequest,
  type Asked,
  type Client,
  type ClientOptions,
  type Notice,
} from '../src/index.ts'
import {
  chatAnswer,
  openFakeServer,
  type Behaviour,
  type ChatChoice,
  type ReceivedRequest,
} from '../src/testing/index.ts'

/** Waits that a test can bear. */
export const shortWaits = { first: 4, longest: 16, patience: 20_000, toldFrom: 40, cutFrom: 20, drain: 5000 }

/** A request for one answer, as most tests want it. */
export function request(fields: Partial<AskRequest> & { readonly id: string }): AskRequest {
  return { prompt: `question ${fields.id}`, sampling: { temperature: 0, topP: 1, maxTokens: 100 }, ...fields }
}

/** Requests named 0, 1, 2… */
export function requests(count: number, fields: Partial<AskRequest> = {}): AskRequest[] {
  return Array.from({ length: count }, (_, i) => request({ ...fields, id: String(i) }))
}

/** What came of asking a server. */
export interface AskedFake {
  readonly asked: readonly Asked[]
  readonly notices: readonly Notice[]
  /** What ended the run early. */
  readonly error: unknown
  readonly received: readonly ReceivedRequest[]
  readonly client: Client
}

/** Asks a server that answers as it is told, and closes both. */
export async function askFake(
  respond: (request: ReceivedRequest) => Behaviour | Promise<Behaviour>,
  {
    ask = requests(1),
    signal,
    ...options
  }: Partial<ClientOptions> & {
    readonly ask?: Iterable<AskRequest> | AsyncIterable<AskRequest>
    readonly signal?: AbortSignal
  } = {},
): Promise<AskedFake> {
  await using server = await openFakeServer(respond)
  return await askServer({ baseUrls: [server.url], ...options }, ask, server.requests, signal)
}

/** Asks servers that are open. */
export async function askServer(
  options: Partial<ClientOptions> & Pick<ClientOptions, 'baseUrls'>,
  ask: Iterable<AskRequest> | AsyncIterable<AskRequest>,
  received: readonly ReceivedRequest[],
  signal?: AbortSignal,
): Promise<AskedFake> {
  const notices: Notice[] = []
  const client = openClient({
    model: 'm',
    waits: shortWaits,
    concurrency: 4,
    onNotice: (notice) => notices.push(notice),
    ...options,
  })
  const asked: Asked[] = []
  let error: unknown
  try {
    for await (const one of client.ask(ask, signal)) asked.push(one)
  } catch (thrown) {
    error = thrown
  }
  await client.close()
  return { asked, notices, error, received, client }
}

/** A request's prompt as the server received it. */
export function promptOf({ body }: ReceivedRequest): string {
  const messages = body['messages'] as readonly { readonly content: string }[] | undefined
  return messages ? messages.map(({ content }) => content).join('\n') : String(body['prompt'])
}

/** A web page in place of an answer. */
export const page = (status: number, title: string, afterMs = 0): Behaviour => ({
  kind: 'answer',
  status,
  body: `<html><head><title>${title}</title></head><body>${'x'.repeat(5000)}</body></html>`,
  afterMs,
})

/** The first requests misbehave, the others are answered. */
export const firstly = (count: number, behaviour: Behaviour) => (request: { readonly index: number }) =>
  request.index < count ? behaviour : chatAnswer('fine')

/** How one answer of a chat is read. */
export async function read(choice: ChatChoice, stop?: readonly string[]): Promise<Asked> {
  const { asked } = await askFake(() => chatAnswer([choice]), {
    ask: [request({ id: 'a', sampling: { temperature: 0, topP: 1, maxTokens: 100, ...(stop && { stop }) } })],
  })
  return asked[0]!
}
