const plain = /^(?!.*:\/\/)(?!www\.|[@#])[\w.:/@+#-]{1,64}$/i

/** The text when it is a short name of plain characters, which may be repeated as it stands; null for anything else. */
export function plainName(text: string | null | undefined): string | null {
  return text != null && plain.test(text) ? text : null
}
