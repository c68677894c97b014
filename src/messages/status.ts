/** Statuses whose own words would be read wrongly; all others are written from the status itself. */
export const STATUS = {
  status: { 'transfer-ok': 'Transferred', 'transfer-rejected': 'Transfer refused' },
} as const
