export { readChatTemplate } from './chat-template.ts'
export { isWrittenAsPath, namesFolder, readModelFolder } from './read-model-folder.ts'
