import { isUtf8 } from 'node:buffer'

/** UTF-8 in pieces; what is none becomes U+FFFD and is counted. */
export interface Decoder {
  write(piece: Buffer): string
  end(): string
}

/** `count` is told how many U+FFFD stand where the bytes were no UTF-8; those that were sent as such are not among them. */
export function utf8Decoder(count: (replaced: number) => void): Decoder {
  let rest: Buffer = Buffer.alloc(0)
  const decode = (bytes: Buffer): string => {
    const text = bytes.toString('utf8')
    if (!isUtf8(bytes)) {
      const sent = bytes.toString('latin1').split('\xef\xbf\xbd').length
      count(text.split('\ufffd').length - sent)
    }
    return text
  }
  return {
    write(piece) {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      const whole = bytes.length - unfinished(bytes)
      // A copy, since the stream may use its memory again.
      rest = Buffer.from(bytes.subarray(whole))
      return decode(bytes.subarray(0, whole))
    },
    end() {
      const last = rest
      rest = Buffer.alloc(0)
      return decode(last)
    },
  }
}

/** How many bytes at the end begin a character that is not whole yet. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return back < length ? back : 0
    }
    if (byte < 0x80) return 0
  }
  return 0
}
