export { t } from '../messages/message.ts'
