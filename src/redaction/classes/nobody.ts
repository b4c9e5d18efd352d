/** Words that stand where a name could and name nobody; accounts such as root are somebody. */
const ordinary = new Set(
  (
    'a access account accounts action actions activity agent all an and anonymous any api app are as at auth authenticated authentication ' +
    'authorization be been before but by can cannot cert certificate channel client config context count could create created credentials cvs ' +
    'data default-user defined delete deleted details device did directory disabled display do does domain dn else email enabled entered entity ' +
    'entry error event events exception exists experience expired failed false feedback field file filter flag for found friendly from ' +
    'got group groups guide had handle has have home host id ids in info information initiated input interaction interface into invalid is ' +
    'its json key kernel language level list local locale locked logged login logon logout manager manual menu message mode model must name names ' +
    'namespace new nil no none not null object of off offline on online only operation option options or out page password path ' +
    'permission permissions policy pool preference preferences principal process profile profiles prompt properties provided quota read ' +
    'record registered registration removed request requested requests role roles root-user rows script search service session sessions set ' +
    'setting settings should signed slice space specified state status store stories story stream string successfully switch switched system ' +
    'table tables test-user that the then this time timeout timezone to token tokens tracking true type types undefined unknown update ' +
    'updated updates uri url use user username users uuid value values view was were when where which while who will with without would ' +
    'you your self other another anybody nobody everyone someone same current current-user mapping mappings success successful ok done denied granted accepted rejected pending required attempt attempts cache name: agent:'
  ).split(' '),
)

/** False for words that name nobody and for bare placeholders. */
export function isName(word: string): boolean {
  return /\w/.test(word) && !ordinary.has(word.toLowerCase())
}
