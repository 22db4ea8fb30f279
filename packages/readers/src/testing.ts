import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib'

/** An entry of a {@link zipOf} archive. */
export interface ZipEntry {
  readonly name: string
  readonly text: string
  readonly method?: 'stored' | 'deflate' | 'zstd'
  /** A wrong size for the table of contents to state. */
  readonly statedSize?: number
}

const methods = { stored: 0, deflate: 8, zstd: 93 } as const

/** A zip archive, made by hand so that it may lie. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = []
  const contents: Buffer[] = []
  let offset = 0
  for (const { name, text, method = 'deflate', statedSize } of entries) {
    const plain = Buffer.from(text)
    const packed =
      method === 'stored' ? plain : method === 'zstd' ? zstdCompressSync(plain) : deflateRawSync(plain)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(methods[method], 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(statedSize ?? plain.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    contents.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const table = Buffer.concat(contents)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(table.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, table, end])
}
