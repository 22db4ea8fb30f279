export { readChatTemplate } from './chat-template.ts'
export { namesFolder, readModelFolder } from './read-model-folder.ts'
