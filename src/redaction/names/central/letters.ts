const prepositions = /[WVUKSZOAIВУКСОИІЯЗΟΗ]/i
const suffix =
  /^(?:[DT][AE]N?|[DT][AE]K[Iİ]|Y?L[AE]|[NY]?[AEIİUÜ]|N?[IİUÜ]N|L[IİUÜ]|(?:y|n)?[aeıiuü]|n?[ıiuü]n|[dt][ae]n?|[dt][ae]ki|y?l[ae]|l[ıiuü])$/

/** A preposition, article or `and` of one letter, which a sentence or capitals make look like an initial: `W Krakowie`. */
export function isSmallWord(letter: string): boolean {
  return prepositions.test(letter)
}

/** What Turkish puts behind the apostrophe of a name: `BURSA'DAN`, `Can'a`. */
export function isTurkishSuffix(part: string): boolean {
  return suffix.test(part)
}
