/** Milliseconds of `1h30m`, `90 s`, `500ms` or `PT1M30S`; null for anything else, such as a bare number. */
export function durationOf(value: string): number | null {
  const iso = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(value)
  if (iso !== null && /\d/.test(value)) {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = iso
    return (
      Number(days) * 86_400_000 +
      Number(hours) * 3_600_000 +
      Number(minutes) * 60_000 +
      Number(seconds) * 1_000
    )
  }
  if (
    !/^(?:\d{1,12} ?(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?) ?){1,5}$/.test(value)
  )
    return null
  const parts = [...value.matchAll(/(\d{1,12}) ?([a-z]+)/g)]
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs(unit!), 0)
}

function unitMs(unit: string): number {
  if (unit === 'ms') return 1
  if (unit.startsWith('s')) return 1_000
  if (unit.startsWith('m')) return 60_000
  return unit.startsWith('h') ? 3_600_000 : 86_400_000
}

const binary = { k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 } as const

/** A size in one way of writing. `MB` may mean either of two numbers, so it never equals bytes, and `M` and `m` stay apart. */
export function sizeOf(value: string): string | null {
  const certain = /^(\d{1,9}) ?([KMGT])iB?$/i.exec(value)
  if (certain !== null) {
    const unit = certain[2]!.toLowerCase() as keyof typeof binary
    return `${Number(certain[1]) * binary[unit]} bytes`
  }
  const bytes = /^(\d{1,15}) ?(?:B|bytes)$/.exec(value)
  if (bytes !== null) return `${Number(bytes[1])} bytes`
  const either = /^(\d{1,12}) ?([KMGT]B|[kmgt]b|kB)$/.exec(value)
  return either === null ? null : `${Number(either[1])} ${either[2]!.toLowerCase()}`
}

/** A number in one way of writing: `1_000` is `1000`, `2.0` is `2`. Leading zeros make it none; `1.10` and `1.1` may be versions. */
export function numberOf(value: string): string | null {
  const plain = /^\d{1,3}(?:_\d{3})+$/.test(value) ? value.replaceAll('_', '') : value
  if (!/^[+-]?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(plain)) return null
  return plain.replace(/^\+/, '').replace(/\.0+$/, '').replace(/^-0$/, '0')
}

/** What a word that switches something says; `1` and `0` are numbers. */
export function switchOf(value: string): boolean | null {
  if (/^(?:true|yes|on|enabled)$/i.test(value)) return true
  return /^(?:false|no|off|disabled)$/i.test(value) ? false : null
}
