import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readImageFile } from './image-file.ts'
import { readImages } from './read-images.ts'
import { requirePinned } from './require-pinned.ts'
import { withDigests } from './with-digests.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-images-'))
})
afterAll(() => rm(directory, { recursive: true }))

const [one, two] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string]
const whole = (id: string, more = `digest: ${one}`) =>
  `${id}:\n  image: a/b\n  tag: v1\n  ${more}\n  python: /usr/bin/python3\n  why: it is small\n`

async function written(text: string): Promise<string> {
  const file = path.join(directory, 'images.yaml')
  await writeFile(file, text)
  return file
}

test('the project’s own are read, and each is pinned', async () => {
  const images = await readImages()
  // The two digests that the project's plan names.
  expect(images.vllm.image).toBe(
    'vllm/vllm-openai@sha256:014a95f21c9edf6abe0aea6b07353f96baa4ec291c427bb1176dc7c93a85845c',
  )
  expect(images.trainer.image).toBe(
    'pytorch/pytorch@sha256:7b324d212a4450795b49edba9949b7cdc72429148a64e974334bfe5774d51385',
  )
  for (const { image, python } of Object.values(images)) {
    expect(requirePinned(image)).toBe(image)
    expect(path.isAbsolute(python)).toBe(true)
  }
})

test.each([
  ['vllm: [', 1, /flow/i],
  ['', 1, 'it names no image'],
  ['- a', 1, 'it names no image'],
  ['A b: 1', 1, 'an image is called by'],
  ['\nvllm: 3', 2, '"vllm" has image, tag, digest, python and why below it'],
  [
    'vllm:\n  image: a\n  colour: red',
    3,
    '"vllm" has no "colour"; it can have: image, tag, digest, python, why',
  ],
  ['vllm:\n  image: a:1', 2, '"image" of "vllm" is a name without tag and digest'],
  ['vllm:\n  image: A', 2, 'is a name without'],
  ['vllm:\n  tag: 2.10', 2, '"tag" of "vllm" is a text; write it in quotes'],
  ['vllm:\n  tag: "a b"', 2, 'is a tag of letters'],
  ['vllm:\n  image: a\n  digest: sha256:12', 3, '"digest" of "vllm" is sha256: and 64 hexadecimal digits'],
  ['vllm:\n  python: python3', 2, 'is an absolute path in the image'],
  ['vllm:\n  why: ""', 2, '"why" of "vllm" is empty'],
  ['\n\nvllm:\n  image: a', 3, '"vllm" has no "tag"'],
  [`${whole('a')}${whole('a')}`, 7, /unique/i],
  [whole('trainer', ''), 1, '"trainer" has no digest yet: run ./retable pin trainer'],
])('%j is refused with its line', async (text, line, why) => {
  const file = await written(text)
  const reading = readImages(file)
  await expect(reading).rejects.toMatchObject({ code: 'runtimes/images-file', kind: 'usage' })
  await expect(reading).rejects.toThrow(`${file}:${line}: `)
  await expect(reading).rejects.toThrow(why)
})

test('a file that is not there, and one that lacks an image, are refused', async () => {
  await expect(readImages(path.join(directory, 'none'))).rejects.toThrow('there is no such file')
  await expect(readImages(await written(whole('trainer')))).rejects.toThrow('there is no image "vllm"')
})

test('digests are put in, and not a byte else changes', async () => {
  const text = [
    '# A comment that stays.',
    'b:   # so does this',
    '    why: >-',
    '      folded over',
    '      two lines',
    "    image: 'b/b'",
    `    digest:   "${one}"   # and this`,
    '    tag: "1"',
    '    python: /b',
    '',
    'a:',
    '  tag: v1 # without digest',
    '  image: a/a',
    '  python: /a',
    '  why: a',
    '',
    'c:',
    '  digest:',
    '  tag: v1',
    '  image: c',
    '  python: /c',
    '  why: c',
    `d: { image: d, tag: v1, digest: ${one}, python: /d, why: d }`,
  ].join('\n')
  const read = await readImageFile(await written(text))
  const put = await withDigests(read, new Map(['a', 'b', 'c'].map((id) => [id, two])))
  expect(put).toBe(
    text
      .replace(`"${one}"   # and this`, `${two}   # and this`)
      .replace('v1 # without digest', `v1 # without digest\n  digest: ${two}`)
      .replace('  digest:\n', `  digest: ${two}\n`),
  )
  expect(await withDigests(read, new Map([['d', two]]))).toBe(
    text.replace(`v1, digest: ${one}`, `v1, digest: ${two}`),
  )
  expect(await withDigests(read, new Map())).toBe(text)
})

test('a file in which a digest cannot stand below its tag is said, and not broken', async () => {
  const read = await readImageFile(await written('d: { image: d, tag: v1, python: /d, why: d }\n'))
  await expect(withDigests(read, new Map([['d', two]]))).rejects.toThrow('parts on lines of their own')
})
