declare const redacted: unique symbol

/** Data that has passed the redactor. Only `src/redaction/` may mint it; everything that leaves or is stored requires it. */
export type Redacted<T> = T & { readonly [redacted]: true }

/** Which rules apply: `log` keeps ids, versions and durations readable, `text` also looks for names and loose phone shapes. */
export type Profile = 'log' | 'text'
