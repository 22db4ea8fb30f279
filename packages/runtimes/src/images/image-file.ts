import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Document, YAMLMap } from 'yaml'
import { RuntimeError } from '../errors.ts'
import { isDigest, parseReference } from './reference.ts'

/** The project's own images. */
export const imagesFile = path.resolve(import.meta.dirname, '../../images.yaml')

/** An entry of a file of images. */
export interface ImageEntry {
  /** What the file calls it, such as `vllm`. */
  readonly id: string
  /** As engines call it, without tag and digest. */
  readonly name: string
  readonly tag: string
  /** Null where nobody has asked for it yet. */
  readonly digest: string | null
  /** The image's own interpreter, absolute. */
  readonly python: string
  /** What the pin rests on. */
  readonly why: string
  /** Of the file. */
  readonly line: number
}

/** A file of images that has been read. */
export interface ImageFile {
  readonly file: string
  readonly text: string
  /** In the file's order. */
  readonly entries: readonly ImageEntry[]
}

/**
 * Reads a file of images and checks all of it.
 *
 * @throws RuntimeError `runtimes/images-file` with file and line
 */
export async function readImageFile(file = imagesFile): Promise<ImageFile> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw fileFault(
      file,
      `the images cannot be read: ${cause.code === 'ENOENT' ? 'there is no such file' : cause.message}`,
      cause,
    )
  })
  return { file, text, entries: await parseImages(text, file) }
}

/**
 * The entries of a file of images.
 *
 * @throws RuntimeError `runtimes/images-file` with file and line
 */
export async function parseImages(text: string, file: string): Promise<readonly ImageEntry[]> {
  const { LineCounter, isMap, isScalar, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document: Document = parseDocument(text, { lineCounter: lines, merge: false })
  const lineOf = (offset: number) => lines.linePos(offset).line
  const fault = (offset: number, why: string) => fileFault(`${file}:${lineOf(offset)}`, why)
  const [error] = document.errors
  if (error !== undefined)
    throw fault(error.pos[0], error.message.split('\n')[0]!.replace(/ at line .*$/, ''))
  if (!isMap(document.contents))
    throw fault(0, 'it names no image; an entry is "vllm:" with image, tag, digest, python and why')

  return document.contents.items.map(({ key, value }) => {
    const at = offsetOf(key)
    const id = isScalar(key) ? String(key.value) : ''
    if (!/^[a-z][a-z0-9-]{0,40}$/.test(id))
      throw fault(at, `an image is called by small letters, digits and dashes, not "${id.slice(0, 60)}"`)
    if (!isMap(value)) throw fault(at, `"${id}" has image, tag, digest, python and why below it`)
    return entryOf(id, value, at)
  })

  function entryOf(id: string, map: YAMLMap, at: number): ImageEntry {
    const texts = new Map<string, { readonly text: string; readonly at: number }>()
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!Object.hasOwn(forms, name))
        throw fault(
          offsetOf(key),
          `"${id}" has no "${name.slice(0, 60)}"; it can have: ${Object.keys(forms).join(', ')}`,
        )
      if (value === null || (isScalar(value) && value.value === null)) continue
      // A tag such as 2.10 would be another number, and a date no text at all.
      if (!isScalar(value) || typeof value.value !== 'string')
        throw fault(offsetOf(value ?? key), `"${name}" of "${id}" is a text; write it in quotes`)
      const why = forms[name as keyof typeof forms](value.value)
      if (why !== undefined) throw fault(offsetOf(value), `"${name}" of "${id}" ${why}`)
      texts.set(name, { text: value.value, at: offsetOf(value) })
    }
    const textOf = (name: Exclude<keyof typeof forms, 'digest'>) => {
      const found = texts.get(name)
      if (found === undefined) throw fault(at, `"${id}" has no "${name}"`)
      return found.text
    }
    return {
      id,
      name: textOf('image'),
      tag: textOf('tag'),
      digest: texts.get('digest')?.text ?? null,
      python: textOf('python'),
      why: textOf('why'),
      line: lineOf(at),
    }
  }
}

/** Says what is wrong with a text, as the end of a sentence; nothing where it will do. */
const forms: Readonly<
  Record<'image' | 'tag' | 'digest' | 'python' | 'why', (text: string) => string | undefined>
> = {
  image: (text) =>
    isImage(text) && !/@|:[^/]*$/.test(text)
      ? undefined
      : 'is a name without tag and digest, as in vllm/vllm-openai',
  tag: (text) => (isImage(`a:${text}`) ? undefined : 'is a tag of letters, digits, points and dashes'),
  digest: (text) => (isDigest(text) ? undefined : 'is sha256: and 64 hexadecimal digits'),
  python: (text) => (/^\/[\w./-]+$/.test(text) ? undefined : 'is an absolute path in the image'),
  why: (text) => (text.trim() === '' ? 'is empty' : undefined),
}

function isImage(text: string): boolean {
  try {
    parseReference(text)
    return true
  } catch {
    return false
  }
}

function fileFault(place: string, why: string, cause?: unknown): RuntimeError {
  return new RuntimeError('runtimes/images-file', `${place}: ${why}`, cause, 'usage')
}

/** Where a node begins. */
function offsetOf(node: unknown): number {
  return (node as { readonly range?: readonly number[] | null } | null | undefined)?.range?.[0] ?? 0
}
