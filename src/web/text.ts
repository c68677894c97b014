export { sentenceIn, t, textIn, unbroken } from '../messages/message.ts'
