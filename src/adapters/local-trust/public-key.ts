import * as z from 'zod'

const types = new Set([
  'ssh-ed25519',
  'sk-ssh-ed25519@openssh.com',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
])

/** An OpenSSH public key line whose blob says the same type as its first word; the comment is dropped. */
export const PublicKey = z.string().transform((line, context) => {
  const [type = '', base64 = ''] = line.trim().split(/\s+/)
  if (types.has(type) && blobType(base64) === type) return `${type} ${base64}`
  context.addIssue({ code: 'custom', message: 'an OpenSSH public key' })
  return z.NEVER
})

function blobType(base64: string): string | undefined {
  const blob = Buffer.from(base64, 'base64')
  if (blob.length < 4 || blob.toString('base64') !== base64) return undefined
  return blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1')
}
