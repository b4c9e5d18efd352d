import { hashEnd, hashSeed, hashStep } from '../fold.ts'
import { levelOf, type Slots } from '../packed.ts'

/** How much a reading of signs costs; the cheapest reading of a sentence is taken. */
export interface Reader {
  /** The cost of reading `length` signs at that place as a person, `Infinity` for never. */
  person(at: number, length: number): number
  readonly longestPerson: number
}

const wordCosts = [0, 2.2, 1.6, 1.1]
const longestWord = 4
/** Signs that stand alone in sentences all the time. */
const smallSigns =
  '的了在是和不有时我你您他她它们这那就都也又还很太更最被把给对从向到由与及或但并而且若如果因为所以之其此该各每某再已正将要会能可应须得着过吧吗呢啊嗯哦个次条张件台位名号点年月日周天时分秒元块万千百十一二三四五六七八九零两几多少后前里外上下左右中间内大小新旧高低好坏请让叫等用看说做来去发收打开关找问见谁什么怎为何哪家店者方版端库项页类型值量率数据組個這們對從後來時會說開關讓請將與為無'

/** By UTF-16 unit: 1 for those. */
const small = new Uint8Array(65_536)
for (let i = 0; i < smallSigns.length; i++) small[smallSigns.charCodeAt(i)] = 1

/** The persons of a run of Han, by the cheapest way to read all of it. */
export function personsIn(
  text: string,
  from: number,
  to: number,
  vocabulary: Slots,
  reader: Reader,
): readonly (readonly [from: number, to: number])[] {
  const size = to - from
  const best = new Float64Array(size + 1).fill(Infinity)
  const step = new Int8Array(size + 1)
  best[0] = 0
  const reach = (at: number, length: number, cost: number, isPerson: boolean): void => {
    const total = best[at]! + cost
    if (total >= best[at + length]!) return
    best[at + length] = total
    step[at + length] = isPerson ? -length : length
  }
  for (let at = 0; at < size; at++) {
    const left = size - at
    const first = text.charCodeAt(from + at)
    reach(at, 1, small[first] === 1 ? 1.5 : 2.4, false)
    // As `hashOf` makes it, a sign at a time.
    let hash = hashStep(hashSeed, first)
    for (let length = 2; length <= longestWord && length <= left; length++) {
      hash = hashStep(hash, text.charCodeAt(from + at + length - 1))
      const level = levelOf(vocabulary.get(hashEnd(hash)), false)
      if (level > 0) reach(at, length, wordCosts[level]!, false)
      else if (length === 2) reach(at, 2, 3.5, false)
    }
    for (let length = 2; length <= reader.longestPerson && length <= left; length++) {
      const cost = reader.person(from + at, length)
      if (cost < Infinity) reach(at, length, cost, true)
    }
  }
  const found: (readonly [number, number])[] = []
  for (let at = size; at > 0;) {
    const length = Math.abs(step[at]!)
    if (step[at]! < 0) found.push([from + at - length, from + at])
    at -= length
  }
  return found.toReversed()
}
