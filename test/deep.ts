/** Whether this is `npm run test:deep`, whose generated cases are many. */
export const DEEP = process.env['ALIQUOT_DEEP'] === '1'

/** How many cases are generated: a third of them, unless this is the deep run. */
export const cases = (deep: number): number => (DEEP ? deep : Math.ceil(deep / 3))
