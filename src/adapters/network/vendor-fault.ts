import type { WireFault } from './bounded-request.ts'

/** What can go wrong with a vendor's service, each with what to do next, in our words. */
const words = {
  unauthorized:
    'It does not accept our credentials (401). Renew the token in the environment of Baton.',
  forbidden: 'Our credentials may not read this (403). Give the token the right to read it.',
  missing:
    'There is nothing of that name, or our credentials may not see it (404). Correct its name, or the rights of the token.',
  conflict: 'It is busy with the same thing (409). Ask again in a minute.',
  rejected: 'It rejected the request (400 to 422). Check its version and the configured names.',
  busy: 'It has had too many requests from us (429). Ask again later, for a shorter window.',
  exhausted:
    'Our credentials have no requests left there for now (rate limit). Wait, or ask for less at once.',
  unavailable: 'It is not available now (502 to 504). Ask again soon, and look at its status page.',
  failed: 'It failed (500). Ask again soon, and look at its status page.',
  redirected: 'It answered with a redirection, which is not followed. Correct the url.',
  'web page':
    'A web page came in place of an answer: a sign-in or a proxy stands in between. Renew the token, or correct the url or the proxy.',
  'bad JSON': 'It answered with broken JSON. Look at what stands in between, and ask again.',
  unexpected: 'It answered with something that it never says. Check the url and its version.',
  'too large': 'Its answer was too large and was cut off. Ask for a shorter window.',
  'broken off': 'The connection broke off in the middle of an answer. Ask again.',
  unreachable: 'It cannot be reached. Check the url, the network and the proxy.',
  certificate: 'Its certificate is not trusted. Give the certificate of its authority as caFile.',
  'ca file': 'The file of trusted certificates cannot be read. Check caFile.',
  'time was up': 'It had not answered when time was up. Ask for a shorter window, or ask again.',
  'our side': 'Asking it failed on our side. Tell whoever keeps Baton.',
} as const satisfies Record<WireFault, string> & Record<string, string>

export type VendorFaultKind = keyof typeof words

/** Why a vendor's service gave no answer. The message is ours; nothing that it said is kept. */
export class VendorFault extends Error {
  override readonly name = 'VendorFault'
  readonly kind: VendorFaultKind
  /** How long it asked us to wait, milliseconds. */
  readonly retryAfterMs: number | null

  constructor(kind: VendorFaultKind, retryAfterMs: number | null = null) {
    super(words[kind])
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}

const ofStatus: Readonly<Record<number, VendorFaultKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'missing',
  407: 'web page',
  409: 'conflict',
  410: 'missing',
  429: 'busy',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

/** The fault behind an HTTP status of 400 and above. */
export function faultOfStatus(status: number): VendorFaultKind {
  return ofStatus[status] ?? (status >= 500 ? 'failed' : 'rejected')
}
