import { everywhere, matchAt, type Span, type TextClass } from './class.ts'

const putty = /PuTTY-User-Key-File-\d: [\w@.-]{1,64}/y
const puttyLine =
  /(?:\s|\\[nr])+(?:[A-Za-z][A-Za-z0-9-]{2,24}: [^\r\n\\]{0,256}|[A-Za-z0-9+/=]{4,128}(?=\s|\\|$|["']))/y
const mostLines = 400

/** A key file of PuTTY, from its first line to its last. */
export const puttyKey: TextClass = {
  name: 'pem',
  profiles: everywhere,
  words: ['put'],
  find(text, at): Span | undefined {
    const head = matchAt(putty, text, at)
    if (!head) return undefined
    let end = at + head[0].length
    for (let count = 0; count < mostLines; count++) {
      const line = matchAt(puttyLine, text, end)
      if (!line) break
      end += line[0].length
      if (/Private-MAC/.test(line[0])) break
    }
    return { start: at, end }
  },
}

const ssh = /---- BEGIN (SSH2 (?:ENCRYPTED )?PRIVATE KEY) ----/y
const most = 16_384

/** A private key as SSH2 writes it, with four dashes. */
export const ssh2Key: TextClass = {
  name: 'pem',
  profiles: everywhere,
  chars: '-',
  next: '-',
  find(text, at): Span | undefined {
    if (text[at - 1] === '-') return undefined
    const head = matchAt(ssh, text, at)
    if (!head) return undefined
    const mark = `---- END ${head[1]} ----`
    const close = text.slice(at, at + most).indexOf(mark)
    return {
      start: at,
      end: close === -1 ? Math.min(text.length, at + most) : at + close + mark.length,
    }
  },
}
