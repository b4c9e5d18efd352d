const filler =
  /^(?:tbd|t\.b\.d|todo|to be (?:determined|done|defined)|fixme|xxx+|n\/?a|none yet|unknown yet|later|pending)$/i
const angled = /^<[^>]*>$/

/** True for text that stands where something should stand: empty, signs alone, TBD and its kin, or `<...>`. */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim()
  if (!/[\p{L}\p{N}]/u.test(bare) || angled.test(bare)) return true
  return filler.test(bare.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
}
