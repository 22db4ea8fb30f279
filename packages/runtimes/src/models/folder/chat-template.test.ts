import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readChatTemplate } from './chat-template.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-template-'))
})
afterEach(() => rm(folder, { recursive: true }))

test.each([
  ['{}', null],
  ['{"chat_template": "one"}', 'one'],
  ['{"chat_template": [{"name": "tool", "template": "a"}, {"name": "default", "template": "b"}]}', 'b'],
  ['{"chat_template": []}', null],
  ['null', null],
  ['no JSON', null],
])('of a tokenizer_config.json %s it is %j', async (config, template) => {
  await writeFile(path.join(folder, 'tokenizer_config.json'), config)
  expect(await readChatTemplate(folder)).toBe(template)
})

test('its own file comes first, and there may be none', async () => {
  expect(await readChatTemplate(folder)).toBeNull()
  await writeFile(path.join(folder, 'tokenizer_config.json'), '{"chat_template": "one"}')
  await writeFile(path.join(folder, 'chat_template.jinja'), 'two')
  expect(await readChatTemplate(folder)).toBe('two')
})
