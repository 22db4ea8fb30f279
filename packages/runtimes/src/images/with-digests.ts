import { RuntimeError } from '../errors.ts'
import { parseImages, type ImageFile } from './image-file.ts'

/**
 * The text of a file of images with other digests, by the images' ids; all else stays as it is, byte for byte. An image
 * without digest gets one below its tag.
 *
 * @throws RuntimeError `runtimes/images-file` where the text is written so that this cannot be done
 */
export async function withDigests(
  { file, text, entries }: ImageFile,
  digests: ReadonlyMap<string, string>,
): Promise<string> {
  const { isMap, isScalar, parseDocument } = await import('yaml')
  const { contents } = parseDocument(text, { merge: false })
  const edits: { readonly from: number; readonly to: number; readonly put: string }[] = []
  for (const { key, value } of isMap(contents) ? contents.items : []) {
    const digest = isScalar(key) ? digests.get(String(key.value)) : undefined
    if (digest === undefined || !isMap(value)) continue
    const pair = (name: string) => value.items.find((item) => isScalar(item.key) && item.key.value === name)
    const [old, tag] = [pair('digest'), pair('tag')!]
    const range = (node: unknown) => (node as { range: [number, number, number] }).range
    if (isScalar(old?.value) && old.value.value !== null) {
      const [from, to] = range(old.value)
      edits.push({ from, to, put: digest })
    } else if (old !== undefined) {
      const after = text.indexOf(':', range(old.key)[1]) + 1
      edits.push({ from: after, to: after, put: ` ${digest}` })
    } else {
      const begin = range(tag.key)[0]
      const indent = text.slice(text.lastIndexOf('\n', begin) + 1, begin)
      const [, to] = range(tag.value)
      const end = text.indexOf('\n', to)
      const at = end < 0 ? text.length : end
      edits.push({ from: at, to: at, put: `\n${indent}digest: ${digest}` })
    }
  }
  const written = edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((so, { from, to, put }) => `${so.slice(0, from)}${put}${so.slice(to)}`, text)
  const read = await parseImages(written, file).catch(() => [])
  const isRight =
    read.length === entries.length &&
    entries.every(
      ({ id, digest }, i) => read[i]!.id === id && read[i]!.digest === (digests.get(id) ?? digest),
    )
  if (isRight) return written
  const why = 'digests cannot be put into it: write each image with its parts on lines of their own'
  throw new RuntimeError('runtimes/images-file', `${file}: ${why}`, undefined, 'usage')
}
