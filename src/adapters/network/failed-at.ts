const certificateCode = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

/** Where a request failed that got no answer: at our file of certificates, at their certificate, or on the way. */
export function failedAt(cause: unknown): 'ca file' | 'certificate' | 'link' {
  const { code, syscall } = cause as { code?: unknown; syscall?: unknown }
  if (syscall === 'open') return 'ca file'
  return typeof code === 'string' && certificateCode.test(code) ? 'certificate' : 'link'
}
