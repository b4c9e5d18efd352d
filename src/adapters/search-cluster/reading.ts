const name = String.raw`/[^/_][^/]*`
const id = '/[^/]+'

/** Every request this adapter can make; none of them changes anything but the cluster's own search contexts. */
const reads: readonly RegExp[] = [
  'GET /',
  `GET /_resolve/index${id}`,
  `POST ${name}/_field_caps`,
  `GET ${name}/_field_caps`,
  `POST (?:${name})?/_search`,
  `POST ${name}/_pit`,
  'DELETE /_pit',
  `POST ${name}/_search/point_in_time`,
  'DELETE /_search/point_in_time',
  `POST ${name}/_async_search`,
  `(?:GET|DELETE) /_async_search${id}`,
  'POST /_plugins/_asynchronous_search',
  `(?:GET|DELETE) /_plugins/_asynchronous_search${id}`,
  'POST /_security/user/_has_privileges',
  'GET /_plugins/_security/authinfo',
].map((pattern) => new RegExp(`^${pattern}$`))

/** Whether a request only reads: what else a client might send is stopped here, whoever asks for it. */
export function isReading(method: string, path: string): boolean {
  return reads.some((pattern) => pattern.test(`${method} ${path}`))
}
