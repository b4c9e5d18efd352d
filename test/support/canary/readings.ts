/** Bytes as they are and as somebody could read them who undoes one more dress at a time. */
export function readingsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const readings: Uint8Array[] = [bytes]
  const text = Buffer.from(bytes).toString('utf8')
  for (const undress of dresses) {
    const read = undress(text)
    if (read !== text) readings.push(Buffer.from(read))
  }
  return readings
}

const dresses: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('\0', ''),
  (text) => text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => fromHex(run.replaceAll('%', ''))),
  (text) => unescaped(text),
  (text) => unescaped(unescaped(text)),
  (text) =>
    text
      .replaceAll(/&#(\d{1,6});/g, (_, code: string) => character(Number(code)))
      .replaceAll(/&#x([0-9a-f]{1,5});/gi, (_, code: string) =>
        character(Number.parseInt(code, 16)),
      )
      .replaceAll('&amp;', '&')
      .replaceAll('&apos;', "'"),
  (text) =>
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/(?:=[0-9A-F]{2})+/g, (run) => fromHex(run.replaceAll('=', ''))),
  (text) => text.replaceAll(/(?<=\d)[ ().\u00a0-]{1,3}(?=\d)/g, ''),
  (text) =>
    text
      .normalize('NFKC')
      .replaceAll(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|[\u{e0000}-\u{e007f}]/gu, ''),
]

function unescaped(text: string): string {
  return text
    .replaceAll(/\\+u\{?([0-9a-f]{4,6})\}?/gi, (_, code: string) =>
      character(Number.parseInt(code, 16)),
    )
    .replaceAll(/(?:\\+x[0-9a-f]{2})+/gi, (run) => fromHex(run.replaceAll(/\\+x/g, '')))
    .replaceAll(/\\([\\/"'])/g, '$1')
}

function fromHex(digits: string): string {
  return Buffer.from(digits, 'hex').toString('utf8')
}

function character(code: number): string {
  return code > 0x10_ff_ff ? '' : String.fromCodePoint(code)
}
