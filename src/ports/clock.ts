/** Now in epoch milliseconds. Tests hand in a clock they move themselves. */
export interface Clock {
  nowMs(): number
}
