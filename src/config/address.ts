import * as z from 'zod'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Plain http only where nobody else can listen; no password in an address. */
export const address = z.string().refine((text) => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username !== '' || password !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))
})
