// Answers chat requests after a fixed time, by raw sockets, so that it is never what a client waits for.
// node server.ts LATENCY_MS: prints its base URL
import { createServer, type AddressInfo, type Socket } from 'node:net'

const latencyMs = Number(process.argv[2] ?? 0)
const body = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'm',
  system_fingerprint: 'fp_1',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: `She has 5 + 3 = 8 apples. ${'She counts them. '.repeat(20)}#### 8`,
      },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 120, completion_tokens: 90, total_tokens: 210 },
})
const response = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
)
const headEnd = Buffer.from('\r\n\r\n')

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
      if (latencyMs === 0) socket.write(response)
      else setTimeout(() => socket.write(response), latencyMs)
    }
  })
}

const server = createServer(serve)
server.listen(0, '127.0.0.1', 4096, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
})
