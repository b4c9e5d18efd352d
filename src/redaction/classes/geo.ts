import {
  everywhere,
  groupSpan,
  isAlnum,
  isDigit,
  matchAt,
  matchEnd,
  type Span,
  spanTo,
  type TextClass,
} from './class.ts'

const number = String.raw`[-+]?\d{1,3}\.\d{3,}`
const pair = /(-?\d{1,2}\.\d{3,})(?:[,;] ?| )(-?\d{1,3}\.\d{3,})(?![\d.]|[,;] ?-?\d)/y
const uri = /geo:-?\d{1,2}(?:\.\d+)?,-?\d{1,3}(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)?/iy
const iso =
  /[+-](?:\d{2}|\d{4}|\d{6})\.\d{2,}[+-](?:\d{3}|\d{5}|\d{7})\.\d{2,}(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w{1,20})?\/?/y
const minutes = String.raw`\d{1,2}(?:\.\d+)? ?['′’]`
const seconds = String.raw`\d{1,2}(?:\.\d+)? ?(?:\\?["″”]|''|′′|’’)`
const degrees = new RegExp(
  String.raw`(?<![\d.])(?:\d{1,3} ?[°˚] ?${minutes}(?: ?${seconds})? ?[NSEWO]?(?![A-Za-z])|\d{1,3}\.\d{2,15} ?[°˚] ?[NSEWO](?![A-Za-z]))`,
  'g',
)
const keyed = new RegExp(
  String.raw`[=:]["'\\ ]{0,4}[[(]?(${number}(?:[,;] ?${number})?)(?![\d.])`,
  'y',
)
const fullKey =
  /(?:latitude|longitude|latlng|latlon|lat_lng|lat_lon|coordinates?|coords?|gps|geo|geopoint|geo_point|geolocation)$/
const shortKey = /(?:^|[^a-z])(?:lat|lon|lng|long)$/
const other = /(?:^|[^A-Za-z])(?:lat|lon|lng|long)["']?[=: ]{1,3}["']?-?\d{1,3}\.\d/gi
const latLabel =
  /(?:gps|geo|coord\w*|location|position|lat(?:itude)?|standort|ubicaci[oó]n|posici[oó]n|emplacement|posizione|localiza\w*)(?![A-Za-z])[^\n\d]{0,24}$/i

/** Two decimal degrees; in logs with four decimals or more, since measures come in pairs as well. */
export const coordinates: TextClass = {
  name: 'geo',
  profiles: everywhere,
  digits: [1, 2],
  next: '.',
  find(text, at, profile): Span | undefined {
    const start = text.charCodeAt(at - 1) === 45 ? at - 1 : at
    const before = text.charCodeAt(start - 1)
    if (isAlnum(before) || before === 46 || before === 95 || before === 45) return undefined
    const match = matchAt(pair, text, start)
    if (!match && start < at) return isoAt(text, start)
    if (!match || isListed(text, start)) return undefined
    const isTold = latLabel.test(text.slice(Math.max(0, start - 40), start))
    if (
      !isTold &&
      (!match[0].includes(',') || !isPlace(match[1]!, match[2]!, profile === 'log' ? 4 : 3))
    ) {
      return undefined
    }
    return { start, end: start + match[0].length }
  },
}

function isListed(text: string, start: number): boolean {
  const gap = text[start - 1] === ' ' ? start - 2 : start - 1
  return text[gap] === ',' && isDigit(text.charCodeAt(gap - 1))
}

function isPlace(first: string, second: string, decimals: number): boolean {
  const [latitude, longitude] = [Math.abs(Number(first)), Math.abs(Number(second))]
  const places = Math.min(first.split('.')[1]!.length, second.split('.')[1]!.length)
  return latitude <= 90 && longitude <= 180 && places >= decimals && latitude > 1 && longitude > 1
}

/** What a key such as `latitude` names; `lat` alone may be a latency. */
export const keyedCoordinate: TextClass = {
  name: 'geo',
  profiles: everywhere,
  ownsKey: (key) => fullKey.test(key) || shortKey.test(key),
  find(text, at): Span | undefined {
    const match = matchAt(keyed, text, at)
    if (!match) return undefined
    const isShort = /(?:^|[^A-Za-z])(?:lat|lon|lng|long)["'\\ ]{0,4}$/i.test(
      text.slice(Math.max(0, at - 12), at),
    )
    if (isShort && (text.slice(Math.max(0, at - 80), at + 80).match(other)?.length ?? 0) < 2)
      return undefined
    return groupSpan(match, match[1]!)
  },
}

/** `geo:` of RFC 5870. */
export const geoUri: TextClass = {
  name: 'geo',
  profiles: everywhere,
  words: ['geo'],
  find(text, at): Span | undefined {
    const end = matchEnd(uri, text, at)
    return end === -1 ? undefined : { start: at + 4, end }
  },
}

/** ISO 6709, as cameras write it. */
export const isoCoordinates: TextClass = {
  name: 'geo',
  profiles: everywhere,
  chars: '+',
  next: '0123456789',
  find(text, at): Span | undefined {
    return isAlnum(text.charCodeAt(at - 1)) ? undefined : isoAt(text, at)
  },
}

function isoAt(text: string, at: number): Span | undefined {
  const end = matchEnd(iso, text, at)
  return spanTo(end, at)
}

/** Degrees, minutes and seconds, or degrees with a point of the compass. */
export const degreesAndMinutes: TextClass = {
  name: 'geo',
  profiles: everywhere,
  *scan(text): Iterable<Span> {
    if (!text.includes('°') && !text.includes('˚')) return
    for (const match of text.matchAll(degrees)) {
      yield { start: match.index, end: match.index + match[0].length }
    }
  },
}
