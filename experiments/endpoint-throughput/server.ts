// Answers chat requests after a fixed time, by raw sockets, so that it is never what a client waits for.
// node server.ts LATENCY_MS: prints its base URL
import { createServer, type AddressInfo, type Socket } from 'node:net'

const latencyMs = Number(process.argv[2] ?? 0)
const headEnd = Buffer.from('\r\n\r\n')
const kept = new Map<number, Buffer>()

/** The one answer, with as many tokens of the prompt as a request of so many bytes may have. */
function responseTo(bytes: number): Buffer {
  const tokens = Math.ceil(bytes / 4)
  const known = kept.get(tokens)
  if (known) return known
  const content = `She has 5 + 3 = 8 apples. ${'She counts them. '.repeat(20)}\nFinal answer: 8`
  const body = JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'm',
    system_fingerprint: 'fp_1',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: tokens, completion_tokens: 90, total_tokens: tokens + 90 },
  })
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
  const response = Buffer.from(head + body)
  kept.set(tokens, response)
  return response
}

function serve(socket: Socket): void {
  let rest = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const end = rest.indexOf(headEnd)
      if (end === -1) return
      const length = Number(/content-length: *(\d+)/i.exec(rest.toString('latin1', 0, end))?.[1] ?? 0)
      if (rest.length < end + 4 + length) return
      rest = rest.subarray(end + 4 + length)
      if (latencyMs === 0) socket.write(responseTo(length))
      else setTimeout(() => socket.write(responseTo(length)), latencyMs)
    }
  })
}

const server = createServer(serve)
server.listen(0, '127.0.0.1', 4096, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
})
