/** What can go wrong with a cluster, each with what to do next, in our words. */
const words = {
  unauthorized:
    'It does not accept our credentials (401). Renew the key, token or password in the environment.',
  forbidden:
    'Our credentials may not read it (403). Ask whoever runs the cluster for the privileges read and view_index_metadata.',
  missing: 'There is nothing of that name (404). Correct the names under indices.',
  unacceptable:
    'It does not speak with this client (406). Servers 8 and 9 of Elasticsearch and 2 and 3 of OpenSearch are read.',
  busy: 'It has too many requests (429). Ask again in a minute, for a shorter window.',
  unavailable:
    'It is not available now (502 to 504). Ask again soon, and look at the cluster itself.',
  failed: 'It failed (500). Ask again, for a shorter window, and look at the cluster itself.',
  rejected: 'It rejected the request (400). Check its version and the types of its fields.',
  redirected: 'It answered with a redirection, which is not followed. Correct the url.',
  'web page':
    'A web page came in place of an answer: a proxy or a sign-in stands in between. Correct the url or the proxy.',
  'bad JSON': 'It answered with broken JSON. Look at what stands in between, and ask again.',
  unexpected:
    'It answered with something that no search cluster says. Check the url and its version.',
  'too large': 'Its answer was larger than 4 MB and was cut off. Ask for a shorter window.',
  'broken off': 'The connection broke off in the middle of an answer. Ask again.',
  unreachable: 'It cannot be reached. Check the url, the network and the proxy.',
  certificate: 'Its certificate is not trusted. Give the certificate of its authority as caFile.',
  'ca file': 'The file of trusted certificates cannot be read. Check caFile.',
  'time was up': 'It had not answered when time was up. Ask for a shorter window, or ask again.',
  'no cluster': 'It is neither Elasticsearch nor OpenSearch. Correct the url.',
  'is OpenSearch': 'It is OpenSearch. Write opensearch: in place of elasticsearch: in baton.yaml.',
  'is Elasticsearch':
    'It is Elasticsearch. Write elasticsearch: in place of opensearch: in baton.yaml.',
  'too old': 'Its version is older than what is read: Elasticsearch 8 and OpenSearch 2.',
  'our side': 'Asking it failed on our side. Tell whoever keeps Baton.',
  'no time': 'Its documents have no date field such as @timestamp. Map one, or correct indices.',
  'can write':
    'Nothing was read: its credentials may also write, delete or manage. Use some that may only read.',
  'no guard':
    'Nothing was read: it has no access control, so whoever reaches it may write. Use one that has.',
} as const

export type FaultKind = keyof typeof words

/** Why a cluster gave no answer. The message is ours; nothing that it said is kept. */
export class ClusterFault extends Error {
  override readonly name = 'ClusterFault'
  readonly kind: FaultKind
  /** How long it asked us to wait. */
  readonly retryAfterMs: number | null

  constructor(kind: FaultKind, retryAfterMs: number | null = null) {
    super(words[kind])
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}

const ofStatus: Readonly<Record<number, FaultKind>> = {
  400: 'rejected',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'missing',
  406: 'unacceptable',
  407: 'web page',
  429: 'busy',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

/** The fault behind an HTTP status of 400 and above. */
export function kindOfStatus(status: number): FaultKind {
  return ofStatus[status] ?? (status >= 500 ? 'failed' : 'rejected')
}

/** Anything thrown as a fault: what happens on the way is one already, so anything else is a fault of this adapter. */
export function asFault(cause: unknown): ClusterFault {
  return cause instanceof ClusterFault ? cause : new ClusterFault('our side')
}
