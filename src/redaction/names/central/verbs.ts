/** Endings of verbs and of nouns in a case, which no unknown name bears: `zgłosił`, `Подтвердит`, `csatolta`, `konuşmuştum`. */
const endings = [
  // Polish, Czech and Slovak.
  '(?:[aeiouyąęóáéíýúů]ł(?:a|o|y|em|am)?|[łl](?:iśmy|yśmy|iście)|[aei](?:ć|liśmy)|uj(?:e|ą|ę|emy|ecie)|ajcie|ijcie|[aeiuáéíú]l[aoiy]|[aeu]j(?:e|í)|ovat|(?<=\\p{L}{3})[íáeu]me|ujú|ajú|šlo|ště|íte|áte|ejte)',
  '(?<=\\p{L}{3}(?:[áií]|ova|ouš|las))(?:l|si[lt])',
  // Russian, Ukrainian and Bulgarian.
  '(?:[аяиеёыуі]л(?:а|о|и)?(?:ся|сь)?|[аеияюіує]т(?:ь|ся|ься|е)?|[аиуя]в(?:ся)?(?<=\\p{L}{6})|[ая]ти(?:ся)?|ємо|имо|ите|ешь|ишь|ует|ують|аха|иха|яха)',
  // Hungarian.
  '(?:(?<=\\p{L}{4})(?:tt[ae]|[lrnsz]t[ae]|tták|tték|[oe]lj[ae]|ítja|nának|hatja|heti|tunk|tünk|junk|jünk|atok|etek))',
  // Turkish.
  '(?:[ıiuü]yor(?:um|sun|uz|lar|du)?|m[ıiuü]şt[ıiuü]m?|[ae]c[ae](?:k|ğ[ıi]m)|(?<=\\p{L}{5})[dt][ae]n|[ıiuü]m[ıiuü]z|(?<=\\p{L}{3})[dt][ıiuü](?:m|k|ler|lar)|ıyım|iyim|(?<=\\p{L}{5})[ıiuü]n[ıiuü]|ması|mesi)',
  // Romanian, Finnish, Estonian and Greek.
  '(?:ează|ește|uim|ăm|ați|eau|(?<=\\p{L}{3})(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|mme|vat|vät|taan|tään|inut|ivad)|ηκε|ουμε|ετε|ούμε|θηκαν|εται|εί|(?<=\\p{L}{5})ώ)',
]
const verbal = new RegExp(`(?:${endings.join('|')})$`, 'u')

/** Whether an unknown word, in lower case, can only be what somebody did or a thing in a case. */
export function isVerbal(word: string): boolean {
  return word.length > 4 && word.length < 30 && verbal.test(word)
}
