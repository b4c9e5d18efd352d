import { createHash } from 'node:crypto'

/**
 * Digests of keys that vendors themselves publish, in the tests of their open-source libraries (Firebase for Android and
 * JavaScript) and in their documentation (Stripe). Digests, since a scanner that reads this file would believe the keys.
 */
const examples: ReadonlySet<string> = new Set(
  `
    0YR-od-fAf 3A_PBGxhZA 4vEc6L7DRi 5KVUK7f9e2 61QNK27ioK 6lRS6Ldy40 6puxCCz5Vm 8tbKFlFQM-
    C0dr35rPIS E98TzAjMj6 IDeryv-yt3 IQiLAuq6X6 J6mkKTHf9- KBy8NfaBTt LK_AlwFJqE N_jwm98Swv
    O4nc0vlhYd Ooth0PY2sA PRLV_Qlr3J PzcMndgiXG S32unFSRNd Sfd325legm TBu-ysqXRJ TJgkLcrciy
    _mhglrSYf- bKZHO0LZwX bcf8jr2STy bx7yRh5jRp gr23W4wxJG hzEmHLcthi inV8ZO6oRU iy3YvXV96B
    oZ-JqzVV6s pfNZzsw5eO psgUvFVa5i qaruxF9AZb qz6nwo6Sml r-IfHjFedt w10Es40I_Q
  `
    .trim()
    .split(/\s+/),
)

const digestLength = 10

/** True for a key out of a vendor's own examples. */
export function isPublished(value: string): boolean {
  return examples.has(digestOf(value))
}

/** What stands for a published key in the list: the first characters of its SHA-256 in base64url. */
export function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, digestLength)
}
