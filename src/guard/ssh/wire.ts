/** Reads the fields of an SSH wire blob (RFC 4251 section 5); throws RangeError when one runs past the end. */
export class WireReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes)
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the blob is too short')
    const part = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return part
  }

  uint32(): number {
    return this.take(4).readUInt32BE(0)
  }

  string(): Buffer {
    return this.take(this.uint32())
  }

  text(): string {
    return this.string().toString('latin1')
  }

  /** Throws unless everything was read, so that nothing can hide behind the last field. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new RangeError('the blob is too long')
  }
}

/** A length-prefixed string. */
export function wireString(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value as Uint8Array)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
