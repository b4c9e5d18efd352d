const plain = /^(?!.*:\/\/)(?!www\.|[@#])[\w.:/@+#-]{1,64}$/
const token = /^«[a-z][a-z0-9-]{0,23}:[a-z0-9]{16}»$/i

/** The text when it is a short name of plain characters, or a token in the place of one, which may be repeated as it stands; null for anything else. */
export function plainName(text: string | null | undefined): string | null {
  return text != null && (plain.test(text) || token.test(text)) ? text : null
}

const mostWords = 4
const code = /^[0-9a-f-]+$/i

/** The same for what an answer shows as a name of somebody else's choice: one of many words is a sentence, and untrusted text; letters of a token are no words. */
export function shortName(text: string): string | null {
  const words = code.test(text) || token.test(text) ? 0 : (text.match(/[a-z]{3,}/gi)?.length ?? 0)
  return words > mostWords ? null : plainName(text)
}
