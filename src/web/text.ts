export { t, unbroken } from '../messages/message.ts'
