export { sentenceIn, t, unbroken } from '../messages/message.ts'
