/** The promises of the design as the game can see them kept or broken. */
export const promises = {
  G1: 'no customer data and no secret leaves the server',
  G2: "no production change without another human's grant",
  G3: "a rotation is bypassed only with the commander's grant",
  G4: 'elevated access is asked for, granted and closed',
  G5: 'every time is UTC and every timeline row names its region',
  G6: 'every attempt is on the record, and edits of it show',
  G7: 'an incomplete packet is refused and says what is missing',
  G8: 'a reproduction is run, or its deviations are written down',
  G9: 'the next update is due within 60 minutes',
  G10: 'the receiver acknowledges, on the ticket',
  G11: 'planted text stays data',
} as const

export type PromiseId = keyof typeof promises
export const promiseIds = Object.keys(promises) as readonly PromiseId[]

export interface Check {
  readonly promise: PromiseId
  readonly what: string
  readonly kept: boolean
}

/** Collects what was checked, in order. */
export interface Ledger {
  readonly checks: readonly Check[]
  check(promise: PromiseId, what: string, kept: boolean): void
  /** Promises with a broken check. */
  broken(): readonly PromiseId[]
}

export function newLedger(told: (check: Check) => void = () => {}): Ledger {
  const checks: Check[] = []
  return {
    checks,
    check(promise, what, kept) {
      const check = { promise, what, kept }
      checks.push(check)
      told(check)
    },
    broken: () =>
      promiseIds.filter((id) => checks.some((each) => each.promise === id && !each.kept)),
  }
}

/** One row a promise: kept, BROKEN, or not exercised by this game. */
export function ledgerRows(ledger: Ledger): readonly (readonly string[])[] {
  return promiseIds.map((id) => {
    const own = ledger.checks.filter(({ promise }) => promise === id)
    const broken = own.filter(({ kept }) => !kept).length
    const state = own.length === 0 ? 'not exercised' : broken === 0 ? 'kept' : 'BROKEN'
    const count = own.length === 0 ? '' : `${own.length - broken}/${own.length} checks`
    return [id, state, count, promises[id]]
  })
}
