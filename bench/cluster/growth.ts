import { ask, type Product, products, serve, sourceAt } from './source.ts'

/** How far this process grows over one answer of a faulty cluster: `growth.ts elasticsearch endless`; tells megabytes and ms. */
const [name = 'elasticsearch', fault = 'endless'] = process.argv.slice(2)
const product: Product = products.find((one) => one === name) ?? 'elasticsearch'

const sound = await serve(product)
const faulty = await serve(product, fault)
const healthy = sourceAt(product, sound.url)
for (let i = 0; i < 3; i++) await ask(healthy)
const before = process.memoryUsage.rss()
let most = before
const timer = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 2)
const startedAt = performance.now()
await ask(sourceAt(product, faulty.url))
const tookMs = performance.now() - startedAt
clearInterval(timer)
process.send?.([(Math.max(most, process.memoryUsage.rss()) - before) / 1_048_576, tookMs])
sound.stop()
faulty.stop()
process.disconnect?.()
process.exitCode = 0
