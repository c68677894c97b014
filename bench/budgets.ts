type Budget = { readonly atLeast: number } | { readonly atMost: number }
/** What is promised in public; every other number is there to understand these by. */
export const BUDGETS: Readonly<Record<string, Budget>> = {
  'register-rebuild.rebuildLogsPerSecond': { atLeast: 60_000 },
  'register.storedRowsPerSecond': { atLeast: 30_000 },
  'entitlements.tenThousandHoldersMs': { atMost: 50 },
  'entitlements.firstTimeMs': { atMost: 50 },
  'screening.simplePercent': { atLeast: 99 },
  'screening.twoTyposPercent': { atLeast: 90 },
  'screening.initialsPercent': { atLeast: 90 },
  'screening.falsePeoplePercent': { atMost: 1 },
  'screening.falseEntitiesPercent': { atMost: 2 },
  'screening.heldOutLatinPercent': { atLeast: 95 },
  'screening.heldOutArabicPercent': { atLeast: 85 },
  'screening.made.people-two-slips': { atLeast: 90 },
  'screening.made.companies-two-slips': { atLeast: 90 },
  'screening.made.nobody-american': { atMost: 1 },
  'screening.made.nobody-chinese': { atMost: 1 },
  'screening.made.nobody-company': { atMost: 2 },
  'screening.namesPerSecond': { atLeast: 1_000 },
  'screening.rescreen100kSeconds': { atMost: 180 },
  'rescreen.everybodySeconds': { atMost: 180 },
  'screening.indexMB': { atMost: 100 },
  'browse.interactiveMs': { atMost: 1_500 },
  'browse.scriptKB': { atMost: 200 },
  'capTable.transactions100kSeconds': { atMost: 60 },
  'capTable.import100kSeconds': { atMost: 60 },
  'capTable.memoryMB': { atMost: 1_000 },
  'closing.closeSeconds': { atMost: 600 },
  'closing.refundSeconds': { atMost: 600 },
  'board.sumsMs': { atMost: 200 },
  'board.firstPageMs': { atMost: 200 },
  'board.namedPageMs': { atMost: 200 },
  'board.farPageMs': { atMost: 200 },
  'board.searchMs': { atMost: 200 },
  'search.auditMs': { atMost: 200 },
  'search.refusalsMs': { atMost: 200 },
  'search.refusalsOfOneMs': { atMost: 200 },
  'eligibility.tenThousandMs': { atMost: 100 },
  'server.readyMs': { atMost: 5_000 },
  'server.memoryMB': { atMost: 300 },
  'server.firstStartMemoryMB': { atMost: 300 },
}

/** Whether a number is within its budget; one that was not measured is not. */
export function isMet(value: number, budget: Budget): boolean {
  return 'atLeast' in budget ? value >= budget.atLeast : value <= budget.atMost
}
