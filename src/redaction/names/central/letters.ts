const prepositions = /[WVUKSZOAIВУКСОИІЯЗΟΗ]/i
const suffix = /^(?:[DT][AE]N?|[DT][AE]K[Iİ]|Y?L[AE]|[NY]?[AEIİUÜ]|N?[IİUÜ]N|L[IİUÜ])$/

/** A preposition, article or `and` of one letter, which a sentence or capitals make look like an initial: `W Krakowie`. */
export function isSmallWord(letter: string): boolean {
  return prepositions.test(letter)
}

/** What Turkish puts behind the apostrophe of a name in capitals: `BURSA'DAN`. */
export function isTurkishSuffix(part: string): boolean {
  return suffix.test(part)
}
